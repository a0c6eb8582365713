"""Dates as people write them in Mexico to ISO 8601; never month before day, never a date that does not exist."""

import re
from datetime import date, timedelta
from functools import cache

import polars as pl

from apertura.model.table import Kind
from apertura.model.text import fold

FIRST = date(1990, 1, 1)
LAST = date(2100, 12, 31)

_ISO = re.compile(r"(?P<year>\d{4})-(?P<month>\d\d)-(?P<day>\d\d)", re.ASCII)
_DAY_FIRST = re.compile(r"(?P<day>\d\d?)[/-](?P<month>\d\d?)[/-](?P<year>\d{4})", re.ASCII)
_LONG = re.compile(r"(?P<day>\d\d?|1[o°]) de (?P<month>[a-z]+) del? (?P<year>\d{4})", re.ASCII)
_INSTANT = re.compile(
    r"(?P<date>.+?)[ t](?P<hour>[01]?\d|2[0-3]):(?P<minute>[0-5]\d)(?::(?P<second>[0-5]\d))? ?(?:h|hs|hrs?|horas?)?\.?",
    re.ASCII,
)


def read_date(text: str) -> str | None:
    """Read a date as ISO text: ISO itself, ``d/m/aaaa``, ``d-m-aaaa`` or ``15 de marzo de 2024``; None: no date."""
    return _date(fold(text))


def read_instant(text: str) -> str | None:
    """Read a date, alone or followed by an hour of the day (``30/01/2015 9:00 Horas``), as ISO text; None: neither."""
    folded = fold(text)
    found = _INSTANT.fullmatch(folded)
    if found is None:
        return _date(folded)
    day = _date(found["date"])
    return day and f"{day}T{int(found['hour']):02}:{found['minute']}:{found['second'] or '00'}"


def read_serial(text: pl.Expr, kind: pl.Expr, epoch: date) -> pl.Expr:
    """Read whole numbers of days since ``epoch`` as ISO dates, null outside 1990 to 2100 and where no number stands."""
    days = pl.when(kind == Kind.NUMBER).then(text).cast(pl.Int64, strict=False)
    plausible = days.is_between((FIRST - epoch).days, (LAST - epoch).days)
    # a polars date counts its days from 1970
    shift = (date(1970, 1, 1) - epoch) // timedelta(days=1)
    return pl.when(plausible).then((days - shift).cast(pl.Date, strict=False).cast(pl.String))


@cache
def month_numbers() -> dict[str, int]:
    """Give the number of each month by its folded Spanish name (Unicode CLDR)."""
    from babel import Locale

    return {fold(name): number for number, name in Locale("es").months["format"]["wide"].items()}


def _date(folded: str) -> str | None:
    found = _ISO.fullmatch(folded) or _DAY_FIRST.fullmatch(folded)
    if found is not None:
        return _existing(int(found["year"]), int(found["month"]), int(found["day"]))
    found = _LONG.fullmatch(folded)
    if found is None or found["month"] not in month_numbers():
        return None
    return _existing(int(found["year"]), month_numbers()[found["month"]], int(found["day"].rstrip("o°")))


def _existing(year: int, month: int, day: int) -> str | None:
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None

"""Dates as people write them in Mexico to ISO 8601; never month before day, never a date that does not exist."""

import re
from calendar import monthrange
from datetime import date, timedelta
from functools import cache

import polars as pl

from apertura.model.table import Kind
from apertura.model.text import fold

FIRST = date(1990, 1, 1)
LAST = date(2100, 12, 31)

SHORT_YEAR = r"^\d\d?[/.-](?:\d\d?|[A-Za-z]{3,}\.?)[/.-]\d\d(?:\D|$)"
"""A day, a month and a year of two digits, at the start of a text: as an expression that polars and Python share."""

_YEAR_FIRST = re.compile(r"(?P<year>\d{4})([/-])(?P<month>\d\d?)\2(?P<day>\d\d?)", re.ASCII)
_DAY_FIRST = re.compile(r"(?P<day>\d\d?)([/.-])(?P<month>\d\d?)\2(?P<year>\d{4}|\d\d)", re.ASCII)
_SHORT = re.compile(r"(?P<day>\d\d?)([/ -])(?P<month>[a-z]{3,})\.?\2(?P<year>\d{4}|\d\d)", re.ASCII)
_LONG = re.compile(
    r"(?:(?:lunes|martes|miercoles|jueves|viernes|sabado|domingo),? )?"
    r"(?P<day>\d\d?|1[o°]|1ro\.?|1er\.?|primero) (?:de )?(?P<month>[a-z]+)\.?,? (?:del? )?(?:ano )?(?P<year>\d{4})",
    re.ASCII,
)
_FORMS = (_YEAR_FIRST, _DAY_FIRST, _SHORT, _LONG)
_INSTANT = re.compile(
    r"(?P<date>.+?),?[ t](?:a las )?(?P<hour>[01]?\d|2[0-3]):(?P<minute>[0-5]\d)(?::(?P<second>[0-5]\d))?"
    r" ?(?:(?P<half>[ap])\.? ?m\.?|(?:h|hs|hrs?|horas?)\.?)?",
    re.ASCII,
)
_BETWEEN = re.compile(r" ?[,;] ?(?:y )?| (?:y|e|al?) ")
_PIVOT = FIRST.year % 100


def read_date(text: str) -> str | None:
    """Read a date as ISO text; None: no date.

    ISO itself, ``d/m/aaaa`` and ``d/m/aa`` (from 1990 to 2089), with slashes, dashes or points, ``aaaa/m/d``,
    ``15 de marzo de 2024``, ``15-mar-24`` and the like. An hour is left out only where it is midnight.
    """
    folded = fold(text)
    instant = _instant(folded)
    if instant is not None:
        return instant.removesuffix("T00:00:00") if instant.endswith("T00:00:00") else None
    return _date(folded)


def read_instant(text: str) -> str | None:
    """Read a date, alone or followed by an hour of the day (``30/01/2015 9:00 Horas``), as ISO text; None: neither."""
    folded = fold(text)
    return _instant(folded) or _date(folded)


def read_serial(text: pl.Expr, kind: pl.Expr, epoch: date) -> pl.Expr:
    """Read whole numbers of days since ``epoch`` as ISO dates, null outside 1990 to 2100 and where no number stands."""
    days = pl.when(kind == Kind.NUMBER).then(text).cast(pl.Int64, strict=False)
    plausible = days.is_between((FIRST - epoch).days, (LAST - epoch).days)
    # a polars date counts its days from 1970
    shift = (date(1970, 1, 1) - epoch) // timedelta(days=1)
    return pl.when(plausible).then((days - shift).cast(pl.Date, strict=False).cast(pl.String))


def both_ways(text: str) -> tuple[str, str] | None:
    """Give the two days that ``03/04/2024`` may be, the day first and the month first; None: there is one at most."""
    found = _DAY_FIRST.match(fold(text))
    if found is None or found["day"].zfill(2) == found["month"].zfill(2):
        return None
    year, first, second = _year(found["year"]), int(found["day"]), int(found["month"])
    readings = _existing(year, second, first), _existing(year, first, second)
    return (readings[0], readings[1]) if readings[0] and readings[1] else None


def month_length(text: str) -> int | None:
    """Count the days of the month of a date whose day is past them: 30 of ``31/09/2023``; None of any other text."""
    parts = _parts(fold(text))
    if parts is None or not (1 <= parts[1] <= 12 and 1 <= parts[0] <= LAST.year):
        return None
    year, month, day = parts
    length = monthrange(year, month)[1]
    return length if day > length else None


def dates_in(text: str) -> tuple[str, ...]:
    """Read a text that is dates and nothing else, apart by commas, blanks, ``y`` or ``al``, as ISO; () of any other."""
    folded = fold(text).removeprefix("del ")
    for parts in (_BETWEEN.split(folded), folded.split()):
        found = [read_date(part) for part in parts]
        if all(found):
            return tuple(day for day in found if day)
    return ()


@cache
def month_numbers() -> dict[str, int]:
    """Give the number of each month by its folded Spanish name, whole or short (Unicode CLDR), and ``setiembre``."""
    from babel import Locale

    names = Locale("es").months["format"]
    whole = {fold(name): number for number, name in names["wide"].items()}
    short = {fold(name).rstrip("."): number for number, name in names["abbreviated"].items()}
    return whole | short | {"setiembre": 9, "sep": 9}


def _instant(folded: str) -> str | None:
    found = _INSTANT.fullmatch(folded)
    day = found and _date(found["date"])
    if not found or not day:
        return None
    hour = int(found["hour"])
    if found["half"]:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if found["half"] == "p" else 0)
    return f"{day}T{hour:02}:{found['minute']}:{found['second'] or '00'}"


def _date(folded: str) -> str | None:
    parts = _parts(folded)
    return None if parts is None else _existing(*parts)


def _parts(folded: str) -> tuple[int, int, int] | None:
    """Part a text that is written as a date into year, month and day, whether there is such a day or not."""
    found = next((found for form in _FORMS if (found := form.fullmatch(folded)) is not None), None)
    if found is None:
        return None
    month = int(found["month"]) if found["month"].isdigit() else month_numbers().get(found["month"], 0)
    day = "1" if found["day"].startswith(("1o", "1°", "1r", "1e", "p")) else found["day"]
    return _year(found["year"]), month, int(day)


def _year(digits: str) -> int:
    if len(digits) == 4:
        return int(digits)
    return int(digits) + (1900 if int(digits) >= _PIVOT else 2000)


def _existing(year: int, month: int, day: int) -> str | None:
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None

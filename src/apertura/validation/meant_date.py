"""Text that is no date to the dates that it was probably meant to be."""

import re
from collections.abc import Iterator
from datetime import date

from apertura.intake.dates import read_instant

DATE_CHARACTERS = "0123456789/-"


def plausible_date(text: str, bounds: tuple[date, date], seen: tuple[date, date] | None) -> date | None:
    """Date that the text becomes with one character less or one more, if exactly one within ``bounds`` is possible.

    Of several, the only one within ``seen`` (the column's other dates) counts. Slashes mean day/month/year.
    """
    if not re.fullmatch(r"[0-9/-]{7,12}", text):
        return None
    possible = {found for variant in _variants(text) if (found := _read_date(variant)) is not None}
    within = {found for found in possible if bounds[0] <= found <= bounds[1]}
    if len(within) > 1 and seen is not None:
        within = {found for found in within if seen[0] <= found <= seen[1]}
    return within.pop() if len(within) == 1 else None


def two_readings(text: str, bounds: tuple[date, date]) -> tuple[date, ...]:
    """Dates within ``bounds`` that a day, a month and a year may be: day first, then month first; often one alone.

    Years of two digits are of this century. ``12/31/2024`` has one reading, ``03/04/24`` two, ``31/31/24`` none.
    """
    found = re.fullmatch(r"([0-9]{1,2})([/.-])([0-9]{1,2})\2((?:20)?[0-9]{2})", text)
    if not found:
        return ()
    one, other, year = int(found[1]), int(found[3]), 2000 + int(found[4]) % 100
    possible = dict.fromkeys(_existing(year, month, day) for day, month in ((one, other), (other, one)))
    return tuple(day for day in possible if day is not None and bounds[0] <= day <= bounds[1])


def other_order(text: str, bounds: tuple[date, date]) -> date | None:
    """Date within ``bounds`` of a day written before its month after the year, or of eight digits in a row.

    ``2012-16-02`` is the 16th of February; ``20240331`` and ``31032024`` are dates where they read one way only.
    """
    swapped = re.fullmatch(r"([0-9]{4})([/.-])([0-9]{1,2})\2([0-9]{1,2})", text)
    if swapped:
        possible = {_existing(int(swapped[1]), int(swapped[4]), int(swapped[3]))}
    elif re.fullmatch(r"[0-9]{8}", text):
        possible = {
            _existing(int(text[:4]), int(text[4:6]), int(text[6:])),
            _existing(int(text[4:]), int(text[2:4]), int(text[:2])),
        }
    else:
        return None
    within = [found for found in possible if found is not None and bounds[0] <= found <= bounds[1]]
    return within[0] if len(within) == 1 else None


def day_alone(text: str, bounds: tuple[date, date]) -> date | None:
    """Date within ``bounds`` that stands before an hour: ``15/03/2024 09:00``."""
    day, hour, _ = (read_instant(text) or "").partition("T")
    found = date.fromisoformat(day) if hour else None
    return found if found is not None and bounds[0] <= found <= bounds[1] else None


def _existing(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _variants(text: str) -> Iterator[str]:
    for at in range(len(text) + 1):
        if at < len(text):
            yield text[:at] + text[at + 1 :]
        for char in DATE_CHARACTERS:
            yield text[:at] + char + text[at:]


def _read_date(text: str) -> date | None:
    iso = re.fullmatch(r"([0-9]{4})-([0-9]{2})-([0-9]{2})", text)
    parts = iso.groups() if iso else ()
    local = re.fullmatch(r"([0-9]{1,2})/([0-9]{1,2})/([0-9]{4})", text)
    parts = local.groups()[::-1] if local else parts
    return _existing(*(int(part) for part in parts)) if parts else None

"""Wrong text to the one right text it was probably meant to be; offered to the steward, never applied."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from functools import lru_cache
from itertools import islice

import polars as pl

from apertura.model.definition import Field
from apertura.model.suggestion import EITHER, SAME, SLIP, Suggestion
from apertura.model.text import fold
from apertura.validation.tableschema.literal import literal
from apertura.validation.tableschema.masks import FALSE_VALUES, TRUE_VALUES, words

ENOUGH = 200
"""Distinct wrong texts of a column that get a suggestion: past that, the column is wrong as a whole."""

ALIKE = 75
"""Likeness from 0 to 100 from which on one word is taken for another, misspelt."""

PLAUSIBLE = (date(1900, 1, 1), date(2100, 12, 31))
DATE_CHARACTERS = "0123456789/-"


def suggest(field: Field, broken: Mapping[str, Sequence[str]], valid: pl.Series) -> dict[str, Suggestion]:
    """Suggest what was meant by the texts of a field, each given with the codes it breaks; unclear ones are left out.

    ``valid`` are the field's values that read well: a date with two possible readings is taken among them.
    """
    texts = list(islice(broken, ENOUGH))
    if field.type == "date":
        misread = [text for text in texts if f"type-error-{field.type}" in broken[text]]
        return _dates(field, misread, valid) if misread else {}
    if field.type == "number" and _is_share(field):
        found = {text: share(text, field.decimals) for text in texts}
        return {text: Suggestion(meant, SLIP) for text, meant in found.items() if meant is not None}
    return nearest_each(texts, _options(field))


def nearest_each(texts: Sequence[str], options: Mapping[str, str]) -> dict[str, Suggestion]:
    """Nearest option of each text, where one is clearly nearest. ``options`` maps what may be written to the option.

    Accents, case and runs of spaces do not count as differences, nor what reading UTF-8 as Windows-1252 did to a text.
    """
    folded: dict[str, str] = {}
    for written, option in options.items():
        folded.setdefault(_fold(written), option)
    nearest = {text: _nearest(fold(_mended(text)), folded) for text in texts[:ENOUGH]} if folded else {}
    return {text: suggestion for text, suggestion in nearest.items() if suggestion is not None}


def share(text: str, decimals: int | None) -> str | None:
    """Give the share from 0 to 1 that a percentage is, with its sign or, past 1, without: ``46`` is ``0.46``.

    None for what is no such percentage, and where the share would need more decimals than the field has.
    """
    found = re.fullmatch(r"\s*([0-9]{1,3}(?:\.[0-9]{1,15})?)\s*(%?)\s*", text)
    if not found:
        return None
    percentage = Decimal(found[1])
    meant = f"{percentage / 100:f}".rstrip("0").rstrip(".") or "0"
    fits = decimals is None or len(meant.partition(".")[2]) <= decimals
    return meant if fits and percentage <= 100 and (percentage > 1 or found[2]) else None


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


def _existing(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _is_share(field: Field) -> bool:
    return [literal(field, field.constraints.get(name)) for name in ("minimum", "maximum")] == [0, 1]


def _options(field: Field) -> dict[str, str]:
    if field.type == "boolean":
        accepted = words(field, "trueValues", TRUE_VALUES) + words(field, "falseValues", FALSE_VALUES)
        return {word: word for word in accepted}
    enum = field.constraints.get("enum")
    return {str(option): str(option) for option in enum} if isinstance(enum, (list, tuple)) else {}


_fold = lru_cache(maxsize=8192)(fold)


def _mended(text: str) -> str:
    try:
        return text.encode("cp1252").decode("utf-8")
    except UnicodeError:
        return text


def _nearest(text: str, options: Mapping[str, str]) -> Suggestion | None:
    from rapidfuzz import fuzz, process

    if text in options:
        return Suggestion(options[text], SAME)
    close = process.extract(text, options.keys(), scorer=fuzz.ratio, score_cutoff=ALIKE, limit=2)
    if not close or (len(close) == 2 and close[0][1] == close[1][1]):
        return None
    return Suggestion(options[close[0][0]], round(close[0][1]))


def _dates(field: Field, texts: Collection[str], valid: pl.Series) -> dict[str, Suggestion]:
    earliest, latest = (literal(field, field.constraints.get(name)) for name in ("minimum", "maximum"))
    bounds = (
        earliest if isinstance(earliest, date) else PLAUSIBLE[0],
        latest if isinstance(latest, date) else PLAUSIBLE[1],
    )
    first, last = valid.min(), valid.max()
    seen = (first, last) if isinstance(first, date) and isinstance(last, date) else None
    found = {text: _date(text.strip(), bounds, seen) for text in texts}
    return {text: suggestion for text, suggestion in found.items() if suggestion is not None}


def _date(text: str, bounds: tuple[date, date], seen: tuple[date, date] | None) -> Suggestion | None:
    both = two_readings(text, bounds)
    if both:
        return Suggestion(" o ".join(day.isoformat() for day in both), EITHER if len(both) == 2 else SLIP)
    slip = plausible_date(text, bounds, seen)
    return Suggestion(slip.isoformat(), SLIP) if slip else None


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

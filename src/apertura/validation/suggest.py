"""Wrong text to the one right text it was probably meant to be; offered to the steward, never applied."""

import re
from collections.abc import Collection, Mapping, Sequence
from datetime import date
from functools import lru_cache
from itertools import islice

import polars as pl

from apertura.model.definition import Field
from apertura.model.suggestion import EITHER, SAME, SLIP, Suggestion
from apertura.model.text import fold
from apertura.validation.meant_date import day_alone, other_order, plausible_date, two_readings
from apertura.validation.meant_number import meant_number, share
from apertura.validation.tableschema.literal import literal
from apertura.validation.tableschema.masks import FALSE_VALUES, TRUE_VALUES, words

ENOUGH = 200
"""Distinct wrong texts of a column that get a suggestion: past that, the column is wrong as a whole."""

ALIKE = 75
"""Likeness from 0 to 100 from which on one word is taken for another, misspelt."""

NUMBERS = frozenset({"integer", "number"})
PLAUSIBLE = (date(1900, 1, 1), date(2100, 12, 31))


def suggest(field: Field, broken: Mapping[str, Sequence[str]], valid: pl.Series) -> dict[str, Suggestion]:
    """Suggest what was meant by the texts of a field, each given with the codes it breaks; unclear ones are left out.

    ``valid`` are the field's values that read well: a date with two possible readings is taken among them.
    """
    texts = list(islice(broken, ENOUGH))
    if field.type == "date":
        misread = [text for text in texts if f"type-error-{field.type}" in broken[text]]
        return _dates(field, misread, valid) if misread else {}
    numbers = {text: _number(field, text, broken[text]) for text in texts} if field.type in NUMBERS else {}
    meant = {text: suggestion for text, suggestion in numbers.items() if suggestion is not None}
    return meant | nearest_each([text for text in texts if text not in meant], _options(field))


def nearest_each(texts: Sequence[str], options: Mapping[str, str]) -> dict[str, Suggestion]:
    """Nearest option of each text, where one is clearly nearest. ``options`` maps what may be written to the option.

    Accents, case and runs of spaces do not count as differences, nor what reading UTF-8 as Windows-1252 did to a text.
    A text that has one option among its words, with a digit as keys have (``1.1.a Más instituciones``), is that one.
    """
    folded: dict[str, str] = {}
    for written, option in options.items():
        folded.setdefault(_fold(written), option)
    nearest = {text: _nearest(fold(_mended(text)), folded) for text in texts[:ENOUGH]} if folded else {}
    return {text: suggestion for text, suggestion in nearest.items() if suggestion is not None}


def _number(field: Field, text: str, codes: Sequence[str]) -> Suggestion | None:
    if field.type == "number" and _is_share(field) and (meant := share(text, field.decimals)):
        return Suggestion(meant, SLIP)
    return meant_number(field, text) if f"type-error-{field.type}" in codes else None


def _is_share(field: Field) -> bool:
    return [literal(field, field.constraints.get(name)) for name in ("minimum", "maximum")] == [0, 1]


def _options(field: Field) -> dict[str, str]:
    if field.type == "boolean":
        accepted = words(field, "trueValues", TRUE_VALUES) + words(field, "falseValues", FALSE_VALUES)
        return {word: word for word in accepted}
    enum = field.constraints.get("enum")
    return {str(option): str(option) for option in enum} if isinstance(enum, (list, tuple)) else {}


_WORDS = re.compile(r"[\s,;:()«»\"]+")

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
    keys = {options[word] for word in _WORDS.split(text) if word in options and any(map(str.isdigit, word))}
    if len(keys) == 1:
        return Suggestion(keys.pop(), SLIP)
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
    meant = other_order(text, bounds) or day_alone(text, bounds) or plausible_date(text, bounds, seen)
    return Suggestion(meant.isoformat(), SLIP) if meant else None

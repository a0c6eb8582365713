"""Whether the file and its cells are written as the guide asks: CSV, types, dates, units, blanks, keys of places."""

from collections.abc import Mapping

import polars as pl

from apertura.release.phrases import say
from apertura.release.quality.cells import fields_of_type, filled, free_text, matching, saying
from apertura.release.quality.finding import Finding, Parameters, met, unknown, unmet
from apertura.release.quality.strict_cells import strict_cells
from apertura.release.quality.subject import Subject
from apertura.release.quality.words import counted, named

_MARK = b"\xef\xbb\xbf"
_DAY = r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])"
_TIME = r"([01]\d|2[0-3]):[0-5]\d:[0-5]\d"
_TIMES = {
    "date": _DAY,
    "datetime": f"{_DAY}T{_TIME}Z?",
    "time": _TIME,
    "year": r"\d{4}",
    "yearmonth": r"\d{4}-(0[1-9]|1[0-2])",
}
_FORMS = {"integer": r"-?\d+", "number": r"-?\d+(\.\d+)?", "boolean": "true|false", **_TIMES}
_BLANK = [r"\s*"]


def plain_csv(subject: Subject, _asked: Parameters) -> Finding:
    """Whether the table is UTF-8 without a mark, in rows of as many cells, apart by commas, as it has fields."""
    names = [field["name"] for field in subject.schema["fields"]]
    if subject.data.startswith(_MARK):
        return unmet(say("quality.csv.marked"))
    if subject.cells is None:
        return unmet(say("quality.csv.unreadable"))
    if subject.cells.columns != names:
        return unmet(say("quality.csv.header", len(names), found=len(subject.cells.columns)))
    return met(
        say("quality.csv.plain", rows=say("rows", subject.cells.height), columns=say("quality.columns", len(names)))
    )


def one_type(cells: pl.DataFrame, subject: Subject, _asked: Parameters) -> Finding:
    """Whether every cell of a column that is not text is written as values of its type are."""
    names = [name for type_ in _FORMS for name in fields_of_type(subject, {type_})]
    if not names:
        return met(say("quality.types.text"))
    found = {name: count for name, count in _strange(cells, subject, _FORMS).items() if count}
    if found:
        return unmet(say("quality.types.mixed", sum(found.values()), where=counted(found)))
    return met(say("quality.types.one", len(names), values=say("quality.values", filled(cells, names))))


def iso_dates(cells: pl.DataFrame, subject: Subject, asked: Parameters) -> Finding:
    """Whether dates and times are ISO 8601, and no text is a date written in one of ``otras_formas``."""
    strange = _strange(cells, subject, _TIMES)
    texts = free_text(subject)
    found = {name: count for name, count in strange.items() if count}
    found |= matching(cells, texts, asked["otras_formas"])
    if found:
        return unmet(say("quality.dates.other", sum(found.values()), where=counted(found)))
    dates = say("quality.values", filled(cells, list(strange)))
    if not strange:
        return met(say("quality.dates.none", columns=say("quality.texts", len(texts))))
    return met(say("quality.dates.iso", len(strange), values=dates, columns=say("quality.texts", len(texts))))


def bare_units(cells: pl.DataFrame, subject: Subject, asked: Parameters) -> Finding:
    """Whether no text is a figure with its unit or currency (``formas``)."""
    texts = free_text(subject)
    if not texts:
        return met(say("quality.texts.none"))
    found = matching(cells, texts, asked["formas"])
    if found:
        return unmet(say("quality.units.some", sum(found.values()), where=counted(found)))
    numbers = say("quality.numeric", len(fields_of_type(subject, {"integer", "number"})))
    return met(say("quality.units.none", columns=say("quality.texts", len(texts)), numbers=numbers))


def empty_is_missing(cells: pl.DataFrame, subject: Subject, asked: Parameters) -> Finding:
    """Whether what is missing is an empty cell: no ``palabras`` in its place, no blanks, no empty quotes."""
    texts = free_text(subject)
    if not texts:
        return met(say("quality.texts.none"))
    words, blanks = saying(cells, texts, asked["palabras"]), matching(cells, texts, _BLANK)
    found = {name: words.get(name, 0) + blanks.get(name, 0) for name in texts if name in words or name in blanks}
    if found:
        return unmet(say("quality.missing.written", sum(found.values()), where=counted(found)))
    empty = cells.height * cells.width - filled(cells, cells.columns)
    return met(say("quality.missing.empty", empty, columns=say("quality.texts", len(texts))))


def keys_of_places(subject: Subject, asked: Parameters) -> Finding:
    """Whether in every table of the version the columns of ``campos`` (column and pattern) hold keys of that form."""
    patterns = asked["campos"]
    tables = {each["path"]: each["schema"]["fields"] for each in subject.descriptor["resources"] if "schema" in each}
    places = [(file, field["name"]) for file, fields in tables.items() for field in fields if field["name"] in patterns]
    seen = {f"{file}: {name}": _kept(subject, file, name, patterns[name]) for file, name in places}
    there = {place: counts[0] for place, counts in seen.items() if counts is not None}
    if len(there) < len(seen):
        return unknown(say("quality.cells.unreadable"))
    wrong = {place: counts[0] - counts[1] for place, counts in seen.items() if counts and counts[0] != counts[1]}
    if wrong:
        return unmet(say("quality.places.wrong", sum(wrong.values()), where=counted(wrong)))
    if not places:
        return met(say("quality.places.none", len(tables)))
    return met(say("quality.places.right", sum(there.values()), where=named(there)))


def _strange(cells: pl.DataFrame, subject: Subject, forms: Mapping[str, str]) -> dict[str, int]:
    """Count by column, of each type that has a form, the cells that are written otherwise."""
    typed = {form: fields_of_type(subject, {type_}) for type_, form in forms.items()}
    right = {form: matching(cells, names, [form]) for form, names in typed.items()}
    return {name: filled(cells, [name]) - right[form].get(name, 0) for form, names in typed.items() for name in names}


def _kept(subject: Subject, file: str, name: str, pattern: str) -> tuple[int, int] | None:
    """Count the filled cells of a column, and those of them that match; None where the file cannot be read."""
    content = subject.content(file)
    cells = strict_cells(content) if content is not None else None
    if cells is None or name not in cells.columns:
        return None
    return filled(cells, [name]), matching(cells, [name], [pattern]).get(name, 0)

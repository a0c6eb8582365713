"""The cells of a table, column by column, to how many of them are of some kind."""

from collections.abc import Callable, Collection, Mapping
from typing import TypeAlias

import polars as pl

from apertura.model.text import fold
from apertura.release.phrases import say
from apertura.release.quality.finding import Check, Finding, Parameters, unknown
from apertura.release.quality.subject import Subject

CellCheck: TypeAlias = Callable[[pl.DataFrame, Subject, Parameters], Finding]


def of_cells(check: CellCheck) -> Check:
    """Make a check of the table's cells one that may be asked where they cannot be read."""

    def asked(subject: Subject, parameters: Parameters) -> Finding:
        if subject.cells is None or set(subject.cells.columns) != {field["name"] for field in subject.schema["fields"]}:
            return unknown(say("quality.cells.unreadable"))
        return check(subject.cells, subject, parameters)

    return asked


def fields_of_type(subject: Subject, types: Collection[str]) -> list[str]:
    """Names of the fields of some types, in order."""
    return [field["name"] for field in subject.schema["fields"] if field["type"] in types]


def free_text(subject: Subject) -> list[str]:
    """Names of the text fields whose values no list gives: neither options nor a reference."""
    referring = set()
    for key in subject.schema.get("foreignKeys") or []:
        named = key["fields"]
        referring |= {named} if isinstance(named, str) else set(named)
    options = {field["name"] for field in subject.schema["fields"] if "enum" in (field.get("constraints") or {})}
    return [name for name in fields_of_type(subject, {"string"}) if name not in referring | options]


def filled(cells: pl.DataFrame, names: Collection[str]) -> int:
    """Count the cells with something in them."""
    return sum(cells[name].count() for name in names)


def matching(cells: pl.DataFrame, names: Collection[str], patterns: Collection[str]) -> Mapping[str, int]:
    """Count by column the cells that match any of ``patterns`` as a whole; columns with none are left out."""
    if not names:
        return {}
    whole = [f"^(?:{pattern})$" for pattern in patterns]
    tests = (pl.any_horizontal(pl.col(name).str.contains(each) for each in whole).sum().alias(name) for name in names)
    counts = cells.select(tests).row(0, named=True)
    return {name: int(count) for name, count in counts.items() if count}


def saying(cells: pl.DataFrame, names: Collection[str], words: Collection[str]) -> Mapping[str, int]:
    """Count by column the cells that say one of ``words`` and nothing else, folded; columns with none are left out."""
    folded = {fold(word) for word in words}
    longest = max(map(len, words)) + 20  # room for blanks around it, which folding takes away
    short = {name: cells[name].drop_nulls().unique() for name in names}
    said = {
        name: [text for text in texts.filter(texts.str.len_chars() <= longest) if fold(text) in folded]
        for name, texts in short.items()
    }
    counts = {name: int(cells[name].is_in(texts).sum()) for name, texts in said.items() if texts}
    return {name: count for name, count in counts.items() if count}

"""``invalido.csv`` and the issues written beside it to what of them is not so, in the opinion of Frictionless."""

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import TypeAlias

from apertura.definitions.documents.attempt import attempt
from apertura.definitions.documents.read_sheet import Record
from apertura.definitions.documents.repeated import repeated
from apertura.definitions.examples.example_rows import example_rows
from apertura.definitions.examples.frictionless_opinion import frictionless_opinion
from apertura.model.definition import DatasetDefinition

COLUMNS = ("row", "field", "issue", "frictionless")
"""Row of ``invalido.csv`` (its header is 1), field, our issue type, and Frictionless' error type, if it has one."""

KEYS_APART = "foreign-key"
"""Error that needs the tables that are named: Frictionless tells it of the whole package alone, and tests ask it."""

_OF_ROWS = frozenset({"primary-key"})

_Told: TypeAlias = tuple[int, str, str]


def invalid_example_problems(root: Path, definition: DatasetDefinition, general: Collection[str]) -> Iterator[str]:
    """Say what is wrong with the two files of a dataset; ``general`` are the codes of the issues of all datasets.

    ``invalido.csv`` must have an error in a cell, and ``invalido.issues.csv`` name every error of Frictionless, no
    other, and only codes, fields and rows that there are.
    """
    path, beside = (f"{definition.name}/examples/{name}" for name in ("invalido.csv", "invalido.issues.csv"))
    records, problems = attempt(partial(example_rows, root, path, [field.name for field in definition.schema.fields]))
    expected, more = attempt(partial(example_rows, root, beside, COLUMNS))
    yield from (*problems, *more)
    if records is None:
        return
    found = frictionless_opinion(definition.schema.descriptor, records)
    if not any(objection.field for objection in found):
        yield f"{path}:1: debe enseñar al menos un dato que no se acepta, y Frictionless los acepta todos"
        return
    if expected is None:
        return
    wrong = tuple(_problems(expected, definition, general, len(records) + 1))
    yield from wrong
    if not wrong:
        places = {id(record): number for number, record in enumerate(records, start=2)}
        told = [(places.get(id(each.record), 1), each.field or "", each.kind) for each in found]
        yield from _differences(expected, told, records, path)


def _problems(
    expected: Sequence[Record], definition: DatasetDefinition, general: Collection[str], last: int
) -> Iterator[str]:
    rules = {rule.issue_type.code for rule in definition.rules}
    compared = {comparison.issue_type.code for comparison in definition.comparisons}
    fields = {field.name for field in definition.schema.fields}
    for record in expected:
        row, field, issue = (record.cells[name] for name in COLUMNS[:3])
        if row and not (row.isdecimal() and 1 < int(row) <= last):
            yield record.problem(f"«{row}» no es una fila de invalido.csv: van de 2 a {last}")
        if field and field not in fields:
            yield record.problem(f"el campo no existe: «{field}»")
        if issue not in {*general, *rules, *compared}:
            yield record.problem(f"«{issue}» no es un tipo de incidencia ni una regla del conjunto")
    for record, first in repeated(expected, lambda each: tuple(each.cells.values())):
        yield record.problem(f"repite la línea {first.line}")


def _differences(
    expected: Sequence[Record], told: Sequence[_Told], records: Sequence[Record], path: str
) -> Iterator[str]:
    left = Counter(told)
    for record in expected:
        kind = record.cells["frictionless"]
        if not kind or kind == KEYS_APART:
            continue
        said = (int(record.cells["row"] or 1), "" if kind in _OF_ROWS else record.cells["field"], kind)
        if not left[said]:
            yield record.problem(f"Frictionless no dice «{kind}» ahí")
        left[said] -= 1
    for (row, field, kind), count in left.items():
        if count > 0:
            line = records[row - 2].line if row > 1 else 1
            about = f"«{field}»" if field else "la fila"
            yield f"{path}:{line}: Frictionless dice «{kind}» de {about}, y no está en invalido.issues.csv"

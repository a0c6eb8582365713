"""``source/values.csv`` to Meanings."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from apertura.definitions.catalogues.shelf import Catalogues
from apertura.definitions.documents.read_sheet import Record, read_sheet
from apertura.definitions.documents.repeated import repeated
from apertura.definitions.examples.refusal import refusal
from apertura.definitions.sources.scope_problems import scope_problems
from apertura.errors import DefinitionError
from apertura.model.definition import Field, ForeignKey, TableSchema
from apertura.model.source import Meaning
from apertura.model.text import fold

_HEADER = ("garante", "since", "field", "written", "meant", "note")


def read_meanings(root: Path, path: str, schema: TableSchema | None, catalogues: Catalogues) -> tuple[Meaning, ...]:
    """Read what was written and what it means, in the file's order; DefinitionError with all that is wrong.

    Without a schema, whose own file is wrong, the fields wait.
    """
    records = read_sheet(root, path, _HEADER)
    fields = {} if schema is None else {field.name: field for field in schema.fields}
    problems = [problem for record in records for problem in scope_problems(record, catalogues)]
    for record in records:
        if not fold(record.cells["written"]):
            problems.append(record.problem("falta lo que se escribió («written»)"))
        if schema is not None:
            problems.extend(_problems(record, fields, schema.foreign_keys, catalogues))
    for record, first in repeated(records, _place):
        problems.append(record.problem(f"«{record.cells['written']}» ya está en la línea {first.line}"))
    if problems:
        raise DefinitionError(tuple(problems))
    return tuple(_meaning(record) for record in records)


def _problems(
    record: Record, fields: Mapping[str, Field], keys: Sequence[ForeignKey], catalogues: Catalogues
) -> Iterator[str]:
    name, meant = record.cells["field"], record.cells["meant"]
    field = fields.get(name)
    if field is None:
        yield record.problem(f"el campo no existe: «{name}»")
        return
    if not meant:
        return
    if reason := refusal(field, meant):
        yield record.problem(f"«{meant}» no es un valor de «{name}»: {reason}")
    for foreign in keys:
        if foreign.fields == (name,) and not catalogues.has(foreign.resource, foreign.reference[0], meant):
            yield record.problem(f"«{meant}» no está en el catálogo «{foreign.resource}»")


def _place(record: Record) -> tuple[str, str, str, str]:
    cells = record.cells
    return cells["garante"], cells["since"], cells["field"], fold(cells["written"])


def _meaning(record: Record) -> Meaning:
    cells = record.cells
    return Meaning(
        garante=cells["garante"] or None,
        since=cells["since"] or None,
        field=cells["field"],
        written=cells["written"],
        meant=cells["meant"] or None,
    )

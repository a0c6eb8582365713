"""``source/columns.csv`` to Columns."""

from collections.abc import Collection, Iterator, Sequence
from pathlib import Path

from apertura.definitions.catalogues.shelf import Catalogues
from apertura.definitions.documents.read_sheet import Record, read_sheet
from apertura.definitions.documents.repeated import repeated
from apertura.definitions.sources.scope_problems import scope_problems
from apertura.errors import DefinitionError
from apertura.model.definition import TableSchema
from apertura.model.source import IGNORE, OTHER_ROWS, READINGS, Column
from apertura.model.text import fold

_HEADER = ("garante", "since", "heading", "field", "reading", "note")


def read_columns(root: Path, path: str, schema: TableSchema | None, catalogues: Catalogues) -> tuple[Column, ...]:
    """Read the headings of a dataset, in the file's order; DefinitionError with all that is wrong.

    A heading may feed several fields, or be ignored, not both. Without a schema, whose own file is wrong, fields wait.
    """
    records = read_sheet(root, path, _HEADER)
    names = None if schema is None else {field.name for field in schema.fields}
    problems = [
        *(problem for record in records for problem in _problems(record, names)),
        *(problem for record in records for problem in scope_problems(record, catalogues)),
        *_repetitions(records),
    ]
    if problems:
        raise DefinitionError(tuple(problems))
    return tuple(_column(record) for record in records)


def _problems(record: Record, names: Collection[str] | None) -> Iterator[str]:
    heading, field, reading = (record.cells[name] for name in ("heading", "field", "reading"))
    if not fold(heading):
        yield record.problem("falta el encabezado («heading»)")
    if field and names is not None and field not in names:
        yield record.problem(f"el encabezado «{heading}» va a un campo que no existe: «{field}»")
    if reading in (IGNORE, OTHER_ROWS) and field:
        yield record.problem(f"el encabezado «{heading}» va a «{field}» y a la vez se ignora")
    elif reading in (IGNORE, OTHER_ROWS):
        return
    elif reading not in READINGS:
        yield record.problem(f"lectura desconocida: «{reading}»; las que hay son: {', '.join(sorted(READINGS))}")
    elif not field:
        yield record.problem(f"el encabezado «{heading}» no va a ningún campo; si se ignora, la lectura es {IGNORE}")


def _repetitions(records: Sequence[Record]) -> Iterator[str]:
    for record, first in repeated(records, lambda record: (*_place(record), record.cells["field"])):
        yield record.problem(f"el encabezado «{record.cells['heading']}» ya va a ese campo en la línea {first.line}")
    ignored = {_place(record) for record in records if record.cells["reading"] in (IGNORE, OTHER_ROWS)}
    for record in records:
        if record.cells["field"] and _place(record) in ignored:
            yield record.problem(f"el encabezado «{record.cells['heading']}» se ignora en otra fila de igual alcance")


def _place(record: Record) -> tuple[str, str, str]:
    return record.cells["garante"], record.cells["since"], fold(record.cells["heading"])


def _column(record: Record) -> Column:
    cells = record.cells
    return Column(
        garante=cells["garante"] or None,
        since=cells["since"] or None,
        heading=cells["heading"],
        field=cells["field"] or None,
        reading=cells["reading"],
    )

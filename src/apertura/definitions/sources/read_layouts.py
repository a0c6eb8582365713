"""``source/layout.csv`` to Layouts."""

from pathlib import Path

from apertura.definitions.catalogues.shelf import Catalogues
from apertura.definitions.documents.read_sheet import Record, read_sheet
from apertura.definitions.documents.repeated import repeated
from apertura.definitions.sources.scope_problems import scope_problems
from apertura.errors import DefinitionError
from apertura.model.source import Layout
from apertura.model.text import fold

_HEADER = ("garante", "since", "sheet", "header_row", "end_marker", "note")


def read_layouts(root: Path, path: str, catalogues: Catalogues) -> tuple[Layout, ...]:
    """Read where tables stand in workbooks, in the file's order; DefinitionError with all that is wrong.

    Rows of equal scope hold together: one for each sheet, or for each word that ends a table.
    """
    records = read_sheet(root, path, _HEADER)
    problems = [problem for record in records for problem in scope_problems(record, catalogues)]
    for record in records:
        row = record.cells["header_row"]
        if row and not (row.isascii() and row.isdigit() and len(row) < 8 and int(row) > 0):
            problems.append(record.problem(f"«{row}» en «header_row» no es un número de fila"))
    for record, first in repeated(records, _place):
        problems.append(record.problem(f"ya hay una fila igual en la línea {first.line}"))
    if problems:
        raise DefinitionError(tuple(problems))
    return tuple(_layout(record) for record in records)


def _place(record: Record) -> tuple[str, ...]:
    cells = record.cells
    return cells["garante"], cells["since"], fold(cells["sheet"]), cells["header_row"], fold(cells["end_marker"])


def _layout(record: Record) -> Layout:
    cells = record.cells
    return Layout(
        garante=cells["garante"] or None,
        since=cells["since"] or None,
        sheet=cells["sheet"] or None,
        header_row=int(cells["header_row"]) if cells["header_row"] else None,
        end_marker=cells["end_marker"] or None,
    )

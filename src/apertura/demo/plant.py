"""Grid × Mistake to the Grid with the mistake in it."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from apertura.demo.page import Grid
from apertura.demo.profile import Mistake, MistakeKind


def plant(grid: Grid, mistake: Mistake) -> Grid:
    """Make one mistake; LookupError where the grid has no such row or field."""
    return _PLANTERS[mistake.kind](grid, mistake)


def place(grid: Grid, mistake: Mistake) -> tuple[int | None, int] | None:
    """Find a planted mistake: row (None: the heading) and column, counted from 0; None where it is an absence."""
    match mistake.kind:
        case MistakeKind.MISSING_COLUMN:
            return None
        case MistakeKind.EXTRA_COLUMN:
            return None, grid.headings.index(str(mistake.field))
        case MistakeKind.FINAL_ROW:
            return len(grid.rows) - 1, 0
        case MistakeKind.REPEATED_ROW:
            return len(grid.marks) - 1 - grid.marks[::-1].index(str(mistake.row)), 0
        case _:
            row = grid.marks.index(mistake.row) if mistake.row else 0
            return row, grid.fields.index(mistake.field)


def _cell(grid: Grid, mistake: Mistake) -> Grid:
    column = grid.fields.index(mistake.field)
    rows = tuple(
        (*row[:column], mistake.value, *row[column + 1 :]) if mistake.row in (None, mark) else row
        for mark, row in zip(grid.marks, grid.rows, strict=True)
    )
    return replace(grid, rows=rows)


def _repeated_row(grid: Grid, mistake: Mistake) -> Grid:
    at = grid.marks.index(str(mistake.row))
    return replace(
        grid,
        marks=(*grid.marks[: at + 1], *grid.marks[at:]),
        rows=(*grid.rows[: at + 1], *grid.rows[at:]),
    )


def _final_row(grid: Grid, mistake: Mistake) -> Grid:
    """Close the table with a row of totals, as people do: the word in the first column, the sum under its field."""
    column = grid.fields.index(mistake.field)
    total = sum(cell for cell in (row[column] for row in grid.rows) if isinstance(cell, int | float))
    last = tuple(mistake.value if at == 0 else total if at == column else None for at in range(len(grid.fields)))
    return replace(grid, marks=(*grid.marks, str(mistake.value)), rows=(*grid.rows, last))


def _extra_column(grid: Grid, mistake: Mistake) -> Grid:
    return Grid(
        fields=(*grid.fields, None),
        headings=(*grid.headings, str(mistake.field)),
        marks=grid.marks,
        rows=tuple((*row, mistake.value) for row in grid.rows),
    )


def _missing_column(grid: Grid, mistake: Mistake) -> Grid:
    column = grid.fields.index(mistake.field)
    return Grid(
        fields=grid.fields[:column] + grid.fields[column + 1 :],
        headings=grid.headings[:column] + grid.headings[column + 1 :],
        marks=grid.marks,
        rows=tuple(row[:column] + row[column + 1 :] for row in grid.rows),
    )


_PLANTERS: Mapping[MistakeKind, Callable[[Grid, Mistake], Grid]] = {
    MistakeKind.CELL: _cell,
    MistakeKind.REPEATED_ROW: _repeated_row,
    MistakeKind.FINAL_ROW: _final_row,
    MistakeKind.EXTRA_COLUMN: _extra_column,
    MistakeKind.MISSING_COLUMN: _missing_column,
    MistakeKind.OTHER_BODY: _cell,
}

"""Grid × Mistake to the Grid with the mistake in it."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from apertura.demo.grid import Grid
from apertura.demo.profile import Mistake, MistakeKind


def plant(grid: Grid, mistake: Mistake) -> Grid:
    """Make one mistake; LookupError where the grid has no such line or field."""
    return _PLANTERS[mistake.kind](grid, mistake)


def place(grid: Grid, mistake: Mistake) -> tuple[int | None, int] | None:
    """Find a planted mistake: row (None: the heading) and column, counted from 0; None where it is an absence."""
    match mistake.kind:
        case MistakeKind.MISSING_COLUMN:
            return None
        case MistakeKind.EXTRA_COLUMN:
            return None, grid.headings.index(str(mistake.field))
        case MistakeKind.REPEATED_ROW:
            return len(grid.lines) - 1 - grid.lines[::-1].index(str(mistake.line)), 0
        case _:
            row = grid.lines.index(mistake.line) if mistake.line else 0
            return row, grid.fields.index(mistake.field)


def _cell(grid: Grid, mistake: Mistake) -> Grid:
    column = grid.fields.index(mistake.field)
    rows = tuple(
        (*row[:column], mistake.value, *row[column + 1 :]) if mistake.line in (None, line) else row
        for line, row in zip(grid.lines, grid.rows, strict=True)
    )
    return replace(grid, rows=rows)


def _repeated_row(grid: Grid, mistake: Mistake) -> Grid:
    at = grid.lines.index(str(mistake.line))
    return replace(
        grid,
        lines=(*grid.lines[: at + 1], *grid.lines[at:]),
        rows=(*grid.rows[: at + 1], *grid.rows[at:]),
    )


def _extra_column(grid: Grid, mistake: Mistake) -> Grid:
    return Grid(
        fields=(*grid.fields, None),
        headings=(*grid.headings, str(mistake.field)),
        lines=grid.lines,
        rows=tuple((*row, mistake.value) for row in grid.rows),
    )


def _missing_column(grid: Grid, mistake: Mistake) -> Grid:
    column = grid.fields.index(mistake.field)
    return Grid(
        fields=grid.fields[:column] + grid.fields[column + 1 :],
        headings=grid.headings[:column] + grid.headings[column + 1 :],
        lines=grid.lines,
        rows=tuple(row[:column] + row[column + 1 :] for row in grid.rows),
    )


_PLANTERS: Mapping[MistakeKind, Callable[[Grid, Mistake], Grid]] = {
    MistakeKind.CELL: _cell,
    MistakeKind.REPEATED_ROW: _repeated_row,
    MistakeKind.EXTRA_COLUMN: _extra_column,
    MistakeKind.MISSING_COLUMN: _missing_column,
    MistakeKind.OTHER_BODY: _cell,
}

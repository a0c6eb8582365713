"""Cell positions to the short list of ranges that a steward can follow."""

from collections.abc import Iterable
from itertools import groupby

from apertura.model.table import address


def compress(cells: Iterable[tuple[int, int]]) -> str:
    """Write (column, row) positions, both counted from 1, as A1 ranges down each column: ``F12, F15–F20``.

    Columns come in order, rows within them too; a position given twice is written once.
    """
    by_column = groupby(sorted(set(cells)), key=lambda cell: cell[0])
    return ", ".join(run for column, found in by_column for run in _runs(column, [row for _, row in found]))


def _runs(column: int, rows: list[int]) -> list[str]:
    # consecutive rows share the difference between their number and their place in the list
    runs = [[row for _, row in run] for _, run in groupby(enumerate(rows), key=lambda at: at[1] - at[0])]
    return [_run(column, run[0], run[-1]) for run in runs]


def _run(column: int, first: int, last: int) -> str:
    start = address(column, first)
    return start if first == last else f"{start}–{address(column, last)}"

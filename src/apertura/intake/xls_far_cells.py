"""Workbook stream of an xls to the records of the few cells that stand far from all others, and where those are."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from apertura.intake.bounds import GAP_ROWS, before_gap
from apertura.intake.far_cells import FEW, Place
from apertura.intake.records import BOF, BOUNDSHEET, CELLS, FORMULA, STRING, position, records


def far_records(stream: bytes) -> tuple[Sequence[int], tuple[tuple[Place, ...], ...]]:
    """Find where the records to pass over begin, and the cells that they hold by sheet, in the order of the workbook.

    Far are the rows beyond a gap (GAP_ROWS); there are not columns enough for one. Of a sheet with more than FEW such
    cells, none is.
    """
    near = _near(stream)
    starts, places = defaultdict[int, list[int]](list), defaultdict[int, list[Place]](list)
    for sheet, at, found in _far(stream, near):
        starts[sheet].append(at)
        places[sheet] += found
    few = {sheet for sheet, found in places.items() if len(found) <= FEW}
    return (
        [at for sheet in sorted(few) for at in starts[sheet]],
        tuple(tuple(places[sheet]) if sheet in few else () for sheet in range(max(few, default=-1) + 1)),
    )


def _near(stream: bytes) -> dict[int, int]:
    """Give the last row before a gap of each sheet, counted from 1."""
    rows = defaultdict[int, set[int]](set)
    for sheet, _, kind, data in _of_sheets(stream):
        if kind in CELLS:
            rows[sheet].add(position(kind, data)[0] + 1)
    return {sheet: before_gap(named, max(named), GAP_ROWS) for sheet, named in rows.items()}


def _far(stream: bytes, near: dict[int, int]) -> Iterator[tuple[int, int, list[Place]]]:
    """Yield sheet, beginning and cells of each record beyond a gap."""
    computed = False
    for sheet, at, kind, data in _of_sheets(stream):
        if kind in CELLS:
            row, first, last = position(kind, data)
            beyond = row + 1 > near[sheet]
            computed = beyond and kind == FORMULA
            if beyond:
                yield sheet, at, [(row + 1, column + 1) for column in range(first, last + 1)]
        elif kind == STRING and computed:
            # what a formula gave, where it is a text
            yield sheet, at, []


def _of_sheets(stream: bytes) -> Iterator[tuple[int, int, int, bytes]]:
    """Give the records that stand in a sheet, each with the number of the sheet in the workbook."""
    numbers: dict[int, int] = {}
    sheet, count = -1, 0
    for at, kind, data in records(stream):
        if kind == BOUNDSHEET and len(data) >= 4:
            numbers.setdefault(int.from_bytes(data[:4], "little"), count)
            count += 1
        elif kind == BOF and at in numbers:
            sheet = numbers[at]
        elif sheet >= 0:
            yield sheet, at, kind, data

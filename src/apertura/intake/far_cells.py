"""Sheet XML to the same without the few cells that stand far from all others, and where those are."""

import re
from collections.abc import Iterator, Sequence
from typing import TypeAlias

from apertura.intake.bounds import Box, column_number

Place: TypeAlias = tuple[int, int]
"""Row and column of a cell, counted from 1."""

FEW = 20
"""Cells up to which what stands far away is taken for a slip of the hand; more may be a table."""

_MOST = 2_000
"""Elements that may be taken out, formats of cells without a value among them."""

_ROW = re.compile(rb'<row\b[^>]*?\br="([0-9]+)"[^>]*?(?:/>|>.*?</row>)', re.DOTALL)
_CELL = re.compile(rb'<c\b[^>]*?\br="([A-Z]+)([0-9]+)"[^>]*?(?:/>|>(.*?)</c>)', re.DOTALL)
_VALUE = re.compile(rb"<v>|<is>|<v ")


def without_far_cells(xml: bytes, box: Box) -> tuple[bytes, tuple[Place, ...]]:
    """Cut what stands beyond the gap that ``box`` tells of, and list the cells cut that hold a value.

    A sheet in which more than FEW of them do, or which is not written as usual, stays as it is.
    """
    if box.is_whole:
        return xml, ()
    found = list(_beyond(xml, box))
    if not 0 < len(found) <= _MOST:
        return xml, ()
    far = [place for *_, places in found for place in places]
    return (cut(xml, [(start, end) for start, end, _ in found]), tuple(far)) if len(far) <= FEW else (xml, ())


def _beyond(xml: bytes, box: Box) -> Iterator[tuple[int, int, list[Place]]]:
    """Yield the span of each row, or of each cell of a nearer row, beyond the gaps, and its cells with a value."""
    for row in _ROW.finditer(xml):
        if int(row[1]) > box.near_rows:
            yield row.start(), row.end(), [place for *_, place in _cells(xml, row.start(), row.end()) if place]
        elif box.near_columns < box.columns:
            for start, end, column, place in _cells(xml, row.start(), row.end()):
                if column > box.near_columns:
                    yield start, end, [place] if place else []


def _cells(xml: bytes, start: int, end: int) -> Iterator[tuple[int, int, int, Place | None]]:
    for cell in _CELL.finditer(xml, start, end):
        column = column_number(cell[1])
        place = (int(cell[2]), column) if _VALUE.search(cell[3] or b"") else None
        yield cell.start(), cell.end(), column, place


def cut(xml: bytes, spans: Sequence[tuple[int, int]]) -> bytes:
    """Leave out spans, which are in order and apart."""
    starts = [0, *(end for _, end in spans)]
    ends = [*(start for start, _ in spans), len(xml)]
    return b"".join(xml[start:end] for start, end in zip(starts, ends, strict=True))

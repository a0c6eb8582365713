"""Content of an ods to the same without the few cells that stand far from all others, and where those are."""

import re
from collections.abc import Iterator, Sequence
from itertools import islice, product

from apertura.intake.bounds import Box, ods_repeat
from apertura.intake.far_cells import FEW, Place, cut

_TABLE = re.compile(rb"<table:table\s")
_TOKEN = re.compile(rb"<table:(table-row|table-cell|covered-table-cell)\b([^>]*)>")
_ENDS = {kind: b"</table:%b>" % kind for kind in (b"table-row", b"table-cell", b"covered-table-cell")}


def without_ods_far_cells(xml: bytes, boxes: Sequence[Box]) -> tuple[bytes, tuple[tuple[Place, ...], ...]]:
    """Cut what stands beyond the gaps that ``boxes``, one for each sheet, tell of, and list the cells cut by sheet.

    A sheet with more than FEW of them stays as it is.
    """
    starts = [found.start() for found in _TABLE.finditer(xml)]
    spans: list[tuple[int, int]] = []
    far: list[tuple[Place, ...]] = []
    for start, end, box in zip(starts, [*starts[1:], len(xml)], boxes, strict=True):
        found = [] if box.is_whole else list(islice(_beyond(xml, start, end, box), FEW + 1))
        few = found if len(found) <= FEW else []
        spans += [span for span, _ in few]
        far.append(tuple(place for _, place in few))
    return cut(xml, sorted({*spans})), tuple(far)


def _beyond(xml: bytes, start: int, end: int, box: Box) -> Iterator[tuple[tuple[int, int], Place]]:
    """Yield the span to cut, its row's or its own, and the place of each cell with a value beyond the gaps."""
    row = repeat = column = 0
    whole = (start, start)
    for token in _TOKEN.finditer(xml, start, end):
        kind, attributes = token[1], token[2]
        if kind == b"table-row":
            row, repeat, column = row + repeat, ods_repeat(attributes), 0
            whole = _span(xml, token)
            continue
        first, column = column + 1, column + ods_repeat(attributes)
        if b"office:value-type=" in attributes and (row + repeat > box.near_rows or column > box.near_columns):
            span = whole if row + repeat > box.near_rows else _span(xml, token)
            for place in islice(product(range(row + 1, row + repeat + 1), range(first, column + 1)), FEW + 1):
                yield span, place


def _span(xml: bytes, token: re.Match[bytes]) -> tuple[int, int]:
    if token[2].endswith(b"/"):
        return token.span()
    end = _ENDS[token[1]]
    return token.start(), xml.index(end, token.end()) + len(end)

"""Workbook stream of an xls to the Marks of its sheets."""

import struct
from collections.abc import Iterator, Sequence

from apertura.intake.sheet import Area, Marks

# records of [MS-XLS] 2.3.2
_BOUNDSHEET, _BOF, _ROW, _COLINFO, _MERGECELLS = 0x0085, 0x0809, 0x0208, 0x007D, 0x00E5
_HIDDEN_ROW, _HIDDEN_COLUMN = 0x20, 0x01


def xls_marks(stream: bytes) -> Sequence[Marks]:
    """Give the marks of each sheet, in the order of the workbook."""
    starts: list[int] = []
    found: dict[int, tuple[set[int], set[int], list[Area]]] = {}
    rows, columns, merged = found.setdefault(-1, (set(), set(), []))
    for at, kind, data in _records(stream):
        if kind == _BOUNDSHEET and len(data) >= 4:
            starts.append(int.from_bytes(data[:4], "little"))
        elif kind == _BOF and at in starts:
            rows, columns, merged = found.setdefault(at, (set(), set(), []))
        elif kind == _ROW and len(data) >= 14 and data[12] & _HIDDEN_ROW:
            rows.add(int.from_bytes(data[:2], "little") + 1)
        elif kind == _COLINFO and len(data) >= 10 and data[8] & _HIDDEN_COLUMN:
            first, last = struct.unpack_from("<HH", data)
            columns.update(range(first + 1, min(last, 255) + 2))
        elif kind == _MERGECELLS:
            merged.extend(_areas(data))
    return [
        Marks(frozenset(rows), frozenset(columns), tuple(merged))
        for rows, columns, merged in (found.get(start, (set(), set(), [])) for start in starts)
    ]


def _records(stream: bytes) -> Iterator[tuple[int, int, bytes]]:
    at = 0
    while at + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, at)
        yield at, kind, stream[at + 4 : at + 4 + length]
        at += 4 + length


def _areas(data: bytes) -> Iterator[Area]:
    for at in range(2, len(data) - 7, 8):
        top, bottom, left, right = struct.unpack_from("<HHHH", data, at)
        yield top + 1, left + 1, bottom + 1, right + 1

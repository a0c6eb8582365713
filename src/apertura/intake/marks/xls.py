"""Workbook stream of an xls to the Marks of its sheets."""

import struct
from collections.abc import Iterator, Sequence
from typing import TypeAlias

from apertura.intake.sheet import Area, Marks

# records of [MS-XLS] 2.3.2
_BOUNDSHEET, _BOF, _ROW, _COLINFO, _MERGECELLS = 0x0085, 0x0809, 0x0208, 0x007D, 0x00E5
_HIDDEN_ROW, _HIDDEN_COLUMN = 0x20, 0x01
_FORMULA, _TO_COMPUTE = 0x0006, 0x02
_NO_RESULT = (bytes(8), b"\x03\0\0\0\0\0\xff\xff")

_Found: TypeAlias = tuple[set[int], set[int], list[Area], list[tuple[int, int]]]
"""Hidden rows, hidden columns, merged areas and formulas to compute of one sheet."""


def xls_marks(stream: bytes) -> Sequence[Marks]:
    """Give the marks of each sheet, in the order of the workbook.

    A formula has always a result here: one that no program has computed is a zero or an empty text, to be computed when
    the book is opened.
    """
    starts: list[int] = []
    found: dict[int, _Found] = {}
    rows, columns, merged, uncomputed = found.setdefault(-1, _nothing())
    for at, kind, data in _records(stream):
        if kind == _BOUNDSHEET and len(data) >= 4:
            starts.append(int.from_bytes(data[:4], "little"))
        elif kind == _BOF and at in starts:
            rows, columns, merged, uncomputed = found.setdefault(at, _nothing())
        elif kind == _ROW and len(data) >= 14 and data[12] & _HIDDEN_ROW:
            rows.add(int.from_bytes(data[:2], "little") + 1)
        elif kind == _COLINFO and len(data) >= 10 and data[8] & _HIDDEN_COLUMN:
            first, last = struct.unpack_from("<HH", data)
            columns.update(range(first + 1, min(last, 255) + 2))
        elif kind == _MERGECELLS:
            merged.extend(_areas(data))
        elif kind == _FORMULA and len(data) >= 16 and data[14] & _TO_COMPUTE and data[6:14] in _NO_RESULT:
            row, column = struct.unpack_from("<HH", data)
            uncomputed.append((row + 1, column + 1))
    return [
        Marks(frozenset(rows), frozenset(columns), tuple(merged), tuple(uncomputed))
        for rows, columns, merged, uncomputed in (found.get(start, _nothing()) for start in starts)
    ]


def _nothing() -> _Found:
    return set(), set(), [], []


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

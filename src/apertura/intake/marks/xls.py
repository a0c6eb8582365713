"""Workbook stream of an xls to the Marks of its sheets."""

import struct
from collections.abc import Iterator, Sequence
from typing import TypeAlias

from apertura.intake.records import BOF, BOUNDSHEET, FORMULA, records
from apertura.intake.sheet import Area, Marks

_ROW, _COLINFO, _MERGECELLS = 0x0208, 0x007D, 0x00E5
_HIDDEN_ROW, _HIDDEN_COLUMN = 0x20, 0x01
_TO_COMPUTE = 0x02
_NO_RESULT = (bytes(8), b"\x03\0\0\0\0\0\xff\xff")

_Found: TypeAlias = tuple[set[int], set[int], list[Area], list[tuple[int, int]]]
"""Hidden rows, hidden columns, merged areas and formulas to compute of one sheet."""


def xls_marks(stream: bytes, far: Sequence[tuple[tuple[int, int], ...]]) -> Sequence[Marks]:
    """Give the marks of each sheet, in the order of the workbook; ``far`` are the cells left out of each.

    A formula has always a result here: one that no program has computed is a zero or an empty text, to be computed when
    the book is opened.
    """
    starts: list[int] = []
    found: dict[int, _Found] = {}
    rows, columns, merged, uncomputed = found.setdefault(-1, _nothing())
    for at, kind, data in records(stream):
        if kind == BOUNDSHEET and len(data) >= 4:
            starts.append(int.from_bytes(data[:4], "little"))
        elif kind == BOF and at in starts:
            rows, columns, merged, uncomputed = found.setdefault(at, _nothing())
        elif kind == _ROW and len(data) >= 14 and data[12] & _HIDDEN_ROW:
            rows.add(int.from_bytes(data[:2], "little") + 1)
        elif kind == _COLINFO and len(data) >= 10 and data[8] & _HIDDEN_COLUMN:
            first, last = struct.unpack_from("<HH", data)
            columns.update(range(first + 1, min(last, 255) + 2))
        elif kind == _MERGECELLS:
            merged.extend(_areas(data))
        elif kind == FORMULA and len(data) >= 16 and data[14] & _TO_COMPUTE and data[6:14] in _NO_RESULT:
            row, column = struct.unpack_from("<HH", data)
            uncomputed.append((row + 1, column + 1))
    return [
        Marks(
            frozenset(rows),
            frozenset(columns),
            tuple(merged),
            tuple(uncomputed),
            far[number] if number < len(far) else (),
        )
        for number, (rows, columns, merged, uncomputed) in enumerate(found.get(start, _nothing()) for start in starts)
    ]


def _nothing() -> _Found:
    return set(), set(), [], []


def _areas(data: bytes) -> Iterator[Area]:
    for at in range(2, len(data) - 7, 8):
        top, bottom, left, right = struct.unpack_from("<HHHH", data, at)
        yield top + 1, left + 1, bottom + 1, right + 1

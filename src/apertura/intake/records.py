"""Workbook stream of an xls to its records ([MS-XLS] 2.3.2)."""

import struct
from collections.abc import Iterator

BOF, BOUNDSHEET, FORMULA, STRING, BOOLERR, MULRK, BLANK = 0x0809, 0x0085, 0x0006, 0x0207, 0x0205, 0x00BD, 0x0201
CELLS = frozenset({FORMULA, BOOLERR, MULRK, 0x0203, 0x0204, 0x00D6, 0x00FD, 0x027E})
"""Records that hold a cell with a value; MULRK holds several of a row."""


def records(stream: bytes) -> Iterator[tuple[int, int, bytes]]:
    """Give where each record begins, its kind and what it holds.

    Raises:
        ValueError: a record is longer than the stream.

    """
    at = 0
    while at + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, at)
        if at + 4 + length > len(stream):
            raise ValueError("record")
        yield at, kind, stream[at + 4 : at + 4 + length]
        at += 4 + length


def position(kind: int, data: bytes) -> tuple[int, int, int]:
    """Row, first column and last column of a record of CELLS, counted from 0.

    Raises:
        ValueError: it is too short to say.

    """
    if len(data) < 6:
        raise ValueError("cell")
    row, column = struct.unpack_from("<HH", data)
    return row, column, max(column, struct.unpack_from("<H", data, len(data) - 2)[0]) if kind == MULRK else column

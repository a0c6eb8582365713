"""Workbook stream of an xls to what must be known of it before it is opened: size, calendar, errors, lock."""

import struct
from collections.abc import Iterator

from apertura.intake.bounds import CELLS, MAX_CELLS
from apertura.intake.epochs import EPOCH_1900, EPOCH_1904
from apertura.intake.facts import Facts

# records of [MS-XLS] 2.3.2
_BOF, _FILEPASS, _DATEMODE, _SST, _DIMENSIONS = 0x0809, 0x002F, 0x0022, 0x00FC, 0x0200
_FORMULA, _BOOLERR, _MULRK = 0x0006, 0x0205, 0x00BD
_CELLS = {_FORMULA, _BOOLERR, _MULRK, 0x0203, 0x0204, 0x00D6, 0x00FD, 0x027E}
_WHOLE_SHEET = 65_536 * 256


def biff(stream: bytes) -> Facts:
    """Walk the records of a workbook stream.

    Raises:
        ValueError: a record is longer than the stream, or counts more than can be.

    """
    locked = errors = False
    epoch, rows, columns, largest = EPOCH_1900, 0, 0, 0
    for kind, data in _records(stream):
        if kind == _FILEPASS:
            locked = True
        elif kind == _DATEMODE:
            epoch = EPOCH_1904 if data[:1] == b"\x01" else EPOCH_1900
        elif kind == _BOF:
            rows = columns = 0
        elif kind in _CELLS:
            row, column = _position(kind, data)
            rows, columns = max(rows, row + 1), max(columns, column + 1)
            largest = max(largest, rows * columns)
            errors = errors or _is_error(kind, data)
        elif kind in (_SST, _DIMENSIONS):
            _check_counts(kind, data, len(stream))
    excess = CELLS if largest > MAX_CELLS else None
    return Facts("xls", locked=locked, excess=excess, has_errors=errors, epoch=epoch)


def _records(stream: bytes) -> Iterator[tuple[int, bytes]]:
    at = 0
    while at + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, at)
        if at + 4 + length > len(stream):
            raise ValueError("record")
        yield kind, stream[at + 4 : at + 4 + length]
        at += 4 + length


def _position(kind: int, data: bytes) -> tuple[int, int]:
    if len(data) < 6:
        raise ValueError("cell")
    row, column = struct.unpack_from("<HH", data)
    return (row, max(column, struct.unpack_from("<H", data, len(data) - 2)[0])) if kind == _MULRK else (row, column)


def _is_error(kind: int, data: bytes) -> bool:
    if kind == _BOOLERR:
        return data[7:8] == b"\x01"
    return kind == _FORMULA and data[12:14] == b"\xff\xff" and data[6:7] == b"\x02"


def _check_counts(kind: int, data: bytes, length: int) -> None:
    if kind == _SST and (len(data) < 8 or struct.unpack_from("<I", data, 4)[0] > length):
        raise ValueError("strings")
    if kind == _DIMENSIONS and len(data) >= 12:
        top, bottom, left, right = struct.unpack_from("<IIHH", data)
        if top > bottom or left > right or (bottom - top) * (right - left) > _WHOLE_SHEET:
            raise ValueError("dimensions")

"""Workbook stream of an xls to what must be known of it before it is opened: size, calendar, errors, lock."""

import struct

from apertura.intake.bounds import CELLS as MANY_CELLS
from apertura.intake.bounds import MAX_CELLS
from apertura.intake.epochs import EPOCH_1900, EPOCH_1904
from apertura.intake.facts import Facts
from apertura.intake.records import BOF, BOOLERR, CELLS, FORMULA, position, records

_FILEPASS, _DATEMODE, _SST, _DIMENSIONS = 0x002F, 0x0022, 0x00FC, 0x0200
_WHOLE_SHEET = 65_536 * 256


def biff(stream: bytes) -> tuple[Facts, int]:
    """Walk the records of a workbook stream; the number is that of the last row with a cell in any sheet.

    Raises:
        ValueError: a record is longer than the stream, or counts more than can be.

    """
    locked = errors = False
    epoch, rows, columns, largest, last = EPOCH_1900, 0, 0, 0, 0
    for _, kind, data in records(stream):
        if kind == _FILEPASS:
            locked = True
        elif kind == _DATEMODE:
            epoch = EPOCH_1904 if data[:1] == b"\x01" else EPOCH_1900
        elif kind == BOF:
            rows = columns = 0
        elif kind in CELLS:
            row, _, column = position(kind, data)
            rows, columns = max(rows, row + 1), max(columns, column + 1)
            largest, last = max(largest, rows * columns), max(last, rows)
            errors = errors or _is_error(kind, data)
        elif kind in (_SST, _DIMENSIONS):
            _check_counts(kind, data, len(stream))
    excess = MANY_CELLS if largest > MAX_CELLS else None
    return Facts("xls", locked=locked, excess=excess, has_errors=errors, epoch=epoch), last


def _is_error(kind: int, data: bytes) -> bool:
    if kind == BOOLERR:
        return data[7:8] == b"\x01"
    return kind == FORMULA and data[12:14] == b"\xff\xff" and data[6:7] == b"\x02"


def _check_counts(kind: int, data: bytes, length: int) -> None:
    if kind == _SST and (len(data) < 8 or struct.unpack_from("<I", data, 4)[0] > length):
        raise ValueError("strings")
    if kind == _DIMENSIONS and len(data) >= 12:
        top, bottom, left, right = struct.unpack_from("<IIHH", data)
        if top > bottom or left > right or (bottom - top) * (right - left) > _WHOLE_SHEET:
            raise ValueError("dimensions")

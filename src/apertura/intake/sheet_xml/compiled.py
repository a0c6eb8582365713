"""Sheet XML to what must be known of it, and to its cells, through walk.c."""

from array import array
from collections.abc import Sequence
from ctypes import CDLL, POINTER, Structure, byref, c_char_p, c_int64, c_void_p, string_at
from dataclasses import dataclass
from functools import cache
from itertools import accumulate
from pathlib import Path
from typing import ClassVar

from apertura.intake.bounds import Box
from apertura.intake.grid import END, Column, Grid

LIBRARY = Path(__file__).with_name("walk.so")
"""What scripts/compile.py makes of walk.c when the package is installed or built."""


@dataclass(frozen=True, slots=True)
class Look:
    """What a sheet is: its Box, how many shared texts and formats its cells use, counted to the last that one names.

    ``plain``: nothing is hidden or merged, and no cell has a formula; ``faults``: some cell shows an error.
    """

    box: Box
    texts: int
    formats: int
    plain: bool
    faults: bool


class _Seen(Structure):
    _fields_: ClassVar = [
        (name, c_int64)
        for name in (
            *("rows", "columns", "near_rows", "near_columns", "texts", "formats"),
            *("hidden", "merged", "formulas", "faults"),
        )
    ]


class _Given(Structure):
    _fields_: ClassVar = [
        ("texts", c_char_p),
        ("starts", c_void_p),
        ("count", c_int64),
        ("formats", c_char_p),
        ("n_formats", c_int64),
    ]


class _Column(Structure):
    _fields_: ClassVar = [
        *(("text", c_void_p), ("kinds", c_void_p)),
        *((name, c_int64) for name in ("size", "room", "rows", "kinds_room")),
    ]


class _Grid(Structure):
    _fields_: ClassVar = [("columns", POINTER(_Column)), ("width", c_int64), ("height", c_int64)]


@cache
def _library() -> CDLL | None:
    try:
        library = CDLL(str(LIBRARY))
    except OSError:
        return None
    library.look.argtypes = [c_char_p, c_int64, POINTER(_Seen)]
    library.cells.argtypes = [c_char_p, c_int64, POINTER(_Given)]
    library.cells.restype = POINTER(_Grid)
    library.release.argtypes = [POINTER(_Grid)]
    library.release.restype = None
    return library


def look(xml: bytes) -> Look | None:
    """Look through a sheet that is well-formed XML; None where it is not, or not written as programs usually do."""
    library, seen = _library(), _Seen()
    if library is None or not library.look(xml, len(xml), byref(seen)):
        return None
    return Look(
        Box(seen.rows, seen.columns, seen.near_rows, seen.near_columns),
        texts=seen.texts,
        formats=seen.formats,
        plain=not (seen.hidden or seen.merged or seen.formulas),
        faults=bool(seen.faults),
    )


def cells(xml: bytes, texts: Sequence[bytes], formats: bytes) -> Grid | None:
    """Give the cells of a sheet; None where it is not written as programs usually do, or shows what is seldom shown.

    ``texts`` are the shared texts of the workbook, ``formats`` what its formats show, in order: 0 numbers as they are,
    1 dates, 2 something else.
    """
    library = _library()
    if library is None:
        return None
    starts = array("q", accumulate(map(len, texts), initial=0))
    given = _Given(b"".join(texts), starts.buffer_info()[0], len(texts), formats, len(formats))
    made = library.cells(xml, len(xml), byref(given))
    if not made:
        return None
    try:
        grid = made.contents
        return Grid(tuple(_column(grid.columns[at], grid.height) for at in range(grid.width)), grid.height)
    finally:
        library.release(made)


def _column(column: _Column, height: int) -> Column:
    # the last cell ends with the text
    return Column(string_at(column.text, max(0, column.size - len(END))), string_at(column.kinds, height))

"""A stretch of delimited bytes to columns through cut.c, where set-up found a compiler for it.

What it gives out goes to polars without a copy, by Arrow's C data interface.
"""

from __future__ import annotations

from ctypes import (
    CDLL,
    POINTER,
    Structure,
    addressof,
    c_char_p,
    c_int64,
    c_uint8,
    c_void_p,
    cast,
    pointer,
    py_object,
    pythonapi,
)
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

import polars as pl

from apertura.validation.tableschema.scan.dialect import QUOTE
from apertura.validation.tableschema.scan.window import RECORD

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

LIBRARY = Path(__file__).with_name("cut.so")
"""What scripts/compile_cutter.py makes of cut.c when the package is installed or built."""

NULLABLE = 2
"""ARROW_FLAG_NULLABLE."""


class _ArrowArray(Structure):
    _fields_: ClassVar = [
        *((name, c_int64) for name in ("length", "null_count", "offset", "n_buffers", "n_children")),
        *((name, c_void_p) for name in ("buffers", "children", "dictionary", "release", "private_data")),
    ]


class _ArrowSchema(Structure):
    _fields_: ClassVar = [
        *((name, c_char_p) for name in ("format", "name", "metadata")),
        *((name, c_int64) for name in ("flags", "n_children")),
        *((name, c_void_p) for name in ("children", "dictionary", "release", "private_data")),
    ]


class _Given:
    """What cut.c gives out, for polars to take: text columns called ``names``, and the widths of the records."""

    def __init__(self, names: Sequence[str], library: CDLL) -> None:
        self.array = _ArrowArray()
        release = cast(library.release_schema, c_void_p)
        fields = [(name, b"vu") for name in names] + [("", b"l")]
        self._children = [
            _ArrowSchema(format=kind, name=name.encode(), flags=NULLABLE, release=release) for name, kind in fields
        ]
        self._places = (POINTER(_ArrowSchema) * len(fields))(*map(pointer, self._children))
        self._schema = _ArrowSchema(
            format=b"+s", n_children=len(fields), children=cast(self._places, c_void_p), release=release
        )

    def __arrow_c_array__(self, requested_schema: object = None) -> tuple[object, object]:
        """Arrow's PyCapsule interface."""
        return _capsule(addressof(self._schema), b"arrow_schema", None), _capsule(
            addressof(self.array), b"arrow_array", None
        )


_capsule = pythonapi.PyCapsule_New
_capsule.restype = py_object
_capsule.argtypes = [c_void_p, c_char_p, c_void_p]


@cache
def _library() -> CDLL | None:
    try:
        library = CDLL(str(LIBRARY))
    except OSError:
        return None
    library.cut.argtypes = [c_char_p, c_int64, c_uint8, c_int64, c_char_p, POINTER(_ArrowArray)]
    library.cut.restype = c_int64
    return library


def cut(
    block: bytes, separator: str, names: Sequence[str], wanted: Collection[str]
) -> tuple[pl.DataFrame, pl.Series, int] | None:
    """Cut the whole records that a block starts with, as Python's csv module would; None where it cannot be done here.

    Gives the text columns of ``wanted``, null where a record is too short, how many cells each record has, and the
    bytes that they took. Text after a closing mark, bytes that are not UTF-8, and blocks with no whole record are for
    others to cut.
    """
    library, marks = _library(), separator.encode()
    if library is None or len(marks) != 1 or separator in (QUOTE, "\r", "\n") or len(block) > RECORD:
        return None
    given = _Given([name for name in names if name in wanted], library)
    asked = bytes(name in wanted for name in names)
    size = library.cut(block, len(block), marks[0], len(names), asked, pointer(given.array))
    if size < 0:
        return None
    frame = pl.DataFrame(given)
    widths = frame.to_series(-1)
    return (_without_absent(frame.drop(""), widths, names), widths, size) if size else None


def _without_absent(frame: pl.DataFrame, widths: pl.Series, names: Sequence[str]) -> pl.DataFrame:
    """Make null the cells that are not there."""
    places = {name: place for place, name in enumerate(names)}
    absent = [name for name in frame.columns if (widths <= places[name]).any()]
    return frame.with_columns(pl.when(widths > places[name]).then(name).alias(name) for name in absent)

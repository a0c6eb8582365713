"""Sheet XML to the rectangle of cells that a reader would have to hold."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise
from typing import TypeAlias

MAX_CELLS = 10_000_000
"""Cells of the smallest rectangle from A1 that holds a sheet. Readers hold all of it, at 32 bytes a cell."""

GAP_ROWS, GAP_COLUMNS = 10_000, 500
"""Rows and columns in a row that no cell names: what stands beyond them is far from the rest of a sheet."""

MAX_SHEETS = 1_000
MAX_PARTS = 5_000
MAX_TEXTS = 5_000_000
MAX_UNPACKED = 600_000_000
"""Bytes of all the parts of a zip, whether they are read or not."""

MAX_RATIO = 250
"""Bytes that one byte of a zip may unpack to: sheets of formats and nothing else come to 50, what is made to burst to
1,000. Small ones, however many, burst nothing."""

SMALL = 20_000_000

CELLS, SHEETS, TEXTS = "libro-con-demasiadas-celdas", "libro-con-demasiadas-hojas", "libro-con-demasiados-textos"
UNPACKED = "archivo-demasiado-comprimido"
LIMITS = {
    CELLS: f"{MAX_CELLS:,}",
    SHEETS: f"{MAX_SHEETS:,}",
    TEXTS: f"{MAX_TEXTS:,}",
    UNPACKED: f"{MAX_UNPACKED // 1_000_000} MB",
}
"""Code of the issue that says which bound was crossed, to how the bound is said."""

# a fixed beginning makes these several times faster; what is written in other ways is looked for only where it occurs
_COLUMN = re.compile(rb'r="([A-Za-z]+)[0-9]')
_ROW = re.compile(rb'r="[A-Za-z]*([0-9]+)"')
_LOOSE = re.compile(rb"\br\s*=\s*[\"']([A-Za-z]*[0-9]+)[\"']")
_LOOSE_MARKS = (
    b"r='",
    *(mark for blank in (b" ", b"\t", b"\n", b"\r") for mark in (b"r" + blank + b"=", b"r=" + blank)),
)
_ODS_TOKEN = re.compile(rb"<table:(table-row|table-cell|covered-table-cell)\b([^>]*)>|<table:table\s")
_ODS_REPEAT = re.compile(rb"table:number-(?:rows|columns)-repeated=[\"']([0-9]+)")

_Run: TypeAlias = "tuple[int, int]"
"""The first and the last of numbers that follow one another."""


@dataclass(frozen=True, slots=True)
class Box:
    """Rows and columns from A1 to the last that are named, and to the last before a gap (GAP_ROWS, GAP_COLUMNS)."""

    rows: int
    columns: int
    near_rows: int
    near_columns: int

    @property
    def cells(self) -> int:
        """Cells that a reader would have to hold."""
        return self.rows * self.columns

    @property
    def is_whole(self) -> bool:
        """Whether nothing stands beyond a gap."""
        return (self.near_rows, self.near_columns) == (self.rows, self.columns)


def xlsx_box(xml: bytes) -> Box:
    """Find the last row and column named in an xlsx sheet.

    The declared dimension is not used: real files declare A1:DA65534 over fifty rows, and a hostile one declares A1
    over a cell in XFD1048576.
    """
    named = _COLUMN.findall(xml)
    # where each cell has its address as it is usually written, no other way of writing it has to be looked for
    usual = len(named) == xml.count(b"<c ") > 0 and xml.count(b"<row ") == xml.count(b'<row r="')
    if not usual and any(mark in xml for mark in _LOOSE_MARKS):
        xml = _LOOSE.sub(rb'r="\1"', xml)
        named = _COLUMN.findall(xml)
    # a cell without an address stands after the one before it
    unnamed = 0 if usual else max(0, xml.count(b"v>") // 2 + xml.count(b"is>") // 2 - len(named))
    columns = {column_number(letters.upper()) for letters in set(named)}
    rows = set(map(int, set(_ROW.findall(xml))))
    last_row, last_column = max(rows, default=1), max(columns, default=0) + unnamed
    if unnamed:
        return Box(last_row, last_column, last_row, last_column)
    near = before_gap(rows, last_row, GAP_ROWS), before_gap(columns, last_column, GAP_COLUMNS)
    return Box(last_row, last_column, *near)


def before_gap(named: Iterable[int], last: int, gap: int) -> int:
    """Return the last of the numbers before the first gap between them; ``last`` is the largest."""
    numbers = {*named}
    # where there are nearly as many as their last says, there is no place for a gap
    if last - len(numbers) < gap:
        return last
    return next((one for one, after in pairwise(sorted(numbers)) if after - one > gap), last)


def ods_boxes(xml: bytes) -> tuple[Box, ...]:
    """Find the last row and column with a value in each sheet of an ods; cells without one are not held."""
    sheets: list[tuple[set[_Run], set[_Run]]] = []
    row = repeat = column = 0
    rows, columns = set[_Run](), set[_Run]()
    for token in _ODS_TOKEN.finditer(xml):
        kind, attributes = token.group(1), token.group(2)
        if kind is None:
            row = repeat = 0
            rows, columns = set(), set()
            sheets.append((rows, columns))
        elif kind == b"table-row":
            row, repeat, column = row + repeat, ods_repeat(attributes), 0
        else:
            before, column = column, column + ods_repeat(attributes)
            if b"office:value-type=" in attributes:
                rows.add((row + 1, row + repeat))
                columns.add((before + 1, column))
    return tuple(_ods_box(*sheet) for sheet in sheets)


def _ods_box(rows: set[_Run], columns: set[_Run]) -> Box:
    near_row, last_row = _reach(rows, GAP_ROWS)
    near_column, last_column = _reach(columns, GAP_COLUMNS)
    return Box(max(1, last_row), last_column, max(1, near_row), near_column)


def _reach(runs: Iterable[_Run], gap: int) -> tuple[int, int]:
    """Tell the last number before the first gap between runs, and the last of all; both 0 where there is none."""
    near, last = 0, 0
    for first, end in sorted(runs):
        near = near or (last if last and first - last > gap else 0)
        last = max(last, end)
    return near or last, last


def column_number(letters: bytes) -> int:
    """Count from A, which is 1, in capitals: XFD is 16,384."""
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def ods_repeat(attributes: bytes) -> int:
    """Read how many times a row or a cell of an ods stands for."""
    found = _ODS_REPEAT.search(attributes)
    return int(found.group(1)) if found else 1

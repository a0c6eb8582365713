"""What a reader hands to the finder: the cells of one sheet, from A1, as Python values."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

Area: TypeAlias = tuple[int, int, int, int]
"""First row, first column, last row and last column of a range of cells, counted from 1."""


@dataclass(frozen=True, slots=True)
class Marks:
    """What a sheet says of its cells besides their values; rows and columns are counted from 1.

    ``uncomputed`` are the cells (row, column) of formulas that no program has computed yet, ``far`` those that stand
    far from all others and were not read.
    """

    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    merged: tuple[Area, ...] = ()
    uncomputed: tuple[tuple[int, int], ...] = ()
    far: tuple[tuple[int, int], ...] = ()


NO_MARKS = Marks()


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet, from row 1 and column A. A hidden sheet is not read: it has no rows.

    An empty cell is "" or blanks, a cell with an error is the text of the error (``#REF!``). ``name`` is None for a csv
    file, of which ``lines`` are the lines of the file at which each row begins. ``dataset`` is the one a sheet of our
    own template is of; None: whichever it fits.
    """

    name: str | None
    visible: bool
    rows: Sequence[Sequence[object]]
    marks: Marks = NO_MARKS
    lines: Sequence[int] = ()
    dataset: str | None = None


def blank(cell: object) -> bool:
    """Tell whether a cell shows nothing; readers differ on cells of blanks alone, so these are empty too."""
    return isinstance(cell, str) and not cell.strip()

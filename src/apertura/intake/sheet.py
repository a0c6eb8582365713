"""What a reader hands to the finder: the cells of one sheet, from A1, as Python values."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet, from row 1 and column A. A hidden sheet is not read: it has no rows.

    An empty cell is "" or blanks, a cell with an error is the text of the error (``#REF!``). ``name`` is None for a csv
    file. ``dataset`` is the one a sheet of our own template is of; None: whichever it fits.
    """

    name: str | None
    visible: bool
    rows: Sequence[Sequence[object]]
    dataset: str | None = None


def blank(cell: object) -> bool:
    """Tell whether a cell shows nothing; readers differ on cells of blanks alone, so these are empty too."""
    return isinstance(cell, str) and not cell.strip()

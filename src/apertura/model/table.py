"""The three states of a table on its way in: raw, normalised, canonical."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import IntEnum
from typing import Protocol

ROW = "fila"
"""Name of the column that carries each row's number in the spreadsheet, counted from 1."""


SHEET_SPAN = 1 << 21
"""What the number of a row grows by for each sheet before its own, in a table read from several: no sheet is longer."""


class Arrow(Protocol):
    """Any columnar table that speaks the Arrow C stream interface (pyarrow, polars, DuckDB…)."""

    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object:
        """Export the table, without a copy, as a stream of Arrow record batches."""


class Kind(IntEnum):
    """What a spreadsheet holds in a cell, apart from how it reads as text."""

    EMPTY = 0
    TEXT = 1
    NUMBER = 2
    DATE = 3
    TIME = 4
    BOOLEAN = 5
    ERROR = 6


@dataclass(frozen=True, slots=True)
class Heading:
    """The text on top of a column, as shown, and the column's number in the sheet, counted from 1.

    ``levels`` are the texts of each row of headings, highest first, "" where a row has none.
    """

    text: str
    column: int
    levels: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CellAccount:
    """Non-empty cells of the sheet a table was found in, each in exactly one of the three places.

    ``used``: became a value of a field. ``ignored``: set aside by a row of data or a rule of the layout (titles, logos,
    headings, repeated headings, columns marked as ignored). ``reported``: not used, and named by an issue.
    """

    used: int
    ignored: int
    reported: int

    @property
    def total(self) -> int:
        """All non-empty cells of the sheet."""
        return self.used + self.ignored + self.reported


@dataclass(frozen=True, slots=True)
class RawTable:
    """Cells as shown, with sheet and A1 address of each.

    ``text`` has the column ROW (uint32) and one string column per heading, named by the column's number ("1", "2"…),
    null where the cell is empty; dates are ISO 8601, whole numbers have no decimal point. ``kinds`` has the same
    columns but ROW, as uint8 of Kind. ``outside`` counts the non-empty cells of the sheet that are not in ``text``:
    titles, the header row; ``aside`` counts those of other tables in the same sheet. ``epoch`` is day 0 of the
    workbook's serial dates (1899-12-30 or 1904-01-01).
    """

    sheet: str | None
    header_row: int
    header_reason: str
    headings: tuple[Heading, ...]
    text: Arrow
    kinds: Arrow
    outside: int
    epoch: date
    aside: int = 0


@dataclass(frozen=True, slots=True)
class NormalisedTable:
    """Schema fields, cleaned text, source row of each row; still strings.

    ``values`` has the column ROW (uint32) and one string column per field of the schema, in its order; null is missing.
    ``columns`` gives, by field, the number of the sheet's column it was read from; a field that is not in it was filled
    from the submission or is absent. ``more_sheets`` are those in which the table goes on, with the same columns: their
    rows are numbered from SHEET_SPAN on, twice that, and so forth.
    """

    dataset: str
    sheet: str | None
    header_row: int
    header_reason: str
    columns: Mapping[str, int]
    values: Arrow
    cells: CellAccount
    more_sheets: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CanonicalTable:
    """Typed rows that conform to the dataset's Table Schema.

    ``data`` has one column per field, in the schema's order and of its type; ``rows`` has the one column ROW (uint32),
    parallel to it. Made by validation alone: what holds one was validated. ``more_sheets``, the numbers of the rows in
    them and ``columns`` are those of NormalisedTable; no columns are known of a table accepted before they were kept.
    """

    dataset: str
    sheet: str | None
    data: Arrow
    rows: Arrow
    more_sheets: tuple[str, ...] = ()
    columns: Mapping[str, int] = field(default_factory=dict)


def letters(column: int) -> str:
    """Letters of a sheet's column counted from 1: 1 is A, 27 is AA."""
    text = ""
    while column:
        column, rest = divmod(column - 1, 26)
        text = chr(65 + rest) + text
    return text


def address(column: int, row: int) -> str:
    """A1 address of a cell, both counted from 1: ``address(6, 12)`` is ``F12``."""
    return f"{letters(column)}{row}"

"""Report: what is wrong with a file, counted exactly and shown by a few examples of each cause."""

from dataclasses import dataclass

import polars as pl


@dataclass(frozen=True, slots=True)
class Cause:
    """One way of being wrong: an error type of frictionless, where, and which constraint.

    ``field`` and ``number`` (from 1) are None where a whole record or the whole file is meant. ``note`` is what
    frictionless notes of it; "" where that depends on the record.
    """

    type: str
    field: str | None = None
    number: int | None = None
    constraint: str | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Found:
    """Records wrong for one cause, by number (the header is 1), once per error; ``rows`` null for the whole file.

    ``values`` are the texts of the cells. ``previous`` are the records that they repeat.
    """

    cause: Cause
    rows: pl.Series
    values: pl.Series | None = None
    previous: pl.Series | None = None


@dataclass(frozen=True, slots=True)
class Gone:
    """Records gone through, right or wrong; ``typed`` are their values where those were asked for and all are right."""

    records: int
    typed: pl.DataFrame | None = None


@dataclass(frozen=True, slots=True)
class Sample:
    """One error: record number, the cell's text, and the record it repeats, where there is one."""

    row: int | None
    value: str | None = None
    previous: int | None = None


@dataclass(frozen=True, slots=True)
class Count:
    """How often a cause was found, and the first few times."""

    cause: Cause
    errors: int
    samples: tuple[Sample, ...]


@dataclass(frozen=True, slots=True)
class Report:
    """All that was found in ``rows`` records, header apart; ``counts`` stand in the order of the columns."""

    rows: int
    fields: int
    counts: tuple[Count, ...]

    @property
    def errors(self) -> int:
        """Errors in all, each counted."""
        return sum(count.errors for count in self.counts)

    @property
    def valid(self) -> bool:
        """Whether nothing was found."""
        return not self.counts

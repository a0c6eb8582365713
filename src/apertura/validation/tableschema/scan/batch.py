"""Batch and Table: a file as the checks see it, a run of records at a time."""

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol, TypeAlias

import polars as pl

Progress: TypeAlias = Callable[[int, int], None]
"""Told now and then how much is done, and of how much: bytes of a CSV file, rows of a Parquet file."""


@dataclass(frozen=True, slots=True)
class Batch:
    """Some records of a file.

    ``first`` is the number of the first one; the header is record 1, and line breaks inside quotes do not count.
    ``cells`` has one column per name that was asked for; null is a cell that is not there. ``widths`` counts
    the cells each record really has; None where each has exactly as many as expected.
    """

    first: int
    cells: pl.DataFrame
    widths: pl.Series | None = None


class Batches(Protocol):
    """Reads a file from the start, given what the cells of a record are called, in their order.

    Only the cells of ``wanted``, if given, are in the batches. It can be called again, and then takes less.
    """

    def __call__(
        self, names: Sequence[str], progress: Progress, wanted: Collection[str] | None = None
    ) -> Iterator[Batch]:
        """Read the batches, one after another."""
        ...


@dataclass(frozen=True, slots=True)
class Table:
    """A file opened: its labels and its batches. ``types`` are those of the columns, none where all are texts."""

    labels: tuple[str, ...]
    batches: Batches
    types: tuple[pl.DataType, ...] = ()

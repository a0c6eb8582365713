"""Whole numbers that rise by small steps, as ids do, in two bytes each instead of eight."""

from dataclasses import dataclass

import polars as pl

WIDEST = 2**16 - 1


@dataclass(frozen=True, slots=True)
class Steps:
    """The first number, and by how much each of the others is more than the one before it, UInt16."""

    first: int
    steps: pl.Series

    @property
    def numbers(self) -> pl.Series:
        """The numbers again, Int64."""
        return pl.concat([pl.Series([self.first], dtype=pl.Int64()), self.steps.cast(pl.Int64)]).cum_sum()


def pack(numbers: pl.Series) -> pl.Series | Steps:
    """Pack Int64 numbers where none is null and each is a small step above the one before; others stay as they are."""
    if numbers.null_count() or len(numbers) < 2:
        return numbers
    before, after = numbers.head(-1), numbers.tail(-1)
    steps = after - before
    # the difference of two numbers far apart may pass the largest number and come back small
    small = (after > before).all() and steps.is_between(1, WIDEST).all()
    return Steps(int(numbers[0]), steps.cast(pl.UInt16)) if small else numbers


def unpack(packed: pl.Series | Steps) -> pl.Series:
    """Give back what was packed."""
    return packed.numbers if isinstance(packed, Steps) else packed

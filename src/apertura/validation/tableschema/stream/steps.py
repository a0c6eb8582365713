"""Whole numbers that rise by small steps, as ids do, in two bytes each instead of eight."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import polars as pl

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

WIDEST = 2**16 - 1


@dataclass(frozen=True, slots=True)
class Steps:
    """The first number, and by how much each of the others is more than the one before it."""

    first: int
    steps: npt.NDArray[np.uint16]

    @property
    def numbers(self) -> pl.Series:
        """The numbers again, Int64."""
        import numpy as np

        return pl.Series(np.cumsum(np.concatenate(([self.first], self.steps.astype(np.int64)))))


def pack(numbers: pl.Series) -> pl.Series | Steps:
    """Pack Int64 numbers where none is null and each is a small step above the one before; others stay as they are."""
    import numpy as np

    if numbers.null_count() or len(numbers) < 2:
        return numbers
    values = numbers.to_numpy()
    steps = np.diff(values)
    # the difference of two numbers far apart may pass the largest number and come back negative
    small = bool((values[1:] > values[:-1]).all() and steps.min() > 0 and steps.max() <= WIDEST)
    return Steps(int(values[0]), steps.astype(np.uint16)) if small else numbers


def unpack(packed: pl.Series | Steps) -> pl.Series:
    """Give back what was packed."""
    return packed.numbers if isinstance(packed, Steps) else packed

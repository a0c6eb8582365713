"""A column of a published table to how its values are distributed."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import polars as pl

BINS = 10
MOST_VALUES = 6
_FEW = 24
"""A column of text with at most so many different values has its commonest ones told."""


@dataclass(frozen=True, slots=True)
class Profile:
    """``common``: commonest values with how many rows hold each. ``bins``: rows in equal steps from lowest to highest.

    ``lowest``, ``middle`` (the median) and ``highest`` only where values have an order: numbers and dates.
    """

    rows: int
    empty: int
    distinct: int
    common: tuple[tuple[str, int], ...]
    bins: tuple[int, ...]
    lowest: str | None
    middle: str | None
    highest: str | None


def profile(column: pl.Series, field: Mapping[str, Any]) -> Profile:
    """Describe a column; ``field`` is its descriptor in the Table Schema."""
    filled = column.drop_nulls()
    common: tuple[tuple[str, int], ...] = ()
    bins: tuple[int, ...] = ()
    ends: tuple[str | None, str | None, str | None] = (None, None, None)
    if filled.len() and filled.dtype.is_numeric() and field["type"] != "year":
        values = filled.cast(pl.Float64)
        bins, ends = _bins(values), (_plain(values.min()), _plain(values.median()), _plain(values.max()))
    elif filled.len() and filled.dtype.is_temporal():
        ends = (str(filled.min()), None, str(filled.max()))
    elif filled.len() and (filled.n_unique() <= _FEW):
        common = _common(filled)
    return Profile(column.len(), column.null_count(), filled.n_unique(), common, bins, *ends)


def _common(filled: pl.Series) -> tuple[tuple[str, int], ...]:
    counted = filled.cast(pl.String).alias("value").value_counts().sort(["count", "value"], descending=[True, False])
    return tuple(counted.head(MOST_VALUES).iter_rows())


def _bins(values: pl.Series) -> tuple[int, ...]:
    low, high = float(values.min() or 0), float(values.max() or 0)  # type: ignore[arg-type]
    if low == high:
        return ()
    place = ((values - low) / (high - low) * BINS).floor().clip(0, BINS - 1).cast(pl.Int64)
    counts = dict(place.alias("bin").value_counts().iter_rows())
    return tuple(counts.get(each, 0) for each in range(BINS))


def _plain(value: Any) -> str:
    return f"{value:.4f}".rstrip("0").rstrip(".")

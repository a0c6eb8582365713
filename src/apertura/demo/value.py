"""A cell's value, and the ways to draw one that ``examples/demo.yaml`` knows."""

from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

Scalar: TypeAlias = str | int | float | date | None


@dataclass(frozen=True, slots=True)
class Choice:
    """One of these, each as likely."""

    options: tuple[Scalar, ...]


@dataclass(frozen=True, slots=True)
class Whole:
    """A whole number, both ends inclusive."""

    low: int
    high: int


@dataclass(frozen=True, slots=True)
class Measure:
    """A number with so many decimals, both ends inclusive."""

    low: float
    high: float
    decimals: int


@dataclass(frozen=True, slots=True)
class Day:
    """A day, both ends inclusive."""

    first: date
    last: date


@dataclass(frozen=True, slots=True)
class DaysFrom:
    """So many days from another, both ends inclusive: ``start`` is ``inicio``, ``termino`` or a field of the row."""

    start: str
    low: int
    high: int


@dataclass(frozen=True, slots=True)
class Sum:
    """What these fields of the row add up to."""

    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Mean:
    """What these fields of the row come to on average, to two decimals."""

    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Quarterly:
    """What it was at the end of each quarter of a year."""

    options: tuple[Scalar, ...]


Value: TypeAlias = Scalar | Choice | Whole | Measure | Day | DaysFrom | Sum | Mean | Quarterly

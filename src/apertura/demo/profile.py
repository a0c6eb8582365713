"""What ``examples/demo.yaml`` says, as values: how made-up rows look, and which mistakes are planted where."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
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


Value: TypeAlias = Scalar | Choice | Whole | Measure | Day


@dataclass(frozen=True, slots=True)
class Scenario:
    """One way a row can be, by field, and how often it occurs beside the others."""

    weight: int
    values: Mapping[str, Value]


class MistakeKind(StrEnum):
    """What people get wrong."""

    CELL = "celda"
    REPEATED_ROW = "fila_duplicada"
    EXTRA_COLUMN = "columna_adicional"
    MISSING_COLUMN = "sin_columna"
    OTHER_BODY = "organismo_ajeno"


@dataclass(frozen=True, slots=True)
class Mistake:
    """A mistake to plant; ``line`` is a line of action, ``field`` a field or, for an extra column, its heading."""

    garante: str
    period: str
    kind: MistakeKind
    line: str | None
    field: str | None
    value: Scalar


@dataclass(frozen=True, slots=True)
class Profile:
    """Title lines, headings by field in the sheet's order, scenarios, mistakes. Texts may hold ``{placeholders}``."""

    title: tuple[str, ...]
    headings: Mapping[str, str]
    scenarios: tuple[Scenario, ...]
    mistakes: tuple[Mistake, ...]

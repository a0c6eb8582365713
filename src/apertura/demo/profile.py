"""What ``examples/demo.yaml`` says, as values: who hands in what, how made-up rows look, which mistakes are planted."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from apertura.demo.value import Scalar, Value


@dataclass(frozen=True, slots=True)
class Scenario:
    """One way a row can be, by field, and how often it occurs beside the others."""

    weight: int
    values: Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class Delivery:
    """A table that a body hands in for a period; ``rows`` None: one for each row of the profile's catalogue."""

    garante: str
    period: str
    rows: int | None


class MistakeKind(StrEnum):
    """What people get wrong."""

    CELL = "celda"
    REPEATED_ROW = "fila_duplicada"
    FINAL_ROW = "fila_final"
    EXTRA_COLUMN = "columna_adicional"
    MISSING_COLUMN = "sin_columna"
    OTHER_BODY = "organismo_ajeno"


@dataclass(frozen=True, slots=True)
class Mistake:
    """A mistake to plant.

    ``row`` is a key of the profile's catalogue, or a number counted from 1; ``field`` a field or, for an extra column,
    its heading.
    """

    garante: str
    period: str
    kind: MistakeKind
    row: str | None
    field: str | None
    value: Scalar


@dataclass(frozen=True, slots=True)
class Profile:
    """How a dataset's tables are made up. Texts may hold ``{placeholders}``.

    ``book`` names the workbook that a table shares with others (None: one of its own), ``sheet`` its sheet (None: named
    after the period). ``headings`` are by field, in the sheet's order; empty: the schema's. Where ``catalogue`` is
    named, each row of it has its row in the table, of a scenario drawn by weight; otherwise scenarios take
    turns.
    """

    dataset: str
    title: tuple[str, ...]
    book: str | None
    sheet: str | None
    headings: Mapping[str, str]
    catalogue: str | None
    deliveries: tuple[Delivery, ...]
    scenarios: tuple[Scenario, ...]
    mistakes: tuple[Mistake, ...]

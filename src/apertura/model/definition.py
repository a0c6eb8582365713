"""What ``schemas/`` says, as values: datasets, catalogues, who reports and when."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from apertura.model.issue import IssueType, IssueTypes
from apertura.model.plan import WorkPlan

READINGS = frozenset(
    {"texto", "entero", "numero", "porcentaje", "fecha", "fecha_hora", "si_no", "clave", "organismo", "periodo"}
)
"""Ways to read a cell that ``source/columns.csv`` may name; ``intake`` has one function for each."""

IGNORE = "ignore"
"""What ``source/columns.csv`` names in place of a reading where a column is set aside on purpose."""


@dataclass(frozen=True, slots=True)
class Garante:
    """A body that reports (*organismo garante*, or another informing body). Valid from and until, both inclusive."""

    id: str
    name: str
    acronym: str
    entity: str
    kind: str
    valid_from: date | None
    valid_until: date | None


@dataclass(frozen=True, slots=True)
class Period:
    """A reporting period, first and last day inclusive."""

    id: str
    year: int
    kind: str
    start: date
    end: date


@dataclass(frozen=True, slots=True)
class Field:
    """A Table Schema field.

    ``constraints`` and ``descriptor`` are as in the JSON; ``decimals`` counts the digits after the point that a number
    may have (custom property ``apertura:decimales``), None where the field is not a number.
    """

    name: str
    title: str
    description: str
    type: str
    example: str | None
    constraints: Mapping[str, object]
    decimals: int | None
    descriptor: Mapping[str, object]

    @property
    def required(self) -> bool:
        """Whether the schema demands a value in every row."""
        return self.constraints.get("required") is True


@dataclass(frozen=True, slots=True)
class ForeignKey:
    """Fields whose values must exist in a catalogue."""

    fields: tuple[str, ...]
    catalogue: str
    reference: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TableSchema:
    """A Frictionless Table Schema; ``descriptor`` is the JSON itself."""

    fields: tuple[Field, ...]
    primary_key: tuple[str, ...]
    foreign_keys: tuple[ForeignKey, ...]
    descriptor: Mapping[str, object]

    def field(self, name: str) -> Field:
        """Find a field by name; KeyError where there is none."""
        return {field.name: field for field in self.fields}[name]


@dataclass(frozen=True, slots=True)
class Column:
    """A row of ``source/columns.csv``: this heading feeds that field through that reading.

    ``garante`` None holds for all; ``since`` None holds for every period; ``field`` None means ignored on purpose.
    """

    garante: str | None
    since: str | None
    heading: str
    field: str | None
    reading: str


@dataclass(frozen=True, slots=True)
class Meaning:
    """A row of ``source/values.csv``: what was written in a field, and what it means (None: missing)."""

    garante: str | None
    since: str | None
    field: str
    written: str
    meant: str | None


@dataclass(frozen=True, slots=True)
class Layout:
    """A row of ``source/layout.csv``: where the table stands in a garante's workbooks. None: found by scoring."""

    garante: str | None
    since: str | None
    sheet: str | None
    header_row: int | None
    end_marker: str | None


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule between columns: an SQL condition over the fields of a row; broken where it is false, not where null."""

    condition: str
    fields: tuple[str, ...]
    issue_type: IssueType


@dataclass(frozen=True, slots=True)
class Licence:
    """A licence as Data Package asks for it."""

    name: str
    title: str
    path: str


@dataclass(frozen=True)
class DatasetDefinition:
    """All that ``schemas/<name>/`` says.

    ``context`` maps a field to what of the submission fills it (``garante`` or ``period``). ``expected`` names the
    kinds of bodies that owe a table, and for which periods. ``contract`` is the SHA-256 over the folder's contract
    (schema and rules), recorded with each acceptance. ``notes`` are the loosened constraints and their reasons.
    """

    name: str
    title: str
    summary: str
    plan_lines: tuple[str, ...]
    licence: Licence
    cadence: str
    themes: tuple[str, ...]
    keywords: tuple[str, ...]
    context: Mapping[str, str]
    expected_kinds: tuple[str, ...]
    expected_periods: tuple[str, ...]
    notes: tuple[str, ...]
    schema: TableSchema
    rules: tuple[Rule, ...]
    columns: tuple[Column, ...]
    meanings: tuple[Meaning, ...]
    layouts: tuple[Layout, ...]
    contract: str


@dataclass(frozen=True, slots=True)
class Catalogue:
    """A code list: its Table Schema descriptor and its rows, in the file's order, empty cells as ""."""

    name: str
    title: str
    description: str
    descriptor: Mapping[str, object]
    rows: tuple[Mapping[str, str], ...]


@dataclass(frozen=True)
class Definitions:
    """``schemas/`` as a whole, loaded and consistent."""

    plans: tuple[WorkPlan, ...]
    catalogues: Mapping[str, Catalogue]
    garantes: Mapping[str, Garante]
    aliases: Mapping[str, str]
    periods: Mapping[str, Period]
    issue_types: IssueTypes
    datasets: Mapping[str, DatasetDefinition]

    @cached_property
    def periods_in_order(self) -> tuple[str, ...]:
        """Ids of all periods, earliest first."""
        return tuple(sorted(self.periods, key=lambda id_: (self.periods[id_].start, self.periods[id_].end)))

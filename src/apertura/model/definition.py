"""What ``schemas/`` says, as values: datasets, catalogues, who reports and when."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from functools import cached_property

from apertura.model.comparison import Comparison, OwedRows
from apertura.model.derivation import Derivation
from apertura.model.issue import IssueType, IssueTypes, Reason
from apertura.model.personal_data import Permission, PersonalLists
from apertura.model.plan import WorkPlan
from apertura.model.policy import Policy
from apertura.model.reporting import Garante, Period
from apertura.model.source import Column, Layout, Meaning


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

    @property
    def vocabulary(self) -> str | None:
        """Catalogue whose keys are the field's options (custom property ``apertura:catalogo``)."""
        named = self.descriptor.get("apertura:catalogo")
        return None if named is None else str(named)

    def __hash__(self) -> int:
        # here and below: mappings have no hash, and names tell what is equal from almost all that is not
        return hash((self.name, self.type))


@dataclass(frozen=True, slots=True)
class ForeignKey:
    """Fields whose values must exist in a resource: a catalogue, or the accepted rows of another dataset."""

    fields: tuple[str, ...]
    resource: str
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

    def __hash__(self) -> int:
        return hash((self.fields, self.primary_key))


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
    kinds of bodies that owe a table, and for which periods; ``owed_rows`` which rows of it. ``contract`` is the SHA-256
    over the folder's contract (schema, rules, rows owed), recorded with each acceptance. ``notes`` are the loosened
    constraints and their reasons; ``permissions`` the personal data that some fields may hold; ``carried`` the fields
    whose values of the period before are written into a new template. ``approval`` is how long a new version waits for
    an operator's yes, None where it needs none.
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
    comparisons: tuple[Comparison, ...] = ()
    owed_rows: OwedRows | None = None
    permissions: tuple[Permission, ...] = ()
    derivation: Derivation | None = None
    carried: tuple[str, ...] = ()
    approval: timedelta | None = None

    def __hash__(self) -> int:
        return hash((self.name, self.contract))


@dataclass(frozen=True, slots=True)
class Catalogue:
    """A code list: its Table Schema descriptor and its rows, in the file's order, empty cells as ""."""

    name: str
    title: str
    description: str
    descriptor: Mapping[str, object]
    rows: tuple[Mapping[str, str], ...]

    def __hash__(self) -> int:
        return hash((self.name, len(self.rows)))


@dataclass(frozen=True)
class Definitions:
    """``schemas/`` as a whole, loaded and consistent.

    ``datasets`` are those that are handed in, in an order in which each comes after those its keys name; ``derived``
    those that are computed, each after its sources. ``site`` is the address at which everybody reads the site,
    ending in a slash; None where nobody but this machine does.
    """

    plans: tuple[WorkPlan, ...]
    catalogues: Mapping[str, Catalogue]
    garantes: Mapping[str, Garante]
    aliases: Mapping[str, str]
    periods: Mapping[str, Period]
    issue_types: IssueTypes
    datasets: Mapping[str, DatasetDefinition]
    policies: tuple[Policy, ...] = ()
    personal_lists: PersonalLists = field(default_factory=PersonalLists)
    derived: Mapping[str, DatasetDefinition] = field(default_factory=dict)
    reasons: tuple[Reason, ...] = ()
    site: str | None = None

    @cached_property
    def publishable(self) -> Mapping[str, DatasetDefinition]:
        """All datasets, in the order to publish them: those handed in, then those computed from them."""
        return {**self.datasets, **self.derived}

    @cached_property
    def periods_in_order(self) -> tuple[str, ...]:
        """Ids of all periods, earliest first."""
        return tuple(sorted(self.periods, key=lambda id_: (self.periods[id_].start, self.periods[id_].end)))

    def parents(self, dataset: str) -> tuple[str, ...]:
        """Names of the datasets whose rows the rows of this one name, each once."""
        named = (key.resource for key in self.publishable[dataset].schema.foreign_keys)
        return tuple(dict.fromkeys(name for name in named if name in self.datasets))

    def precursors(self, dataset: str) -> tuple[str, ...]:
        """Names of the datasets to be published before this one: its parents, or its sources where it is derived."""
        if (derivation := self.publishable[dataset].derivation) is None:
            return self.parents(dataset)
        return tuple(name for name in derivation.sources if name in self.publishable)

"""Issue: one thing that is wrong with, or worth saying about, a submission."""

import dataclasses
from collections.abc import Mapping
from enum import StrEnum


class Severity(StrEnum):
    """The four levels stewards know from SIPOT's desktop validator, gravest first."""

    CRITICA = "critica"
    GRAVE = "grave"
    ADVERTENCIA = "advertencia"
    INFORMATIVA = "informativa"

    @property
    def returns(self) -> bool:
        """Whether one issue of this severity returns its whole table."""
        return self in (Severity.CRITICA, Severity.GRAVE)


class Responsibility(StrEnum):
    """Who has to act: the steward, or us."""

    ENLACE = "enlace"
    NOSOTROS = "nosotros"


@dataclasses.dataclass(frozen=True, slots=True)
class IssueType:
    """A kind of issue (*tipo de incidencia*): a row of ``issue_types.csv`` or a rule of a ``dataset.yaml``.

    Messages and remedies are ``str.format`` templates over the issue's ``details`` and its own ``value``, ``field``,
    ``cell``, ``sheet``, ``row`` and ``suggestion``.
    """

    code: str
    severity: Severity
    responsibility: Responsibility
    title_es: str
    message_es: str
    remedy_es: str
    title_en: str
    message_en: str
    remedy_en: str


@dataclasses.dataclass(frozen=True, slots=True)
class Reason:
    """Why the issue types of a family matter, and where it is written: a row of ``issue_reasons.csv``.

    ``family`` is a code, or what several codes begin with up to a hyphen; "" is every code that no other row is about.
    Texts are ``str.format`` templates over ``table``, ``field`` and ``code``.
    """

    family: str
    reason_es: str
    source_es: str
    reason_en: str
    source_en: str


@dataclasses.dataclass(frozen=True, slots=True)
class Issue:
    """One occurrence (*incidencia*), with its place in the submission as the steward sees it.

    ``sheet`` is the sheet's name, ``cell`` an A1 address or range, ``row`` the spreadsheet's own row number counted
    from 1, ``field`` the Table Schema field, ``value`` the text of the cell as shown; None where there is no such
    place. ``suggestion`` is what was perhaps meant, with a ``confidence`` from 0 to 100, and is never applied by
    itself. ``count`` is the number of cells, rows or sheets that the issue stands for.
    """

    type: IssueType
    sheet: str | None = None
    cell: str | None = None
    row: int | None = None
    field: str | None = None
    value: str | None = None
    suggestion: str | None = None
    confidence: int | None = None
    details: Mapping[str, str] = dataclasses.field(default_factory=dict)
    count: int = 1


IssueTypes = Mapping[str, IssueType]

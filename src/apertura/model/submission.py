"""Submission: one received file; Verdict: what became of one table of it."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from apertura.model.issue import Issue, Severity
from apertura.model.table import CanonicalTable, CellAccount

DEMO_CHANNEL = "demostracion"
"""Channel of what was made up: whatever is published of it says so."""


@dataclass(frozen=True, slots=True)
class Submission:
    """One received file (*entrega*). The same bytes for the same garante and period are one submission.

    ``size`` is in bytes, ``sha256`` in lower-case hexadecimal, ``received`` has a time zone. ``by`` is a position or an
    account, never a person's name; None where the channel does not know it.
    """

    garante: str
    period: str
    filename: str
    sha256: str
    size: int
    received: datetime
    channel: str
    by: str | None = None


@dataclass(frozen=True, slots=True)
class Verdict:
    """Submission × dataset: issues and the accepted table (*aceptada*), or no table (*devuelta*).

    ``dataset`` is None where the file could not be read or matched no dataset. ``rows`` counts the data rows found.
    """

    submission: Submission
    dataset: str | None
    sheet: str | None
    header_row: int | None
    header_reason: str | None
    rows: int
    issues: tuple[Issue, ...]
    table: CanonicalTable | None
    cells: CellAccount | None

    @property
    def accepted(self) -> bool:
        """Whether the table goes on to be published."""
        return self.table is not None

    @property
    def counts(self) -> Mapping[Severity, int]:
        """Exact number of issues of each severity, zeros included."""
        found = Counter(issue.type.severity for issue in self.issues)
        return {severity: found[severity] for severity in Severity}

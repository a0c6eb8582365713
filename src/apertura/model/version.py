"""DatasetVersion: an immutable publication of a dataset; Changeset: what it changes at a destination."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from apertura.model.submission import Submission
from apertura.model.table import CanonicalTable


@dataclass(frozen=True, slots=True, order=True)
class VersionNumber:
    """MAJOR.MINOR.PATCH, derived from the difference with the version before, never chosen."""

    major: int
    minor: int
    patch: int

    @classmethod
    def parse(cls, text: str) -> "VersionNumber":
        """Read ``1.4.0``; ValueError for anything else."""
        major, minor, patch = (int(part) for part in text.split("."))
        return cls(major, minor, patch)

    def __str__(self) -> str:
        return f"{self.major}.{self.minor}.{self.patch}"


@dataclass(frozen=True, slots=True)
class Acceptance:
    """The recorded act of accepting a table: when, of which submission, under which contract.

    ``corrections`` are those that the file was made by, as they are on record.
    """

    submission: Submission
    dataset: str
    accepted: datetime
    contract: str
    table: CanonicalTable
    corrections: tuple[Mapping[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Resource:
    """One file of a version: its name inside the version's folder, its bytes and their SHA-256."""

    name: str
    content: bytes
    sha256: str
    media_type: str


@dataclass(frozen=True, slots=True)
class PublishedVersion:
    """What a destination has now: number, descriptor, and the resources needed to tell what changed.

    ``coverage`` is empty for a derived dataset, which has none.
    """

    number: VersionNumber
    descriptor: Mapping[str, object]
    data: bytes
    lineage: bytes
    coverage: bytes
    checksums: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class DatasetVersion:
    """A version ready to be published: number, reasons in Spanish, files."""

    dataset: str
    number: VersionNumber
    reasons: tuple[str, ...]
    rows: int
    resources: tuple[Resource, ...]


class Action(StrEnum):
    """What happens to one file at a destination."""

    CREATE = "crear"
    REPLACE = "reemplazar"
    KEEP = "conservar"
    RETIRE = "retirar"


@dataclass(frozen=True, slots=True)
class Change:
    """One action on one resource; ``before`` and ``after`` are SHA-256, None where there is none."""

    action: Action
    resource: str
    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True)
class Changeset:
    """Ordered changes that take one destination from ``base`` to ``version``; empty where nothing differs."""

    dataset: str
    base: VersionNumber | None
    version: DatasetVersion | None
    changes: tuple[Change, ...]

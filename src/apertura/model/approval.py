"""An operator's word on a publication: what it is about, what was said and by whom, and where it stands."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class ApprovalStep(StrEnum):
    """What was done about a publication that needs an operator's yes."""

    ASKED = "pedida"
    APPROVED = "aprobada"
    REJECTED = "rechazada"


class ApprovalState(StrEnum):
    """Where a publication that needs a yes stands."""

    NEW = "sin pedir"
    WAITS = "en espera"
    APPROVED = "aprobada"
    REJECTED = "rechazada"
    LAPSED = "vencida"


@dataclass(frozen=True, slots=True)
class Subject:
    """What is to be published: a version of a dataset, after ``base``, and the SHA-256 over all its files.

    Whatever differs in one byte, or comes after another version, is another subject.
    """

    dataset: str
    version: str
    base: str | None
    digest: str

    @property
    def short(self) -> str:
        """Return what people write of the digest."""
        return self.digest[:16]


@dataclass(frozen=True, slots=True)
class ApprovalAct:
    """An act on record. ``until`` is when what was asked lapses; ``who`` and ``reason`` are of an answer alone."""

    subject: Subject
    act: ApprovalStep
    at: datetime
    channel: str
    until: datetime | None = None
    who: str | None = None
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Approval:
    """All acts about one subject, the oldest first: the last one counts."""

    subject: Subject
    acts: tuple[ApprovalAct, ...]

    @property
    def last(self) -> ApprovalAct | None:
        """Return the act that counts; None where nothing was said or asked yet."""
        return self.acts[-1] if self.acts else None

    def state(self, now: datetime) -> ApprovalState:
        """Tell where it stands: a yes and a no stay, what was asked lapses."""
        if self.last is None:
            return ApprovalState.NEW
        if self.last.act is ApprovalStep.ASKED:
            return (
                ApprovalState.LAPSED if self.last.until is not None and now >= self.last.until else ApprovalState.WAITS
            )
        return ApprovalState.APPROVED if self.last.act is ApprovalStep.APPROVED else ApprovalState.REJECTED

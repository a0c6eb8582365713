"""Verdicts of one file to the one thing its steward wants to know first."""

from collections.abc import Sequence
from enum import StrEnum

from apertura.model.issue import Responsibility
from apertura.model.submission import Verdict


class Outcome(StrEnum):
    """What became of a file, as the letter's phrases are named."""

    ACCEPTED = "accepted"
    PARTLY = "partly"
    RETURNED = "returned"
    UNREAD = "unread"
    OURS = "ours"


def outcome(verdicts: Sequence[Verdict]) -> Outcome:
    """Tell what became of a file: of all its tables, or of the one reason why it has none."""
    if all(verdict.accepted for verdict in verdicts):
        return Outcome.ACCEPTED
    if _only_ours(verdicts):
        return Outcome.OURS
    if any(verdict.accepted for verdict in verdicts):
        return Outcome.PARTLY
    if all(verdict.dataset is None for verdict in verdicts):
        return Outcome.UNREAD
    return Outcome.RETURNED


def _only_ours(verdicts: Sequence[Verdict]) -> bool:
    returning = [issue.type for verdict in verdicts for issue in verdict.issues if issue.type.severity.returns]
    return bool(returning) and all(type_.responsibility is Responsibility.NOSOTROS for type_ in returning)

"""Reasons to the number of the next version."""

from collections.abc import Sequence

from apertura.model.version import VersionNumber
from apertura.release.reason import Level, Reason


def number(before: VersionNumber | None, reasons: Sequence[Reason]) -> VersionNumber:
    """Derive the next number from the gravest of the reasons, of which there is at least one; the first is 1.0.0.

    What is derived from a version, as its quality report is, moves no number: it changes with the policy or with our
    checks while the dataset stays what it was, and the next version tells the new judgement.
    """
    if before is None:
        return VersionNumber(1, 0, 0)
    match max(reason.level for reason in reasons):
        case Level.MAJOR:
            return VersionNumber(before.major + 1, 0, 0)
        case Level.MINOR:
            return VersionNumber(before.major, before.minor + 1, 0)
        case Level.PATCH:
            return VersionNumber(before.major, before.minor, before.patch + 1)

"""Finding: what a check found, with the Spanish sentence that says so with figures."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

from apertura.model.policy import Outcome
from apertura.release.quality.subject import Subject


@dataclass(frozen=True, slots=True)
class Finding:
    """The outcome of one check and what it rests on."""

    outcome: Outcome
    text: str


Parameters: TypeAlias = Mapping[str, Any]
Check: TypeAlias = Callable[[Subject, Parameters], Finding]


def met(text: str) -> Finding:
    """Make the finding of a check that is met."""
    return Finding(Outcome.MET, text)


def unmet(text: str) -> Finding:
    """Make the finding of a check that is not met."""
    return Finding(Outcome.UNMET, text)


def unknown(text: str) -> Finding:
    """Make the finding of a check that cannot be made of this version, or not here."""
    return Finding(Outcome.UNKNOWN, text)

"""Suggestion: what was perhaps meant, and how likely that is."""

from dataclasses import dataclass

SAME, SLIP, EITHER = 100, 90, 50
"""Confidence in what differs in spelling alone, in what a slip of the hand explains, and in one of two readings."""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A text (*sugerencia*) with a ``confidence`` from 0 to 100; offered, never applied."""

    text: str
    confidence: int

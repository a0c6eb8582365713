"""Reason: one thing that changed between two versions, and how far it moves the number."""

from dataclasses import dataclass
from enum import IntEnum


class Level(IntEnum):
    """Which of the three numbers of a version a change moves."""

    PATCH = 1
    MINOR = 2
    MAJOR = 3


@dataclass(frozen=True, slots=True)
class Reason:
    """A change and the Spanish sentence that tells it, with exact counts."""

    level: Level
    text: str

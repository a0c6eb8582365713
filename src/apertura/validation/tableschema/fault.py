"""Fault: one broken promise of the schema, before it has a place in the steward's sheet."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from apertura.model.suggestion import Suggestion


@dataclass(frozen=True, slots=True)
class Fault:
    """Which fields break what, in which row of the table.

    ``index`` counts rows from 0; None where the whole column is meant, and then ``count`` is its number of cells.
    ``code`` is an issue code; ``details`` are what that code's message names. ``about`` are those of the fields whose
    text is the wrong one, all of them unless said.
    """

    index: int | None
    fields: tuple[str, ...]
    code: str
    details: Mapping[str, str] = field(default_factory=dict)
    suggestion: Suggestion | None = None
    count: int = 1
    about: tuple[str, ...] | None = None

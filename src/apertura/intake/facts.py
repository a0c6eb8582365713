"""What must be known of a workbook before a reader opens it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True, slots=True)
class Facts:
    """``format`` is xlsx, xls, ods or None (no workbook that we read); ``has_errors``: some cell shows an error.

    ``excess`` is the code of the issue that says which bound of ``bounds`` it crosses; None where it crosses none.
    ``far`` are, by part of a zip and sheet of it, the cells (row, column) left out as standing far from the rest.
    """

    format: str | None
    locked: bool
    excess: str | None
    has_errors: bool
    epoch: date
    far: Mapping[str, tuple[tuple[tuple[int, int], ...], ...]] = field(default_factory=dict)

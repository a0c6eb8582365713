"""What must be known of a workbook before a reader opens it."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Facts:
    """``format`` is xlsx, xls, ods or None (no workbook that we read); ``has_errors``: some cell shows an error."""

    format: str | None
    locked: bool
    too_large: bool
    has_errors: bool
    epoch: date

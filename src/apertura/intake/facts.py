"""What must be known of a workbook before a reader opens it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from apertura.intake.sheet_xml import Look


@dataclass(frozen=True, slots=True)
class Facts:
    """``format`` is xlsx, xls, ods or None (no workbook that we read); ``has_errors``: some cell shows an error.

    ``excess`` is the code of the issue that says which bound of ``bounds`` it crosses; None where it crosses none.
    ``far`` are, by part of a zip and sheet of it, the cells (row, column) left out as standing far from the rest, and
    ``looks`` what was seen of the parts that are written as programs usually write them. The copy to be read has
    nothing in the large ones among these: what they hold is in ``large``.
    """

    format: str | None
    locked: bool
    excess: str | None
    has_errors: bool
    epoch: date
    far: Mapping[str, tuple[tuple[tuple[int, int], ...], ...]] = field(default_factory=dict)
    looks: Mapping[str, Look] = field(default_factory=dict)
    large: Mapping[str, bytes] = field(default_factory=dict)

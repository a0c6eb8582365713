"""What is expected of a table beside the one of a period before, and which rows it owes at all."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from apertura.model.issue import IssueType


class ComparisonKind(StrEnum):
    """What is looked for.

    In a row: a value that fell, or that jumped. In a table: rows that are gone, a column that no longer varies, a table
    that is the one before handed in again. Among bodies: a table whose mean is far from that of the others.
    """

    FALL = "fall"
    JUMP = "jump"
    MISSING = "missing"
    CONSTANT = "constant"
    COPY = "copy"


@dataclass(frozen=True, slots=True)
class Comparison:
    """An expectation (*comparación*) of a dataset; where it is not met, that is told, and nothing is returned.

    ``field`` is what is compared, None where whole rows are. ``limits`` are the numbers that the kind asks for, in the
    field's unit (``tolerance``, ``at_least``), as a ratio (``factor``) or as a count (``rows``); ``apart``
    the fields that may differ between a table and its copy. What is written in the field ``justification``, and was
    not there before, explains the difference. ``within_year``: not beside a period of another year, as what is counted
    from January on begins anew. ``source`` is who says that it is to be expected.
    """

    kind: ComparisonKind
    field: str | None
    justification: str | None
    limits: Mapping[str, float]
    apart: tuple[str, ...]
    within_year: bool
    source: str
    issue_type: IssueType


@dataclass(frozen=True, slots=True)
class OwedRows:
    """The rows that a table owes: one for each row of a catalogue that is of a work plan in force.

    ``field`` of the table has the values of ``key`` in ``catalogue``, whose field ``plan`` names the work plan.
    """

    field: str
    catalogue: str
    key: str
    plan: str

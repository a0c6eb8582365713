"""A submission and the one before it to what was mended between them, and what is new."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from apertura.model.submission import Submission
from apertura.portal.desk.obligations import Handed

_RETURNING = ("critica", "grave")
Cause: TypeAlias = "tuple[str | None, str, str | None]"
"""Dataset, type and field."""


@dataclass(frozen=True, slots=True)
class Change:
    """How many cells or rows a cause had to be corrected in, before and now."""

    title: str
    before: int
    after: int


@dataclass(frozen=True, slots=True)
class Since:
    """What changed since the submission ``last``: the causes that have more or fewer than then, fewer first."""

    last: Submission
    changes: tuple[Change, ...]


def since(history: Sequence[Handed], submission: Submission, report: Mapping[str, Any]) -> Since | None:
    """Compare a report with that of the submission before, both of a ``history`` of one period; None without one.

    One that has no table of the same dataset is about something else.
    """
    earlier = [
        each
        for each in history
        if each.report is not None
        and each.taken_back is None
        and each.submission.received < submission.received
        and _datasets(each.report) & _datasets(report)
    ]
    if not earlier or earlier[-1].report is None:
        return None
    before, titles = _counts(earlier[-1].report)
    after, more = _counts(report)
    # what the two files have no table of in common is not compared
    shared = _datasets(earlier[-1].report) & _datasets(report)
    names = {**titles, **more}
    changes = [
        Change(title, before[cause], after[cause])
        for cause, title in names.items()
        if cause[0] in shared and before[cause] != after[cause]
    ]
    return Since(earlier[-1].submission, tuple(sorted(changes, key=lambda each: each.after > each.before)))


def _counts(report: Mapping[str, Any]) -> tuple[Counter[Cause], dict[Cause, str]]:
    counts, titles = Counter[Cause](), dict[Cause, str]()
    for table in report["tablas"]:
        for cause in table["causas"]:
            if cause["severidad"] in _RETURNING:
                key = (table["conjunto"], cause["tipo"], cause["campo"])
                counts[key] += cause["cuantas"]
                titles[key] = cause["titulo"]
    return counts, titles


def _datasets(report: Mapping[str, Any]) -> set[str | None]:
    return {table["conjunto"] for table in report["tablas"]}

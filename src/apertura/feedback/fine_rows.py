"""Verdict to the number of its rows that need no correction."""

from collections.abc import Iterator

from apertura.feedback.addresses import rows_of
from apertura.model.issue import Issue
from apertura.model.submission import Verdict


def fine_rows(verdict: Verdict) -> int:
    """Count the data rows that no issue that returns the table touches; one that is on no row touches them all.

    A table may go on in other sheets, whose rows have the same numbers.
    """
    touched: set[tuple[str | None, int]] = set()
    for issue in verdict.issues:
        if issue.type.severity.returns:
            sheet = issue.sheet or verdict.sheet
            first = (verdict.header_row or 0) + 1 if sheet == verdict.sheet else 1
            rows = {(sheet, row) for row in _rows(issue) if row >= first}
            if not rows:
                return 0
            touched |= rows
    return max(0, verdict.rows - len(touched))


def _rows(issue: Issue) -> Iterator[int]:
    if issue.row is not None:
        yield issue.row
    # one thing that has a row is on no other
    if issue.cell is not None and (issue.row is None or issue.count > 1):
        yield from rows_of([issue.cell])

"""Admitted file to its Sheets, whatever its format; without the one that an earlier answer of ours put in it."""

from apertura.intake.delimited import delimited
from apertura.intake.door import Admitted
from apertura.intake.sheet import Sheet
from apertura.intake.workbook import workbook
from apertura.model.issue import Issue, IssueTypes
from apertura.model.review import REVIEW_TITLES


def sheets(admitted: Admitted, issue_types: IssueTypes) -> tuple[Sheet, ...] | Issue:
    """Read every visible sheet, or say why that cannot be."""
    if admitted.format == "csv":
        sheet = delimited(admitted.content, issue_types)
        return sheet if isinstance(sheet, Issue) else (sheet,)
    read = workbook(admitted, issue_types)
    return read if isinstance(read, Issue) else tuple(sheet for sheet in read if not _of_ours(sheet))


def reviews(admitted: Admitted, issue_types: IssueTypes) -> tuple[str, ...]:
    """Names of the visible sheets of a workbook that an earlier answer of ours put in it."""
    read = workbook(admitted, issue_types)
    return () if isinstance(read, Issue) else tuple(sheet.name or "" for sheet in read if _of_ours(sheet))


def _of_ours(sheet: Sheet) -> bool:
    return bool(sheet.rows) and bool(sheet.rows[0]) and sheet.rows[0][0] in REVIEW_TITLES.values()

"""Bytes of a file to its sheets, or to the one issue for which it cannot come in."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

from apertura.intake.bounds import CELLS, LIMITS, MAX_CELLS
from apertura.intake.delimited import delimited
from apertura.intake.door import Admitted, door
from apertura.intake.marks import macros
from apertura.intake.sheet import Sheet
from apertura.intake.sipot import sipot
from apertura.model.issue import Issue, IssueTypes
from apertura.model.review import REVIEW_TITLES


@dataclass(frozen=True, slots=True)
class Opened:
    """The sheets of a file, the day its serial dates count from, and what is to be said of the file as a whole."""

    sheets: tuple[Sheet, ...]
    epoch: date
    told: tuple[Issue, ...] = ()


Read: TypeAlias = Callable[[bytes, str, IssueTypes], Opened | Issue]
"""Content and name of a file to what is in it: ``read`` itself, or a way to have it done elsewhere."""


def read(content: bytes, filename: str, issue_types: IssueTypes) -> Opened | Issue:
    """Read a file, whatever its bytes are; what cannot be read comes back as an issue that returns it.

    A module that does this alone is imported in a twentieth of a second: see ``isolation``.
    """
    # most who name this function have it done elsewhere
    from apertura.intake.workbook import workbook

    admitted = door(content, filename, issue_types)
    if isinstance(admitted, Issue):
        return admitted
    if admitted.format == "csv":
        return _text(admitted, issue_types)
    sheets = workbook(admitted, issue_types)
    if isinstance(sheets, Issue):
        return sheets
    plain, told = sipot(tuple(sheet for sheet in sheets if not _of_ours(sheet)), issue_types)
    run = (Issue(issue_types["macros-sin-ejecutar"]),) if macros(admitted) else ()
    return Opened(plain, admitted.epoch, (*told, *run))


def _of_ours(sheet: Sheet) -> bool:
    """Whether an earlier answer of ours put the sheet in the workbook: it is not of what is handed in."""
    return bool(sheet.rows) and bool(sheet.rows[0]) and sheet.rows[0][0] in REVIEW_TITLES.values()


def _text(admitted: Admitted, issue_types: IssueTypes) -> Opened | Issue:
    found = delimited(admitted.content, issue_types)
    if isinstance(found, Issue):
        return found
    sheet, told = found
    # one long row makes a column of each of its cells
    if len(sheet.rows) * max(map(len, sheet.rows), default=0) > MAX_CELLS:
        return Issue(issue_types[CELLS], details={"limite": LIMITS[CELLS]})
    return Opened((sheet,), admitted.epoch, told)

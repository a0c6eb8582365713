"""A workbook read with its sheets apart, and by the library that reads any: what is in it, and whether it was apart."""

from collections.abc import Sequence
from typing import TypeAlias

from apertura.intake.grid import Grid
from apertura.intake.read import Opened, read
from apertura.intake.sheet import Sheet
from apertura.intake.sheet_xml import large
from apertura.intake.shown import shown
from apertura.model.issue import IssueTypes

Told: TypeAlias = tuple[object, ...]


def apart(content: bytes, issue_types: IssueTypes) -> tuple[Told, bool]:
    """Read with no sheet too small to be read apart; tell what is in it, and whether any was."""
    opened = _read(content, issue_types, 0)
    return _told(opened), isinstance(opened, Opened) and any(isinstance(each.rows, Grid) for each in opened.sheets)


def usual(content: bytes, issue_types: IssueTypes) -> Told:
    """Read with every sheet too small to be read apart."""
    return _told(_read(content, issue_types, 10**12))


def _read(content: bytes, issue_types: IssueTypes, many: int) -> object:
    before, large.MANY = large.MANY, many
    try:
        return read(content, "libro.xlsx", issue_types)
    finally:
        large.MANY = before


def _told(opened: object) -> Told:
    if not isinstance(opened, Opened):
        return (opened,)
    return tuple(_of_sheet(each) for each in opened.sheets) + opened.told


def _of_sheet(each: Sheet) -> Told:
    kinds = [[_kind(value) for value in row] for row in each.rows]
    return each.name, each.visible, kinds, _texts(each.rows), each.marks


def _texts(rows: Sequence[Sequence[object]]) -> list[list[str]]:
    if isinstance(rows, Grid):
        return [list(row) for row in zip(*(column.texts(0, len(rows)) for column in rows.columns), strict=True)]
    return [[*map(shown, row)] for row in rows]


def _kind(value: object) -> str:
    # whole numbers are of one type or the other, and so are instants that come to midnight
    return {"int": "float", "datetime": "date"}.get(type(value).__name__, type(value).__name__)

"""Sheets of a form of SIPOT to sheets like any other's, their cells where they were."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TypeAlias

from apertura.intake.sheet import Sheet, blank
from apertura.intake.sipot.form import Form, form, whole
from apertura.intake.sipot.label import label
from apertura.model.issue import Issue, IssueTypes
from apertura.model.table import address

_HEADS = 4
"""Rows in which a sub-table has its header: the third, but for what somebody put above or took away."""

Children: TypeAlias = Mapping[str, Mapping[str, Sequence[Sequence[object]]]]
"""Number of a sub-table and id to the rows of that id, without it."""


def sipot(sheets: tuple[Sheet, ...], issue_types: IssueTypes) -> tuple[tuple[Sheet, ...], tuple[Issue, ...]]:
    """Read a form of SIPOT as a plain table, with what is to be said of it; other sheets are as they were.

    Labels lose what differs between forms. In a cell that leads to a sub-table, what stands there: the cells of a row
    apart with a middle dot, rows with a semicolon. Sub-tables and lists are no sheets of their own then.
    """
    found = form(sheets)
    if found is None:
        return sheets, ()
    labels = [label(str(cell)) for cell in found.table.rows[found.header_row - 1]]
    children = {number: _rows(sheet) for number, sheet in found.children.items()}
    led = {column: each.child for column, each in enumerate(labels) if each.child in children and each.child}
    body = [_joined(row, led, children) for row in found.table.rows[found.header_row :]]
    rows = [*found.table.rows[: found.header_row - 1], [each.text for each in labels], *body]
    aside = {id(sheet) for sheet in (*found.lists, *(found.children[number] for number in led.values()))}
    kept = (replace(each, rows=rows) if each is found.table else each for each in sheets if id(each) not in aside)
    return tuple(kept), (*_lost(found, led, children, issue_types), *_loose(found, led, children, issue_types))


def _rows(sheet: Sheet) -> Mapping[str, Sequence[Sequence[object]]]:
    head = next((number for number, row in enumerate(sheet.rows[:_HEADS], 1) if row and whole(row[0]) == "ID"), 0)
    rows: dict[str, list[Sequence[object]]] = {}
    for row in sheet.rows[head:] if head else ():
        if row and not all(map(blank, row)):
            rows.setdefault(whole(row[0]), []).append(row[1:])
    return rows


def _joined(row: Sequence[object], led: Mapping[int, str], children: Children) -> Sequence[object]:
    cells = list(row)
    for column, number in led.items():
        found = children[number].get(whole(cells[column])) if column < len(cells) else None
        if found:
            cells[column] = "; ".join(" · ".join(whole(cell) for cell in each if not blank(cell)) for each in found)
    return cells


def _lost(found: Form, led: Mapping[int, str], children: Children, issue_types: IssueTypes) -> Sequence[Issue]:
    """Name the cells that lead to a row that no sub-table has."""
    return [
        Issue(
            issue_types["sipot-id-sin-renglon"],
            sheet=found.table.name,
            cell=address(column + 1, number),
            row=number,
            value=whole(row[column]),
            details={"tabla": found.children[led[column]].name or ""},
        )
        for number, row in enumerate(found.table.rows[found.header_row :], found.header_row + 1)
        for column in led
        if column < len(row) and not blank(row[column]) and whole(row[column]) not in children[led[column]]
    ]


def _loose(found: Form, led: Mapping[int, str], children: Children, issue_types: IssueTypes) -> Sequence[Issue]:
    """Name the sub-tables with rows that nothing leads to."""
    issues = []
    for column, number in led.items():
        named = {whole(row[column]) for row in found.table.rows[found.header_row :] if column < len(row)}
        loose = [rows for id_, rows in children[number].items() if id_ not in named]
        if loose:
            sheet = found.children[number].name
            issues.append(Issue(issue_types["sipot-renglon-suelto"], sheet=sheet, count=sum(map(len, loose))))
    return issues

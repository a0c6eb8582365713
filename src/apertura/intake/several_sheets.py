"""Tables of several sheets with the same columns to one table, and what is said of it back to each sheet."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby

import polars as pl

from apertura.model.issue import Issue
from apertura.model.table import ROW, SHEET_SPAN, CellAccount, NormalisedTable

_CELL = re.compile(r"([A-Z]+)([0-9]+)")


def one_table(tables: Sequence[NormalisedTable]) -> NormalisedTable:
    """Put tables of the same columns one under the other, the rows of each sheet numbered apart."""
    first, *more = tables
    values = [
        pl.DataFrame(table.values).with_columns(pl.col(ROW) + pl.lit(number * SHEET_SPAN, pl.UInt32))
        for number, table in enumerate(tables)
    ]
    accounts = [table.cells for table in tables]
    return replace(
        first,
        values=pl.concat(values),
        cells=CellAccount(
            used=sum(account.used for account in accounts),
            ignored=sum(account.ignored for account in accounts),
            reported=sum(account.reported for account in accounts),
        ),
        more_sheets=tuple(table.sheet or "" for table in more),
    )


def in_its_sheet(issues: Sequence[Issue], table: NormalisedTable) -> Iterator[Issue]:
    """Give each issue its sheet and its row there; one with cells in several sheets becomes one for each."""
    for issue in issues:
        yield from _in_its_sheet(issue, table) if table.more_sheets else [issue]


def _in_its_sheet(issue: Issue, table: NormalisedTable) -> Iterator[Issue]:
    details = {name: _row(value, table) if name == "otra_fila" else value for name, value in issue.details.items()}
    if issue.cell is None:
        place = issue.row or 0
        yield replace(issue, sheet=_sheet(place, table), row=place % SHEET_SPAN or None, details=details)
        return
    pieces = sorted(issue.cell.split(", "), key=_span)
    parts = [(number, list(found)) for number, found in groupby(pieces, key=_span)]
    for number, found in parts:
        cell = ", ".join(_CELL.sub(lambda at: f"{at[1]}{int(at[2]) % SHEET_SPAN}", piece) for piece in found)
        count = issue.count if len(parts) == 1 else sum(map(_cells, found))
        row = None if issue.row is None else _row_in(issue.row, number, cell)
        sheet = _sheet(number * SHEET_SPAN, table)
        yield replace(issue, sheet=sheet, cell=cell, row=row, details=details, count=count)


def _sheet(row: int, table: NormalisedTable) -> str | None:
    return (table.sheet, *table.more_sheets)[row // SHEET_SPAN]


def _row(number: str, table: NormalisedTable) -> str:
    row = int(number)
    return f"{row % SHEET_SPAN} de la hoja «{_sheet(row, table)}»"


def _row_in(row: int, number: int, cell: str) -> int | None:
    return row % SHEET_SPAN if row // SHEET_SPAN == number else _first(cell)


def _span(piece: str) -> int:
    found = _CELL.search(piece)
    return int(found[2]) // SHEET_SPAN if found else 0


def _first(cell: str) -> int | None:
    found = _CELL.search(cell)
    return int(found[2]) if found else None


def _cells(piece: str) -> int:
    rows = [int(found[2]) for found in _CELL.finditer(piece)]
    return rows[-1] - rows[0] + 1

"""Rows of a delimited file to those with more or fewer cells than the headings, with their lines in the file."""

from collections.abc import Iterator

import polars as pl

from apertura.intake.sheet import Sheet, blank
from apertura.model.issue import Issue, IssueTypes
from apertura.model.table import ROW, NormalisedTable, address


def ragged(sheet: Sheet, table: NormalisedTable, issue_types: IssueTypes) -> Iterator[Issue]:
    """Say which data rows are cut otherwise than the header; a workbook, which has no lines, has none."""
    if not sheet.lines:
        return
    width = len(sheet.rows[table.header_row - 1])
    for row in pl.DataFrame(table.values)[ROW].to_list():
        cells = sheet.rows[row - 1]
        if len(cells) > width and not all(map(blank, cells[width:])):
            code, cell = "fila-con-celdas-de-mas", _across(width + 1, len(cells), row)
        elif len(cells) < width:
            code, cell = "fila-con-celdas-de-menos", _across(len(cells) + 1, width, row)
        else:
            continue
        details = {"linea": str(sheet.lines[row - 1]), "celdas": str(len(cells)), "encabezados": str(width)}
        yield Issue(issue_types[code], cell=cell, row=row, details=details)


def _across(first: int, last: int, row: int) -> str:
    start, end = address(first, row), address(last, row)
    return start if first == last else f"{start}:{end}"

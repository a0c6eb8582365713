"""Rows of a delimited file to those with more or fewer cells than the headings, with their lines in the file."""

from collections.abc import Iterator

import polars as pl

from apertura.intake.sheet import Sheet, blank
from apertura.model.issue import Issue, IssueTypes
from apertura.model.table import RawTable, address


def ragged(sheet: Sheet, header_row: int, raw: RawTable, issue_types: IssueTypes) -> Iterator[Issue]:
    """Say which rows below the header are cut otherwise than it; a workbook, which has no lines, has none."""
    if not sheet.lines:
        return
    width = len(sheet.rows[header_row - 1])
    for row, cells in enumerate(sheet.rows[header_row : header_row + _height(raw)], header_row + 1):
        if len(cells) > width and not all(map(blank, cells[width:])):
            code, cell = "fila-con-celdas-de-mas", f"{address(width + 1, row)}:{address(len(cells), row)}"
        elif len(cells) < width and not all(map(blank, cells)) and len(cells) > 1:
            code, cell = "fila-con-celdas-de-menos", f"{address(len(cells) + 1, row)}:{address(width, row)}"
        else:
            continue
        details = {"linea": str(sheet.lines[row - 1]), "celdas": str(len(cells)), "encabezados": str(width)}
        yield Issue(issue_types[code], cell=cell, row=row, details=details)


def _height(raw: RawTable) -> int:
    return pl.DataFrame(raw.text).height

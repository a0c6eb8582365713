"""Rows to the bytes of a workbook or a csv, each format written by a library that is not the one that reads it."""

import io
import zipfile
from collections.abc import Sequence
from datetime import date

import xlwt
from msoffcrypto.format.ooxml import OOXMLFile
from odf.opendocument import OpenDocumentSpreadsheet
from odf.table import Table, TableCell, TableRow
from odf.text import P
from openpyxl import Workbook
from openpyxl.utils.datetime import CALENDAR_MAC_1904, CALENDAR_WINDOWS_1900

Rows = Sequence[Sequence[object]]


def xlsx(
    rows: Rows,
    sheet: str = "Hoja1",
    *,
    hidden: Sequence[str] = (),
    more: Sequence[tuple[str, Rows]] = (),
    mac_calendar: bool = False,
) -> bytes:
    """Write sheets in order: ``sheet`` with ``rows``, then each of ``more``; those named in ``hidden`` are hidden."""
    book = Workbook()
    book.epoch = CALENDAR_MAC_1904 if mac_calendar else CALENDAR_WINDOWS_1900
    book.remove(book.worksheets[0])
    for name, content in ((sheet, rows), *more):
        page = book.create_sheet(name)
        page.sheet_state = "hidden" if name in hidden else "visible"
        for number, row in enumerate(content, 1):
            for column, value in enumerate(row, 1):
                page.cell(number, column).value = value
    return _saved(book)


def sparse_xlsx(cells: dict[tuple[int, int], object], sheet: str = "Hoja1") -> bytes:
    """Write values at (row, column), both counted from 1, and nothing else."""
    book = Workbook()
    page = book.worksheets[0]
    page.title = sheet
    for (row, column), value in cells.items():
        page.cell(row, column).value = value
    return _saved(book)


def xls(rows: Rows, sheet: str = "Hoja1", *, mac_calendar: bool = False) -> bytes:
    book = xlwt.Workbook()
    book.dates_1904 = mac_calendar
    page = book.add_sheet(sheet)
    as_date = xlwt.easyxf(num_format_str="dd/mm/yyyy")
    for number, row in enumerate(rows):
        for column, value in enumerate(row):
            if value is not None:
                page.write(number, column, value, *([as_date] if isinstance(value, date) else []))
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def ods(rows: Rows, sheet: str = "Hoja1") -> bytes:
    book = OpenDocumentSpreadsheet()
    table = Table(name=sheet)
    for row in rows:
        line = TableRow()
        for value in row:
            line.addElement(_ods_cell(value))
        table.addElement(line)
    book.spreadsheet.addElement(table)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def delimited(rows: Rows, *, delimiter: str = ",", encoding: str = "utf-8", newline: str = "\r\n") -> bytes:
    text = newline.join(delimiter.join("" if value is None else str(value) for value in row) for row in rows)
    return f"{text}{newline}".encode(encoding)


def encrypted(content: bytes) -> bytes:
    buffer = io.BytesIO()
    OOXMLFile(io.BytesIO(content)).encrypt("secreto", buffer)
    return buffer.getvalue()


def with_part(content: bytes, name: str, part: bytes) -> bytes:
    """Put a part into a zipped workbook, in the place of the one of that name if there is one."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
        for member in old.namelist():
            if member != name:
                new.writestr(member, old.read(member))
        new.writestr(name, part)
    return buffer.getvalue()


def _saved(book: Workbook) -> bytes:
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def _ods_cell(value: object) -> TableCell:
    if value is None:
        return TableCell()
    if isinstance(value, date):
        cell = TableCell(valuetype="date", datevalue=value.isoformat())
    elif isinstance(value, int | float):
        cell = TableCell(valuetype="float", value=value)
    else:
        cell = TableCell(valuetype="string")
    cell.addElement(P(text=str(value)))
    return cell

"""Rows, and what is done to them, to the bytes of a workbook."""

import io
import zipfile
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from types import MappingProxyType

import xlwt
from odf.opendocument import OpenDocumentSpreadsheet
from odf.table import CoveredTableCell, Table, TableCell, TableColumn, TableRow
from odf.text import P
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

Rows = Sequence[Sequence[object]]

H = ["Línea de acción", "Estatus", "Avance (%)", "Fecha de corte", "Descripción"]
CUT = date(2024, 3, 31)
DONE = "Se avanzó según lo previsto"
NOTE = 5
A = ["1.1.a", "En proceso", 45, CUT, "Se firmó el convenio"]
B = ["1.1.b", "Sin iniciar", 0, CUT, "Empieza en abril"]
C = ["1.1.c", "En proceso", 80, CUT, "Se aprobó el plan de acción"]


def with_value(column: int, *values: object) -> Rows:
    """The usual headings, and one row for each value, which stands in this column counted from 0; 5 is the note."""
    rows = []
    for letter, value in zip("abcde", values, strict=False):
        row: list[object] = [f"1.1.{letter}", "En proceso", 45, CUT, DONE, None]
        row[column] = value
        rows.append(row if column == NOTE else row[:NOTE])
    return [[*H, "Nota"] if column == NOTE else H, *rows]


def book(
    rows: Rows,
    edit: Callable[[Worksheet], object] | None = None,
    sheet: str = "Hoja1",
    more: Sequence[tuple[str, Rows]] = (),
    after: Callable[[Workbook], object] | None = None,
) -> bytes:
    """An xlsx; ``edit`` works on the first page, ``after`` on the whole before it is saved."""
    made = Workbook()
    page = made.worksheets[0]
    page.title = sheet
    _fill(page, rows)
    for name, content in more:
        _fill(made.create_sheet(name), content)
    if edit:
        edit(page)
    if after:
        after(made)
    buffer = io.BytesIO()
    made.save(buffer)
    return buffer.getvalue()


def old_book(rows: Rows, edit: Callable[[xlwt.Worksheet], object] | None = None) -> bytes:
    """An xls."""
    made = xlwt.Workbook()
    page = made.add_sheet("Hoja1")
    as_date = xlwt.easyxf(num_format_str="dd/mm/yyyy")
    for number, row in enumerate(rows):
        for column, value in enumerate(row):
            if value is not None:
                page.write(number, column, value, *([as_date] if isinstance(value, date) else []))
    if edit:
        edit(page)
    buffer = io.BytesIO()
    made.save(buffer)
    return buffer.getvalue()


def open_book(
    rows: Rows,
    *,
    merged: Mapping[tuple[int, int], tuple[int, int]] = MappingProxyType({}),
    hidden_rows: Sequence[int] = (),
    hidden_columns: Sequence[int] = (),
    formulas: Mapping[tuple[int, int], str] = MappingProxyType({}),
    repeat: int = 0,
    far: Mapping[tuple[int, int], object] = MappingProxyType({}),
) -> bytes:
    """An ods; places are (row, column) counted from 1, ``merged`` maps them to rows and columns spanned.

    ``far`` are cells to the right of the rows, or below them, with nothing between.
    """
    made = OpenDocumentSpreadsheet()
    table = Table(name="Hoja1")
    width = max((len(row) for row in rows), default=1)
    for column in range(1, width + 1):
        table.addElement(TableColumn(**({"visibility": "collapse"} if column in hidden_columns else {})))
    covered = {
        (row + down, column + across)
        for (row, column), (rows_, columns) in merged.items()
        for down in range(rows_)
        for across in range(columns)
        if down or across
    }
    for number, row in enumerate(rows, 1):
        line = TableRow(**({"visibility": "collapse"} if number in hidden_rows else {}))
        for column, value in enumerate(row, 1):
            place = (number, column)
            if place in covered:
                line.addElement(CoveredTableCell())
                continue
            line.addElement(_cell(value, merged.get(place), formulas.get(place)))
        _add_far(line, len(row), {column: value for (at, column), value in far.items() if at == number})
        table.addElement(line)
    last = len(rows)
    for number in sorted({row for row, _ in far if row > len(rows)}):
        table.addElement(TableRow(numberrowsrepeated=str(number - last - 1)))
        line, last = TableRow(), number
        _add_far(line, 0, {column: value for (at, column), value in far.items() if at == number})
        table.addElement(line)
    if repeat:
        table.addElement(TableRow(numberrowsrepeated=str(repeat)))
    made.spreadsheet.addElement(table)
    buffer = io.BytesIO()
    made.save(buffer)
    return buffer.getvalue()


def _add_far(line: TableRow, last: int, cells: Mapping[int, object]) -> None:
    for column in sorted(cells):
        if column > last + 1:
            line.addElement(TableCell(numbercolumnsrepeated=str(column - last - 1)))
        line.addElement(_cell(cells[column], None, None))
        last = column


def _cell(value: object, spans: tuple[int, int] | None, formula: str | None) -> TableCell:
    more = {} if spans is None else {"numberrowsspanned": str(spans[0]), "numbercolumnsspanned": str(spans[1])}
    if formula:
        return TableCell(formula=formula, **more)
    if value is None:
        return TableCell(**more)
    if isinstance(value, date):
        cell = TableCell(valuetype="date", datevalue=value.isoformat(), **more)
    elif isinstance(value, int | float):
        cell = TableCell(valuetype="float", value=value, **more)
    else:
        cell = TableCell(valuetype="string", **more)
    cell.addElement(P(text=str(value)))
    return cell


def _fill(page: Worksheet, rows: Rows) -> None:
    for number, row in enumerate(rows, 1):
        for column, value in enumerate(row, 1):
            if value is not None:
                page.cell(number, column).value = value


def text(rows: Rows, delimiter: str = ",", newline: str = "\r\n") -> str:
    """A delimited text, quoted only where it has to be."""
    return newline.join(delimiter.join(_quoted(value, delimiter) for value in row) for row in rows) + newline


def _quoted(value: object, delimiter: str) -> str:
    shown = "" if value is None else value.strftime("%d/%m/%Y") if isinstance(value, date) else str(value)
    return (
        '"' + shown.replace('"', '""') + '"' if any(sign in shown for sign in (delimiter, '"', "\n", "\r")) else shown
    )


def surgery(content: bytes, part: str, change: Callable[[str], str], more: dict[str, str] | None = None) -> bytes:
    """Change one part of a zipped workbook, and put more parts into it."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            body = old.read(name)
            new.writestr(name, change(body.decode()).encode() if name == part else body)
        for name, body in (more or {}).items():
            new.writestr(name, body)
    return buffer.getvalue()


SHEET = "xl/worksheets/sheet1.xml"


def cached(content: bytes, values: dict[str, object], part: str = SHEET) -> bytes:
    """Give formulas that openpyxl wrote the result that Excel would have saved, by cell."""

    def change(xml: str) -> str:
        for cell, value in values.items():
            start = xml.index(f'r="{cell}"')
            end = xml.index("</c>", start)
            inner = xml[start:end].replace("<v></v>", "").replace("<v />", "").replace("<v/>", "")
            kind = ' t="str"' if isinstance(value, str) else ""
            inner = inner.replace(f'r="{cell}"', f'r="{cell}"{kind}', 1)
            xml = f"{xml[:start]}{inner}<v>{value}</v>{xml[end:]}"
        return xml

    return surgery(content, part, change)

"""Bytes of a file to the non-empty cells of each visible sheet, counted by libraries that do not read for us."""

import csv
import io
import re
import zipfile

from odf.namespaces import OFFICENS, TABLENS
from odf.opendocument import load
from odf.table import Table
from openpyxl import load_workbook
from python_calamine import CalamineWorkbook

from apertura.intake.encoding import decode


def counted(content: bytes) -> dict[str | None, int]:
    """Count by sheet name; None for a delimited text. Blanks alone are no cell; an error is."""
    if content.startswith(b"\xd0\xcf"):
        return _xls(content)
    if not content.startswith(b"PK"):
        return {None: _text(content)}
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return _ods(content) if "content.xml" in archive.namelist() else _xlsx(content)


def _xlsx(content: bytes) -> dict[str | None, int]:
    # row by row: a sheet with a cell in its last row and another in its last column would fill the memory
    book = load_workbook(io.BytesIO(content), data_only=True, read_only=True)
    for page in book.worksheets:
        page.reset_dimensions()
    return {
        page.title: sum(1 for row in page.iter_rows(values_only=True) for cell in row if _says(cell))
        for page in book.worksheets
    }


def _xls(content: bytes) -> dict[str | None, int]:
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    return {
        name: sum(_says(cell) for row in book.get_sheet_by_name(name).to_python() for cell in row)
        for name in book.sheet_names
    }


def _ods(content: bytes) -> dict[str | None, int]:
    book = load(io.BytesIO(content))
    return {
        table.attributes[(TABLENS, "name")]: sum(
            _repeats(cell) * _repeats(row)
            for row in _all(table, "table-row")
            for cell in _all(row, "table-cell")
            if cell.attributes.get((OFFICENS, "value-type"))
            and (_plain(cell) or cell.attributes.get((OFFICENS, "value")))
        )
        for table in book.spreadsheet.getElementsByType(Table)
    }


def _all(node, name):
    return [child for child in node.childNodes if getattr(child, "qname", ("", ""))[1] == name]


def _repeats(node) -> int:
    named = {key[1]: value for key, value in node.attributes.items()}
    return int(named.get("number-columns-repeated", named.get("number-rows-repeated", 1)))


def _plain(cell) -> bool:
    return bool("".join(str(child) for child in cell.childNodes).strip())


def _text(content: bytes) -> int:
    decoded = decode(content)
    assert decoded is not None
    text = re.sub(r"^sep=.\r?\n", "", decoded.text)
    delimiter = max(",;\t|", key=text.count)
    return sum(
        1 for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter) for cell in row if cell.strip()
    )


def _says(value: object) -> bool:
    return value is not None and bool(str(value).strip())

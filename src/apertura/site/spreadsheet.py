"""A published table to what a spreadsheet opens: a workbook, and a CSV in which no cell is taken for a formula."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import xlsxwriter

from apertura.site.published import Dataset

FOLDER = "hojas"
MOST_ROWS = 1_048_575
"""Rows of a sheet under its headings; a longer table is only in the other formats."""

_STARTS = ("=", "+", "-", "@", "\t", "\r")
_CREATED = datetime(2000, 1, 1)


def spreadsheets(dataset: Dataset, about: Sequence[tuple[str, str]]) -> Iterator[tuple[str, bytes]]:
    """Write the latest version for people: data, dictionary and how to cite; nothing where it has too many rows.

    ``about`` are the lines of the last sheet: what each says, and the text.
    """
    if dataset.table.height > MOST_ROWS:
        return
    place = f"{FOLDER}/{dataset.name}-{dataset.version}"
    yield f"{place}.xlsx", workbook(dataset.table.columns, dataset.table.iter_rows(), _dictionary(dataset), about)
    yield f"{place}.csv", harmless_csv(dataset.table.columns, dataset.table.iter_rows())


def workbook(
    header: Sequence[str],
    rows: Iterable[Sequence[Any]],
    dictionary: Sequence[Sequence[str]],
    about: Sequence[tuple[str, str]],
) -> bytes:
    """Write a workbook of three sheets; text is text, whatever it begins with, and the same input the same bytes."""
    sink = io.BytesIO()
    book = xlsxwriter.Workbook(sink, {"in_memory": True, "constant_memory": False, "strings_to_formulas": False})
    book.set_properties({"created": _CREATED})
    bold, wrap = book.add_format({"bold": True, "bottom": 1}), book.add_format({"text_wrap": True, "valign": "top"})
    days = book.add_format({"num_format": "yyyy-mm-dd"})
    data = book.add_worksheet("Datos")
    data.freeze_panes(1, 0)
    data.write_row(0, 0, header, bold)
    width = len(header) - 1
    for place, row in enumerate(rows, 1):
        for column, value in enumerate(row):
            _put(data, place, column, value, days)
    data.autofilter(0, 0, max(data.dim_rowmax or 0, 1), width)
    data.set_column(0, width, 18)
    _words(book.add_worksheet("Diccionario"), dictionary, bold, wrap, (24, 24, 60, 20, 12, 40, 20, 20, 14))
    _words(book.add_worksheet("Cómo citar"), about, wrap, wrap, (22, 100))
    book.close()
    return sink.getvalue()


def harmless_csv(header: Sequence[str], rows: Iterable[Sequence[Any]]) -> bytes:
    """Write a CSV to be opened in a spreadsheet, with byte-order mark; text that one would compute gets an apostrophe.

    It is not for programs: what began with ``=``, ``+``, ``-``, ``@``, a tab or a carriage return is not what was
    published. Numbers, dates and the canonical CSV are as they are.
    """
    sink = io.StringIO(newline="")
    writer = csv.writer(sink, lineterminator="\r\n")
    writer.writerow(header)
    writer.writerows([_harmless(value) for value in row] for row in rows)
    return sink.getvalue().encode("utf-8-sig")


def _harmless(value: Any) -> Any:
    return f"'{value}" if isinstance(value, str) and value.startswith(_STARTS) else value


def _put(sheet: Any, row: int, column: int, value: Any, days: Any) -> None:
    if value is None:
        return
    if isinstance(value, bool):
        sheet.write_boolean(row, column, value)
    elif isinstance(value, int | float | Decimal):
        sheet.write_number(row, column, float(value))
    elif isinstance(value, date):
        sheet.write_datetime(row, column, value.replace(tzinfo=None) if isinstance(value, datetime) else value, days)
    else:
        sheet.write_string(row, column, str(value))


def _words(sheet: Any, rows: Iterable[Sequence[str]], first: Any, rest: Any, widths: Sequence[int]) -> None:
    for column, width in enumerate(widths):
        sheet.set_column(column, column, width)
    for place, row in enumerate(rows):
        for column, text in enumerate(row):
            sheet.write_string(place, column, text, first if place == 0 else rest)


def _dictionary(dataset: Dataset) -> list[list[str]]:
    rows = dataset.dictionary
    return [list(rows[0]), *(list(row.values()) for row in rows)]

"""xls, ods or csv to an xlsx of the same values in the same cells: what is answered in is always a workbook."""

import math
from collections.abc import Iterator
from contextlib import suppress
from datetime import date, datetime, time, timedelta
from io import BytesIO

from apertura.feedback.annotate.outline import NotEditableError
from apertura.intake.epochs import EPOCH_1904
from apertura.intake.read import Opened
from apertura.intake.sheet import Sheet
from apertura.intake.shown import shown

_ROWS, _COLUMNS, _TEXT = 1_048_576, 16_384, 32_767
_FIRST_DAY = date(1904, 1, 2)
_FORMATS = {
    datetime: "dd/mm/yyyy hh:mm:ss",
    date: "dd/mm/yyyy",
    time: "hh:mm:ss",
    timedelta: "[h]:mm:ss",
}


def convert(opened: Opened, name: str) -> bytes:
    """Write every visible sheet again, and the hidden ones without what they hold; ``name`` is that of a csv's sheet.

    Formats, formulas and images stay behind, and the few cells that stand so far from all others that they were not
    read; the values and their cells do not change, nor what is merged or hidden.
    """
    from xlsxwriter import Workbook

    target = BytesIO()
    # a number may stand for a date, and does so from the same day
    from_1904 = opened.epoch == EPOCH_1904
    options = {
        "in_memory": True,
        "date_1904": from_1904,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    with Workbook(target, options) as book:
        book.set_properties({"created": datetime(2000, 1, 1)})
        formats = {type_: book.add_format({"num_format": format_}) for type_, format_ in _FORMATS.items()}
        for sheet in opened.sheets:
            page = book.add_worksheet(sheet.name or name)
            if not sheet.visible:
                page.hide()
            _merge(page, sheet)
            for row, column, value in _cells(sheet):
                _write(page, row, column, value, formats)
            page.autofit(max_width=420)
            _hide(page, sheet)
    return target.getvalue()


def _merge(page, sheet: Sheet) -> None:  # type: ignore[no-untyped-def]
    from xlsxwriter.exceptions import OverlappingRange

    last_row, last_column = len(sheet.rows), max(map(len, sheet.rows), default=0)
    for top, left, bottom, right in sheet.marks.merged:
        # a merged area may go on to the end of the sheet, and each of its cells is written
        bottom, right = min(bottom, last_row), min(right, last_column)
        if bottom >= top and right >= left and (bottom, right) != (top, left):
            # areas that overlap are of no program, and none of them reads them alike
            with suppress(OverlappingRange):
                page.merge_range(top - 1, left - 1, bottom - 1, right - 1, "")


def _hide(page, sheet: Sheet) -> None:  # type: ignore[no-untyped-def]
    for row in sheet.marks.hidden_rows:
        if row <= len(sheet.rows):
            page.set_row(row - 1, None, None, {"hidden": True})
    for column in sheet.marks.hidden_columns:
        if column <= _COLUMNS:
            page.set_column(column - 1, column - 1, None, None, {"hidden": True})


def _cells(sheet: Sheet) -> Iterator[tuple[int, int, object]]:
    if len(sheet.rows) > _ROWS or any(len(row) > _COLUMNS for row in sheet.rows):
        raise NotEditableError("size")
    for number, row in enumerate(sheet.rows):
        for column, value in enumerate(row):
            if value != "":
                yield number, column, value


def _write(page, row: int, column: int, value: object, formats) -> None:  # type: ignore[no-untyped-def]
    if isinstance(value, bool):
        page.write_boolean(row, column, value)
    elif isinstance(value, int | float) and math.isfinite(value):
        page.write_number(row, column, value)
    elif _has_serial(value):
        page.write_datetime(row, column, value, formats[type(value)])
    else:
        text = value if isinstance(value, str) else shown(value)
        if len(text) > _TEXT:
            raise NotEditableError("text")
        page.write_string(row, column, text)


def _has_serial(value: object) -> bool:
    if isinstance(value, date):
        return (value.date() if isinstance(value, datetime) else value) >= _FIRST_DAY
    return isinstance(value, time | timedelta)

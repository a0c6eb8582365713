"""Grid to the cells of a sheet."""

from collections.abc import Sequence
from datetime import date
from math import ceil

from xlsxwriter.worksheet import Worksheet

from apertura.demo.habits import DateStyle, Habits
from apertura.demo.page import Grid
from apertura.demo.styles import Styles
from apertura.demo.value import Scalar

LINE = 15
LONG = 10_000
NARROWEST, WIDEST = 14, 44
SERIAL_EPOCH = date(1899, 12, 30)


def write_table(page: Worksheet, grid: Grid, styles: Styles, habits: Habits, header_row: int) -> None:
    """Write headings in ``header_row`` (counted from 1), the rows below, and the framed blank rows people leave."""
    widths = _widths(grid)
    end = header_row + len(grid.rows)
    page.set_row(header_row - 1, 2 * LINE)
    for row, cells in enumerate(grid.rows, header_row):
        page.set_row(row, _height(cells, widths))
    for at, heading in enumerate(grid.headings):
        column = habits.first_column - 1 + at
        page.set_column(column, column, widths[at])
        page.write_string(header_row - 1, column, heading, styles.heading)
        for row, cells in enumerate(grid.rows, header_row):
            _write_cell(page, row, column, cells[at], styles, habits.dates)
        for row in range(end, end + habits.blank_rows):
            page.write_blank(row, column, None, styles.cell)
    page.freeze_panes(header_row, 0)
    page.set_landscape()
    page.fit_to_pages(1, 0)


def _widths(grid: Grid) -> Sequence[int]:
    columns = zip(*grid.rows, strict=True)
    longest = [max((len(cell) for cell in column if isinstance(cell, str)), default=0) for column in columns]
    return [min(max(length, NARROWEST), WIDEST) for length in longest]


def _height(cells: Sequence[Scalar], widths: Sequence[int]) -> int:
    """Points that the tallest wrapped text of a row needs; programs do not work it out for a file made like this."""
    texts = (len(cell) / width for cell, width in zip(cells, widths, strict=True) if isinstance(cell, str))
    return LINE * max(map(ceil, texts), default=1)


def _write_cell(page: Worksheet, row: int, column: int, value: Scalar, styles: Styles, dates: DateStyle) -> None:
    match value:
        case None:
            page.write_blank(row, column, None, styles.cell)
        case str():
            page.write_string(row, column, value, styles.cell)
        case date():
            _write_day(page, row, column, value, styles, dates)
        case int() if value >= LONG:
            page.write_number(row, column, value, styles.count)
        case float() if value >= LONG:
            page.write_number(row, column, value, styles.amount)
        case _:
            page.write_number(row, column, value, styles.cell)


def _write_day(page: Worksheet, row: int, column: int, day: date, styles: Styles, dates: DateStyle) -> None:
    match dates:
        case DateStyle.DATE:
            page.write_datetime(row, column, day, styles.day)
        case DateStyle.TEXT:
            page.write_string(row, column, day.strftime("%d/%m/%Y"), styles.cell)
        case DateStyle.SERIAL:
            page.write_number(row, column, (day - SERIAL_EPOCH).days, styles.cell)

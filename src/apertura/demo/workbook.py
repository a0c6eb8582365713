"""Grid to the bytes of an xlsx, styled as people do it."""

from collections.abc import Sequence
from datetime import datetime
from io import BytesIO

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from apertura.demo.add_sheets import add_dictionary, add_lists
from apertura.demo.grid import Grid
from apertura.demo.habits import Habits
from apertura.demo.logo import logo
from apertura.demo.styles import Styles, styles_of
from apertura.demo.write_table import write_table
from apertura.model.definition import TableSchema


def workbook(
    grid: Grid, title: Sequence[str], schema: TableSchema, habits: Habits, *, sheet: str, author: str, made: datetime
) -> bytes:
    """Write one table under its title lines, with the logo, dictionary and hidden lists that the habits ask for.

    The same arguments give the same bytes. The title lines are also the file's properties, where a reader of the file
    alone finds that its data are a demonstration.
    """
    target = BytesIO()
    book = xlsxwriter.Workbook(target, {"in_memory": True})
    book.set_properties({"title": title[0], "comments": "\n".join(title), "author": author, "created": made})
    styles = styles_of(book, habits)
    page = book.add_worksheet(sheet)
    header_row = habits.header_row(len(title))
    _write_title(page, title, len(grid.headings), styles, habits)
    write_table(page, grid, styles, habits, header_row)
    if habits.dictionary:
        add_dictionary(book, schema, styles)
    if habits.lists:
        add_lists(book, page, grid, schema, habits.first_column, header_row)
    book.close()
    return target.getvalue()


def _write_title(page: Worksheet, title: Sequence[str], width: int, styles: Styles, habits: Habits) -> None:
    first = habits.first_column - 1
    for row, line in enumerate(title, habits.first_row - 1):
        page.set_row(row, 24)
        page.merge_range(row, first + habits.logo, row, first + width - 1, line, styles.title)
    if habits.logo:
        picture = {"image_data": BytesIO(logo(habits.colour)), "x_offset": 6, "y_offset": 3}
        page.insert_image(habits.first_row - 1, first, "logo.png", picture)

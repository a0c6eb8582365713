"""Grids to the bytes of an xlsx, styled as people do it."""

from collections.abc import Sequence
from datetime import datetime
from io import BytesIO

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from apertura.demo.add_sheets import add_dictionary, add_lists
from apertura.demo.habits import Habits
from apertura.demo.logo import logo
from apertura.demo.page import Page
from apertura.demo.styles import Styles, styles_of
from apertura.demo.write_table import write_table


def workbook(pages: Sequence[Page], habits: Habits, *, author: str, made: datetime) -> bytes:
    """Write each table in its sheet, with the logo, dictionary and hidden lists that the habits ask for.

    The same arguments give the same bytes. The title lines of the first are also the file's properties, where a reader
    of the file alone finds that its data are a demonstration.
    """
    target, title = BytesIO(), pages[0].title
    book = xlsxwriter.Workbook(target, {"in_memory": True})
    book.set_properties({"title": title[0], "comments": "\n".join(title), "author": author, "created": made})
    styles = styles_of(book, habits)
    written = [(page, _write_page(book, page, styles, habits)) for page in pages]
    if habits.dictionary:
        add_dictionary(book, [page.schema for page in pages], styles)
    if habits.lists:
        add_lists(book, written, habits)
    book.close()
    return target.getvalue()


def _write_page(book: xlsxwriter.Workbook, page: Page, styles: Styles, habits: Habits) -> Worksheet:
    sheet = book.add_worksheet(page.name)
    _write_title(sheet, page.title, len(page.grid.headings), styles, habits)
    write_table(sheet, page.grid, styles, habits, habits.header_row(len(page.title)))
    return sheet


def _write_title(page: Worksheet, title: Sequence[str], width: int, styles: Styles, habits: Habits) -> None:
    first = habits.first_column - 1
    for row, line in enumerate(title, habits.first_row - 1):
        page.set_row(row, 24)
        page.merge_range(row, first + habits.logo, row, first + width - 1, line, styles.title)
    if habits.logo:
        picture = {"image_data": BytesIO(logo(habits.colour)), "x_offset": 6, "y_offset": 3}
        page.insert_image(habits.first_row - 1, first, "logo.png", picture)

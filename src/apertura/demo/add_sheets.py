"""Pages to the sheets people keep beside their tables: a dictionary, and hidden lists."""

from collections.abc import Iterator, Sequence

import xlsxwriter
from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

from apertura.demo.habits import Habits
from apertura.demo.page import Page
from apertura.demo.styles import Styles
from apertura.model.definition import TableSchema


def add_dictionary(book: xlsxwriter.Workbook, schemas: Sequence[TableSchema], styles: Styles) -> None:
    """Add a sheet that says what each column means."""
    page = book.add_worksheet("Diccionario de datos")
    page.set_column(0, 0, 26)
    page.set_column(1, 1, 80)
    page.write_row(0, 0, ("Nombre de la columna", "Qué significa"), styles.heading)
    said = dict.fromkeys((field.title, field.description) for schema in schemas for field in schema.fields)
    for row, entry in enumerate(said, 1):
        page.write_row(row, 0, entry, styles.cell)


def add_lists(book: xlsxwriter.Workbook, written: Sequence[tuple[Page, Worksheet]], habits: Habits) -> None:
    """Add a hidden sheet with the words of each code list, and offer them in the cells of their columns."""
    lists = book.add_worksheet("Listas")
    lists.hide()
    columns = [(page, sheet, at, words) for page, sheet in written for at, words in _coded(page)]
    for number, (page, sheet, at, words) in enumerate(columns):
        lists.write_column(0, number, words)
        letter = xl_col_to_name(number)
        offered = {"validate": "list", "source": f"=Listas!${letter}$1:${letter}${len(words)}"}
        first, column = habits.header_row(len(page.title)), habits.first_column - 1 + at
        sheet.data_validation(first, column, first + len(page.grid.rows) - 1, column, offered)


def _coded(page: Page) -> Iterator[tuple[int, list[str]]]:
    """Find the columns of code lists: the number of each, and the words in it."""
    for field in page.schema.fields:
        if "enum" in field.constraints and field.name in page.grid.fields:
            at = page.grid.fields.index(field.name)
            words = sorted({str(row[at]) for row in page.grid.rows if row[at] is not None})
            if words:
                yield at, words

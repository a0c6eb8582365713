"""Table Schema to the sheets people keep beside their table: a dictionary, and hidden lists."""

import xlsxwriter
from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

from apertura.demo.grid import Grid
from apertura.demo.styles import Styles
from apertura.model.definition import TableSchema


def add_dictionary(book: xlsxwriter.Workbook, schema: TableSchema, styles: Styles) -> None:
    """Add a sheet that says what each column means."""
    page = book.add_worksheet("Diccionario de datos")
    page.set_column(0, 0, 26)
    page.set_column(1, 1, 80)
    page.write_row(0, 0, ("Nombre de la columna", "Qué significa"), styles.heading)
    for row, field in enumerate(schema.fields, 1):
        page.write_row(row, 0, (field.title, field.description), styles.cell)


def add_lists(
    book: xlsxwriter.Workbook, page: Worksheet, grid: Grid, schema: TableSchema, first_column: int, header_row: int
) -> None:
    """Add a hidden sheet with the words of each code list, and offer them in the cells of its column."""
    lists = book.add_worksheet("Listas")
    lists.hide()
    coded = [field.name for field in schema.fields if "enum" in field.constraints and field.name in grid.fields]
    for number, name in enumerate(coded):
        at = grid.fields.index(name)
        words = sorted({str(row[at]) for row in grid.rows if row[at] is not None})
        lists.write_column(0, number, words)
        letter = xl_col_to_name(number)
        offered = {"validate": "list", "source": f"=Listas!${letter}$1:${letter}${len(words)}"}
        column = first_column - 1 + at
        page.data_validation(header_row, column, header_row + len(grid.rows) - 1, column, offered)

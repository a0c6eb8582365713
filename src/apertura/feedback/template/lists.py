"""What the columns offer to the sheet of lists: each option with its key and its meaning, under a name of its own."""

from collections.abc import Iterable

import xlsxwriter
from xlsxwriter.utility import xl_col_to_name

from apertura.feedback.phrases import Phrases
from apertura.feedback.template.offered import Offered
from apertura.feedback.template.styles import Styles
from apertura.model.template import TemplateMark

_FIRST = 5


def write_lists(
    book: xlsxwriter.Workbook, name: str, offers: Iterable[Offered], mark: TemplateMark, styles: Styles, said: Phrases
) -> None:
    """Write each list once, side by side, and give names to its words and keys for the other sheets to use."""
    sheet = book.add_worksheet(name)
    sheet.write_string(0, 0, said.say("lists.title"), styles.title)
    sheet.write_string(1, 0, said.say("lists.about"), styles.line)
    sheet.write_string(2, 0, str(mark), styles.mark)
    # one catalogue is one list, whichever columns offer it
    for place, offer in enumerate({offer.name: offer for offer in offers}.values()):
        column = 4 * place
        sheet.write_string(_FIRST - 2, column, offer.title, styles.line)
        headings = [said.say(f"lists.{heading}") for heading in ("word", "key", "meaning")]
        sheet.write_row(_FIRST - 1, column, headings, styles.heading)
        for at, width in enumerate((30, 22, 60, 3)):
            sheet.set_column(column + at, column + at, width)
        for row, (word, key, meaning) in enumerate(offer.rows, _FIRST):
            for at, text in enumerate((word, key)):
                _write(sheet, row, column + at, text, styles, numbers=offer.numbers)
            sheet.write_string(row, column + 2, meaning, styles.cell)
        for at, defined in enumerate(offer.ranges):
            _define(book, name, defined, column + at, max(1, len(offer.rows)))
    sheet.freeze_panes(_FIRST, 0)
    sheet.protect("", {"select_locked_cells": True, "format_columns": True, "format_rows": True})
    sheet.set_landscape()
    sheet.set_paper(1)


def _write(
    sheet: "xlsxwriter.worksheet.Worksheet", row: int, column: int, text: str, styles: Styles, *, numbers: bool
) -> None:
    if numbers and text.isdigit():
        sheet.write_number(row, column, int(text), styles.cell)
    else:
        sheet.write_string(row, column, text, styles.cell)


def _define(book: xlsxwriter.Workbook, sheet: str, name: str, column: int, rows: int) -> None:
    letter = xl_col_to_name(column)
    book.define_name(name, f"='{sheet}'!${letter}${_FIRST + 1}:${letter}${_FIRST + rows}")

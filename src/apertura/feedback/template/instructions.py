"""Pages of a template to its first sheet: how it is filled, what each other sheet is for, and where it is handed in."""

from collections.abc import Sequence

import xlsxwriter

from apertura.feedback.phrases import Phrases
from apertura.feedback.template.styles import Styles
from apertura.feedback.template.table_sheet import Page
from apertura.model.template import TemplateMark

_STEPS = 8


def write_instructions(
    book: xlsxwriter.Workbook,
    names: tuple[str, str],
    whose: str,
    pages: Sequence[Page],
    mark: TemplateMark,
    styles: Styles,
    said: Phrases,
) -> None:
    """Add the sheet; ``names`` are its own and that of the lists, ``whose`` the line of the body and the period."""
    sheet = book.add_worksheet(names[0])
    sheet.set_column(0, 0, 4)
    sheet.set_column(1, 1, 38)
    sheet.set_column(2, 2, 74)
    sheet.set_row(0, 28)
    sheet.write_string(0, 0, said.say("title"), styles.title)
    sheet.write_string(1, 0, whose, styles.line)
    sheet.write_string(2, 0, str(mark), styles.mark)
    for number in range(1, _STEPS + 1):
        text = said.say(f"step.{number}", lists=names[1])
        sheet.write_number(3 + number, 0, number, styles.cell)
        sheet.merge_range(3 + number, 1, 3 + number, 2, text, styles.cell)
        sheet.set_row(3 + number, 16 * (1 + len(text) // 105))
    sheet.write_string(4 + _STEPS + 1, 1, said.say("legend.red"), book.add_format({"bg_color": "#FFC7CE"}))
    sheet.write_string(4 + _STEPS + 2, 1, said.say("legend.yellow"), book.add_format({"bg_color": "#FFF2CC"}))
    top = 4 + _STEPS + 4
    sheet.write_row(top, 1, (said.say("sheets.name"), said.say("sheets.holds")), styles.heading)
    for row, page in enumerate(pages, top + 1):
        sheet.write_url(row, 1, f"internal:'{page.name}'!A1", styles.link, page.name)
        sheet.write_string(row, 2, _about(page, said), styles.cell)
        sheet.set_row(row, 16 * (1 + len(_about(page, said)) // 76))
    sheet.hide_gridlines(2)
    sheet.protect("", {"select_locked_cells": True, "format_columns": True, "format_rows": True})
    sheet.set_paper(1)
    sheet.fit_to_pages(1, 0)
    sheet.set_footer(f"&L&8{mark}&R&8&P / &N")


def _about(page: Page, said: Phrases) -> str:
    brought = said.say("sheets.rows", n=len(page.rows)) if page.rows else said.say("sheets.empty")
    return f"{page.title}. {brought}"

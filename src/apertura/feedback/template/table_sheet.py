"""Columns and rows of a dataset to its sheet of a template."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from apertura.feedback.phrases import Phrases
from apertura.feedback.template.cell_value import Scalar, cell_value
from apertura.feedback.template.columns import TemplateColumn
from apertura.feedback.template.entry_rules import Area, asked, red, repeated, wrong_cells, yellow
from apertura.feedback.template.styles import Styles
from apertura.model.template import CODE, GUIDE, TemplateMark

HEADER = 6
"""Row of the headings, counted from 0; the codes of the fields are in the hidden row above, the counts above those."""

PREPARED = 1000
"""Rows that are checked as they are filled; more are taken, and checked on reception."""

_PAGE = 150.0
"""Characters that fit across a page and can still be read."""

_ALLOWED = dict.fromkeys(
    (
        *("format_cells", "format_columns", "format_rows", "insert_rows", "delete_rows", "insert_hyperlinks"),
        *("sort", "autofilter", "select_locked_cells", "select_unlocked_cells"),
    ),
    True,
)


@dataclass(frozen=True)
class Page:
    """What a sheet is of: its name, lines above the table, mark, columns, key and the rows it already brings.

    ``guides`` are the words beside each value of the column before the guide; ``key`` names the fields that, with those
    of the submission, tell rows apart.
    """

    name: str
    title: str
    lines: tuple[str, ...]
    mark: TemplateMark
    columns: tuple[TemplateColumn, ...]
    key: tuple[str, ...]
    rows: tuple[Mapping[str, str | None], ...]
    guides: Mapping[str, str]


def table_sheet(book: xlsxwriter.Workbook, page: Page, styles: Styles, said: Phrases, *, alone: bool) -> None:
    """Add the sheet: headings protected, data free, what is wrong turned red, in any of its columns.

    ``alone``: it is one of a few, and its first columns are printed again on every page.
    """
    sheet = book.add_worksheet(page.name)
    area = _area(page)
    _write_top(sheet, page, styles)
    for at, column in enumerate(page.columns):
        _write_column(sheet, column, at, area, styles, said)
    _mark_repeated(sheet, page, area, styles)
    for number, row in enumerate(page.rows, HEADER + 1):
        _write_row(sheet, number, row, page, styles)
    _set_up(sheet, page, alone=alone)


def _area(page: Page) -> Area:
    own = [at for at, column in enumerate(page.columns) if column.field is not None]
    return Area(HEADER + 1, HEADER + max(PREPARED, len(page.rows) + 200), own[0], own[-1])


def _write_top(sheet: Worksheet, page: Page, styles: Styles) -> None:
    sheet.set_row(0, 26)
    sheet.write_string(0, 0, page.title, styles.title)
    for row, line in enumerate(page.lines, 1):
        sheet.write_string(row, 0, line, styles.line)
    sheet.write_string(len(page.lines) + 1, 0, str(page.mark), styles.mark)
    sheet.set_row(HEADER - 1, None, None, {"hidden": True})
    sheet.set_row(HEADER, 48)


def _write_column(sheet: Worksheet, column: TemplateColumn, at: int, area: Area, styles: Styles, said: Phrases) -> None:
    field = column.field
    free = styles.guided if field is None else styles.of(field.type, options=column.offer is not None)
    sheet.set_column(at, at, column.width, free)
    sheet.write_string(HEADER - 1, at, GUIDE if field is None else f"{CODE}{field.name}", styles.code)
    shape = styles.guide if field is None else styles.required if field.required else styles.optional
    sheet.write_string(HEADER, at, column.heading, shape)
    size = {"width": 320, "height": 60 + 18 * sum(1 + len(line) // 52 for line in column.comment.split("\n"))}
    sheet.write_comment(HEADER, at, column.comment, {"author": "Apertura", "font_size": 9, **size})
    for row in range(1 if at == 0 else 0, HEADER - 1):
        # a blank cell of its own, since the free format of the column would leave it free
        if at or row == HEADER - 2:
            sheet.write_blank(row, at, None, styles.line)
    if field is None:
        return
    _count_wrong(sheet, column, at, area, styles)
    if (formula := red(column, at, area)) is not None:
        _colour(sheet, at, area, formula, styles.bad)
    if field.required:
        _colour(sheet, at, area, yellow(at, area), styles.missing)
    if (rule := asked(column, said)) is not None:
        sheet.data_validation(area.first, at, area.last, at, rule)


def _count_wrong(sheet: Worksheet, column: TemplateColumn, at: int, area: Area, styles: Styles) -> None:
    # what is pasted brings its own format and takes that of the cells with it; nothing can be pasted over this one
    if (formula := wrong_cells(column, at, area)) is not None:
        row = HEADER - 2
        sheet.write_array_formula(row, at, row, at, formula, styles.status, 0)
        sheet.conditional_format(row, at, row, at, {"type": "cell", "criteria": ">", "value": 0, "format": styles.bad})


def _colour(sheet: Worksheet, at: int, area: Area, formula: str, style: Format) -> None:
    told = {"type": "formula", "criteria": formula, "format": style}
    sheet.conditional_format(area.first, at, area.last, at, told)


def _mark_repeated(sheet: Worksheet, page: Page, area: Area, styles: Styles) -> None:
    keys = tuple(
        at for at, column in enumerate(page.columns) if column.field is not None and column.field.name in page.key
    )
    for at in keys:
        _colour(sheet, at, area, repeated(keys, area), styles.bad)


def _write_row(sheet: Worksheet, number: int, row: Mapping[str, str | None], page: Page, styles: Styles) -> None:
    texts = _texts(row, page)
    # a height that is not said is that of one line
    sheet.set_row(number, 15.0 * max(1 + int(1.15 * len(text) / column.width) for column, text in texts))
    for at, (column, text) in enumerate(texts):
        if column.field is None:
            sheet.write_string(number, at, text, styles.guided)
        elif text:
            free = styles.of(column.field.type, options=column.offer is not None)
            _write(sheet, number, at, cell_value(column.field, column.offer, text), free)


def _texts(row: Mapping[str, str | None], page: Page) -> list[tuple[TemplateColumn, str]]:
    texts: list[tuple[TemplateColumn, str]] = []
    for column in page.columns:
        # the guide is about the cell at its left
        text = row.get(column.field.name) or "" if column.field else page.guides.get(texts[-1][1], "")
        texts.append((column, text))
    return texts


def _write(sheet: Worksheet, row: int, column: int, value: Scalar, style: Format) -> None:
    if isinstance(value, date | datetime):
        sheet.write_datetime(row, column, value, style)
    elif isinstance(value, str):
        # neither a formula nor an address: what is written is text
        sheet.write_string(row, column, value, style)
    else:
        sheet.write_number(row, column, value, style)


def _set_up(sheet: Worksheet, page: Page, *, alone: bool) -> None:
    fixed = 2 if len(page.columns) > 1 and page.columns[1].field is None else 1
    sheet.freeze_panes(HEADER + 1, fixed)
    sheet.protect("", _ALLOWED)
    sheet.set_landscape()
    sheet.set_paper(1)
    wide = sum(column.width for column in page.columns)
    sheet.fit_to_pages(max(1, round(wide / _PAGE)), 0)
    sheet.repeat_rows(HEADER)
    if alone:
        # where rows and columns are both repeated, LibreOffice takes an eighth of a second to open each sheet
        sheet.repeat_columns(0, fixed - 1)
    sheet.set_margins(left=0.4, right=0.4, top=0.6, bottom=0.7)
    sheet.set_footer(f"&L&8{page.mark}&R&8&P / &N")
    sheet.set_selection(HEADER + 1, 0, HEADER + 1, 0)

"""A workbook to the formats of a template."""

from dataclasses import dataclass

import xlsxwriter
from xlsxwriter.format import Format

GREEN, RED, AMBER = "#1F5C4D", "#FFC7CE", "#FFF2CC"


@dataclass(frozen=True)
class Styles:
    """Formats; those of data are not locked, all others are."""

    title: Format
    line: Format
    mark: Format
    status: Format
    code: Format
    required: Format
    optional: Format
    guide: Format
    guided: Format
    text: Format
    day: Format
    instant: Format
    count: Format
    amount: Format
    bad: Format
    missing: Format
    link: Format
    cell: Format
    heading: Format

    def of(self, type_: str, *, options: bool) -> Format:
        """Choose the format of the cells of a field's type."""
        if options and type_ == "string":
            return self.text
        by_type = {"date": self.day, "datetime": self.instant, "number": self.amount, "integer": self.count}
        return self.count if type_ == "year" else by_type.get(type_, self.text)


def styles(book: xlsxwriter.Workbook) -> Styles:
    """Add the formats to a book."""

    def add(**properties: object) -> Format:
        return book.add_format({"font_name": "Calibri", "font_size": 11, "valign": "top", **properties})

    head = {"bold": True, "text_wrap": True, "valign": "vcenter", "border": 1, "border_color": "#FFFFFF"}
    free = {"locked": False, "text_wrap": True}
    return Styles(
        title=add(bold=True, font_size=16, font_color=GREEN, valign="vcenter"),
        line=add(text_wrap=False),
        mark=add(font_size=8, font_color="#7F7F7F"),
        status=add(font_size=9, align="center", font_color=GREEN, num_format='[=0]"✓";0" por corregir"'),
        code=add(font_size=8, font_color="#7F7F7F"),
        required=add(**head, bg_color=GREEN, font_color="#FFFFFF"),
        optional=add(**head, bg_color="#DCE9E5", font_color=GREEN),
        guide=add(**head, italic=True, bg_color="#EDEDED", font_color="#595959"),
        guided=add(text_wrap=True, italic=True, font_color="#595959", bg_color="#F7F7F7"),
        text=add(**free, num_format="@"),
        day=add(**free, num_format="dd/mm/yyyy", align="left"),
        instant=add(**free, num_format="dd/mm/yyyy hh:mm", align="left"),
        count=add(**free, num_format="0"),
        amount=add(**free, num_format="General"),
        bad=book.add_format({"bg_color": RED, "font_color": "#9C0006"}),
        missing=book.add_format({"bg_color": AMBER}),
        link=add(font_color=GREEN, underline=1),
        cell=add(text_wrap=True),
        heading=add(**head, bg_color=GREEN, font_color="#FFFFFF"),
    )

"""Habits to the formats of a workbook."""

from dataclasses import dataclass

import xlsxwriter
from xlsxwriter.format import Format

from apertura.demo.habits import Habits


@dataclass(frozen=True, slots=True)
class Styles:
    """The formats that a sheet uses; ``count`` and ``amount`` are of numbers too long to read without commas."""

    title: Format
    heading: Format
    cell: Format
    day: Format
    count: Format
    amount: Format


def styles_of(book: xlsxwriter.Workbook, habits: Habits) -> Styles:
    """Add to ``book`` the formats in the colour and font of the habits."""
    font = {"font_name": habits.font, "font_size": 10, "valign": "vcenter"}
    framed = font | {"border": 1, "text_wrap": True}
    colour = "#{:02X}{:02X}{:02X}".format(*habits.colour)
    return Styles(
        title=book.add_format(font | {"bold": True, "font_size": 12, "align": "center", "font_color": colour}),
        heading=book.add_format(framed | {"bold": True, "align": "center", "bg_color": colour, "font_color": "white"}),
        cell=book.add_format(framed),
        day=book.add_format(framed | {"num_format": "dd/mm/yyyy"}),
        count=book.add_format(framed | {"num_format": "#,##0"}),
        amount=book.add_format(framed | {"num_format": "#,##0.00"}),
    )

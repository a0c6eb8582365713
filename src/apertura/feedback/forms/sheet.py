"""Blocks to a PDF letter, its typeface inside; the same blocks and instant give the same bytes."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import TYPE_CHECKING

from apertura.feedback.document import Address, Block, Cases, Facts, Heading, Paragraph, Point
from apertura.feedback.forms.colours import SECTIONS
from apertura.feedback.forms.paper import GREY, INK, MARGIN, begin, lines, number_pages, shown

if TYPE_CHECKING:
    from fpdf import FPDF

_INDENT, _LINE = 7, 5.2
_SIZES: Mapping[int, tuple[float, float]] = {1: (20, 9), 2: (14, 7), 3: (11.5, 6)}
_KEPT = 32


def sheet(blocks: Iterable[Block], language: str, title: str, instant: datetime, footer: str) -> bytes:
    """Set blocks on as many pages as they take; ``footer`` stands below each, with its number.

    ``instant`` is when the document says it was made. A sign that the typeface lacks is shown as an empty box.
    """
    pdf = begin(language, title, instant)
    for block in blocks:
        match block:
            case Heading(level, text):
                _heading(pdf, level, text)
            case Paragraph(text):
                _write(pdf, text, after=2)
            case Facts(pairs):
                for label, text in pairs:
                    _labelled(pdf, label, text)
                pdf.ln(2)
            case Point():
                _card(pdf, block)
    return number_pages(pdf, footer)


def _heading(pdf: "FPDF", level: int, text: str) -> None:
    size, line = _SIZES[level]
    if pdf.will_page_break(_KEPT):
        pdf.add_page()
    elif pdf.get_y() > MARGIN:
        pdf.ln(3)
    pdf.set_font(style="B", size=size)
    lines(pdf, text, line)
    pdf.set_font(style="", size=10.5)
    pdf.ln(1)


def _card(pdf: "FPDF", point: Point) -> None:
    if pdf.will_page_break(_KEPT):
        pdf.add_page()
    pdf.set_fill_color(SECTIONS[point.section])
    top, page = pdf.get_y(), pdf.page
    pdf.set_font(style="B")
    _write(pdf, f"{point.number}. {point.title}", indent=_INDENT, after=0.5)
    if pdf.page == page:
        pdf.rect(MARGIN, top + 0.6, 2.2, pdf.get_y() - top - 1.7, style="F")
    pdf.set_font(style="")
    for label, entry in point.entries:
        if isinstance(entry, Cases):
            _labelled(pdf, label, "", indent=_INDENT)
            for where, what in entry.rows:
                _write(pdf, f"•  {where}: {what}" if where else f"•  {what}", indent=_INDENT + 4, after=0.3)
            if entry.more:
                _write(pdf, entry.more, indent=_INDENT + 4, after=0.3)
        else:
            _labelled(pdf, label, entry, indent=_INDENT)
    pdf.ln(3)


def _labelled(pdf: "FPDF", label: str, text: str, indent: float = 0) -> None:
    pdf.set_left_margin(MARGIN + indent)
    pdf.set_x(MARGIN + indent)
    pdf.set_text_color(GREY)
    pdf.write(_LINE, shown(pdf, f"{label}: "))
    pdf.set_text_color(INK)
    pdf.write(_LINE, shown(pdf, text), link=text if isinstance(text, Address) else "")
    pdf.ln(_LINE + 0.5)
    pdf.set_left_margin(MARGIN)


def _write(pdf: "FPDF", text: str, indent: float = 0, after: float = 0) -> None:
    pdf.set_left_margin(MARGIN + indent)
    pdf.set_x(MARGIN + indent)
    lines(pdf, text, _LINE)
    pdf.set_left_margin(MARGIN)
    pdf.ln(after)

"""Blocks to a PDF letter, its typeface inside; the same blocks and instant give the same bytes."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import TYPE_CHECKING

from apertura.feedback.document import Address, Block, Cases, Facts, Heading, Paragraph, Point
from apertura.feedback.forms.colours import SECTIONS

if TYPE_CHECKING:
    from fpdf import FPDF

_FACE = "letra"
_MARGIN, _INDENT, _LINE = 20, 7, 5.2
_SIZES: Mapping[int, tuple[float, float]] = {1: (20, 9), 2: (14, 7), 3: (11.5, 6)}
_INK, _GREY = (31, 31, 31), (89, 89, 89)
_MISSING = "\u25a1"
_KEPT = 32


def sheet(blocks: Iterable[Block], language: str, title: str, instant: datetime, footer: str) -> bytes:
    """Set blocks on as many pages as they take; ``footer`` stands below each, with its number.

    ``instant`` is when the document says it was made. A sign that the typeface lacks is shown as an empty box.
    """
    pdf = _begun(language, title, instant)
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
    _number(pdf, footer)
    return bytes(pdf.output())


def _begun(language: str, title: str, instant: datetime) -> "FPDF":
    from font_source_sans_pro import font_files_ttf
    from fpdf import FPDF

    pdf = FPDF(format="Letter")
    pdf.set_creation_date(instant)
    pdf.set_lang("es-MX" if language == "es" else "en")
    for style, name in (("", "SourceSansPro"), ("B", "SourceSansProBold")):
        pdf.add_font(_FACE, style, font_files_ttf[name])
    pdf.set_font(_FACE, size=10.5)
    pdf.set_title(_shown(pdf, title))
    pdf.set_margins(_MARGIN, _MARGIN)
    pdf.set_auto_page_break(auto=True, margin=_MARGIN)
    pdf.add_page()
    return pdf


def _heading(pdf: "FPDF", level: int, text: str) -> None:
    size, line = _SIZES[level]
    if pdf.will_page_break(_KEPT):
        pdf.add_page()
    elif pdf.get_y() > _MARGIN:
        pdf.ln(3)
    pdf.set_font(style="B", size=size)
    _lines(pdf, text, line)
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
        pdf.rect(_MARGIN, top + 0.6, 2.2, pdf.get_y() - top - 1.7, style="F")
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
    pdf.set_left_margin(_MARGIN + indent)
    pdf.set_x(_MARGIN + indent)
    pdf.set_text_color(_GREY)
    pdf.write(_LINE, _shown(pdf, f"{label}: "))
    pdf.set_text_color(_INK)
    pdf.write(_LINE, _shown(pdf, text), link=text if isinstance(text, Address) else "")
    pdf.ln(_LINE + 0.5)
    pdf.set_left_margin(_MARGIN)


def _write(pdf: "FPDF", text: str, indent: float = 0, after: float = 0) -> None:
    pdf.set_left_margin(_MARGIN + indent)
    pdf.set_x(_MARGIN + indent)
    _lines(pdf, text, _LINE)
    pdf.set_left_margin(_MARGIN)
    pdf.ln(after)


def _lines(pdf: "FPDF", text: str, line: float) -> None:
    pdf.set_text_color(_INK)
    pdf.multi_cell(0, line, _shown(pdf, text), align="L", new_x="LMARGIN", new_y="NEXT")


def _shown(pdf: "FPDF", text: str) -> str:
    known = pdf.fonts[_FACE].cmap  # type: ignore[union-attr]
    return "".join(sign if ord(sign) in known else _MISSING if ord(_MISSING) in known else "?" for sign in text)


def _number(pdf: "FPDF", footer: str) -> None:
    pdf.set_auto_page_break(auto=False)
    last = pdf.pages_count
    pdf.set_text_color(_GREY)
    for page in range(1, last + 1):
        pdf.page = page
        # a page that is come back to is told the size only where it is another than the last one set
        pdf.set_font(size=8)
        pdf.set_font(size=8.5)
        pdf.set_xy(_MARGIN, -14)
        pdf.cell(text=_shown(pdf, footer))
        pdf.set_xy(-_MARGIN - 30, -14)
        pdf.cell(30, text=f"{page} / {last}", align="R")

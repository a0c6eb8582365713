"""A PDF document begun and ended as all of ours are: its typeface inside, its pages numbered."""

from datetime import datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fpdf import FPDF

FACE = "letra"
MARGIN = 20
INK, GREY = (31, 31, 31), (89, 89, 89)
_MISSING = "\u25a1"


def begin(language: str, title: str, instant: datetime, *, landscape: bool = False) -> "FPDF":
    """Begin a document of letter size with its first page; ``instant`` is when it says it was made."""
    from font_source_sans_pro import font_files_ttf
    from fpdf import FPDF

    pdf = FPDF(orientation="landscape" if landscape else "portrait", format="Letter")
    pdf.set_creation_date(instant)
    pdf.set_lang("es-MX" if language == "es" else "en")
    for style, name in (("", "SourceSansPro"), ("B", "SourceSansProBold")):
        pdf.add_font(FACE, style, font_files_ttf[name])
    pdf.set_font(FACE, size=10.5)
    pdf.set_title(shown(pdf, title))
    pdf.set_margins(MARGIN, MARGIN)
    pdf.set_auto_page_break(auto=True, margin=MARGIN)
    pdf.add_page()
    return pdf


def shown(pdf: "FPDF", text: str) -> str:
    """Put an empty box in the place of each sign that the typeface lacks."""
    known = pdf.fonts[FACE].cmap  # type: ignore[union-attr]
    return "".join(sign if ord(sign) in known else _MISSING if ord(_MISSING) in known else "?" for sign in text)


def lines(pdf: "FPDF", text: str, line: float) -> None:
    """Write text in as many lines of that height as it takes, from here to the right margin."""
    pdf.set_text_color(INK)
    pdf.multi_cell(0, line, shown(pdf, text), align="L", new_x="LMARGIN", new_y="NEXT")


def number_pages(pdf: "FPDF", footer: str) -> bytes:
    """Write ``footer`` and its number below each page, and end the document."""
    pdf.set_auto_page_break(auto=False)
    last = pdf.pages_count
    pdf.set_text_color(GREY)
    for page in range(1, last + 1):
        pdf.page = page
        # a page that is come back to is told the size only where it is another than the last one set
        pdf.set_font(size=8)
        pdf.set_font(size=8.5)
        pdf.set_xy(MARGIN, -14)
        pdf.cell(text=shown(pdf, footer))
        pdf.set_xy(-MARGIN - 30, -14)
        pdf.cell(30, text=f"{page} / {last}", align="R")
    return bytes(pdf.output())

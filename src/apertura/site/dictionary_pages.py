"""Data dictionary of a dataset to a document to be printed: a table on pages of letter size, in Spanish."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from apertura.feedback.forms.paper import GREY, INK, begin, lines, number_pages, shown
from apertura.release.files import DICTIONARY
from apertura.site.published import Dataset, Row
from apertura.site.words import teller

if TYPE_CHECKING:
    from fpdf import FPDF

FOLDER = "diccionarios"
"""Folder of the site with the dictionary of each latest version."""

_COLUMNS = ("pdf.field", "pdf.name", "pdf.what", "pdf.kind", "pdf.example")
_WIDTHS = (50, 36, 72, 52, 29)
_LINE = 4.1
_RULE, _SHADE = (187, 193, 199), (238, 241, 243)
_LONGEST, _MOST_LINES = (400, 300, 700, 400, 250), 12
"""Signs of a cell of each column, and lines: a row has to fit on a page, and the whole text is in the CSV."""

_tell = teller("es")


def dictionary_file(dataset: Dataset) -> str:
    """Place of the document in the site."""
    return f"{FOLDER}/{dataset.name}-{dataset.version}.pdf"


def dictionary_pages(dataset: Dataset, about: Sequence[tuple[str, str]]) -> bytes:
    """Set the dictionary of the latest version as a PDF; the same version gives the same bytes.

    ``about`` are the lines under the title: what each says, and the text. What is too long for a row is cut, and
    said to be.
    """
    told = dataset.descriptor
    title = _tell("pdf.title", title=told["title"])
    pdf = begin("es", title, datetime.fromisoformat(told["created"]), landscape=True)
    pdf.set_font(style="B", size=19)
    lines(pdf, title, 8.5)
    pdf.ln(2)
    for label, text in about:
        _labelled(pdf, label, text)
    pdf.ln(3)
    _table(pdf, dataset.dictionary)
    return number_pages(pdf, _tell("pdf.footer", dataset=dataset.name, version=dataset.version))


def _labelled(pdf: "FPDF", label: str, text: str) -> None:
    pdf.set_font(style="", size=10)
    pdf.set_text_color(GREY)
    pdf.write(5, shown(pdf, f"{label}: "))
    pdf.set_text_color(INK)
    pdf.write(5, shown(pdf, text))
    pdf.ln(5.6)


def _table(pdf: "FPDF", fields: Sequence[Row]) -> None:
    from fpdf.fonts import FontFace

    bold = FontFace(emphasis="BOLD", color=INK)
    pdf.set_font(style="", size=9)
    pdf.set_draw_color(_RULE)
    pdf.set_text_color(INK)
    with pdf.table(
        col_widths=_WIDTHS,
        align="LEFT",
        text_align="LEFT",
        v_align="TOP",
        line_height=_LINE,
        padding=(1.2, 1.5),
        borders_layout="HORIZONTAL_LINES",
        headings_style=FontFace(emphasis="BOLD", color=INK, fill_color=_SHADE),
    ) as table:
        table.row([_tell(column) for column in _COLUMNS])
        for field in fields:
            row = table.row()
            for place, (text, longest) in enumerate(zip(_cells(field), _LONGEST, strict=True)):
                told = (shown(pdf, line) for line in _short(text, longest).splitlines())
                row.cell("\n".join(told), style=None if place else bold)


def _cells(field: Row) -> tuple[str, ...]:
    name, title, what, example = (" ".join(field[of].split()) for of in ("campo", "titulo", "descripcion", "ejemplo"))
    return name, title, what, "\n".join(_kind(field)), example


def _kind(field: Row) -> Iterator[str]:
    yield field["tipo"]
    if field["obligatorio"] == "sí":
        yield _tell("field.required")
    if field["unidad"]:
        yield _tell("pdf.unit", unit=field["unidad"])
    if field["restricciones"]:
        yield from field["restricciones"].split("; ")
    if field["catalogo"]:
        yield _tell("pdf.catalogue", files=field["catalogo"])


def _short(text: str, longest: int) -> str:
    kept = "\n".join(text.splitlines()[:_MOST_LINES])[:longest].rstrip()
    return text if kept == text else _tell("pdf.cut", text=kept, file=DICTIONARY)

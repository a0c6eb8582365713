"""Data dictionary of a dataset to a document to be printed: a table on pages of letter size, in Spanish."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from apertura.press import press
from apertura.site.published import Dataset, Row
from apertura.site.words import teller

FOLDER = "diccionarios"
"""Folder of the site with the dictionary of each latest version."""

_COLUMNS = ("pdf.field", "pdf.name", "pdf.what", "pdf.kind", "pdf.example")

_tell = teller("es")


def dictionary_file(dataset: Dataset) -> str:
    """Place of the document in the site."""
    return f"{FOLDER}/{dataset.name}-{dataset.version}.pdf"


def dictionary_pages(dataset: Dataset, about: Sequence[tuple[str, str]]) -> bytes:
    """Set the dictionary of the latest version as a PDF; the same version gives the same bytes.

    ``about`` are the lines under the title: what each says, and the text.
    """
    words = {
        "title": _tell("pdf.title", title=dataset.descriptor["title"]),
        "footer": _tell("pdf.footer", dataset=dataset.name, version=dataset.version),
        "about": about,
        "columns": [_tell(column) for column in _COLUMNS],
        "fields": [_cells(field) for field in dataset.dictionary],
    }
    return press("site/dictionary.typ", words, instant=datetime.fromisoformat(dataset.descriptor["created"]))


def _cells(field: Row) -> tuple[str, ...]:
    return field["campo"], field["titulo"], field["descripcion"], "\n".join(_kind(field)), field["ejemplo"]


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

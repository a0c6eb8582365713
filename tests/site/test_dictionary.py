"""The data dictionary to be printed: every field of every dataset, and nothing outside its column."""

import csv
import re
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from apertura.site.dictionary_pages import dictionary_pages
from apertura.site.published import Row, read_published
from tests.site.conftest import WITH_CHANGES, Site

EDGES = (56, 198, 300, 503, 651, 736)
"""Where each column begins, and the last ends, in points from the left."""


@dataclass(frozen=True)
class Word:
    """A word of a document and where it stands, in points from the upper left corner of its page."""

    text: str
    left: float
    top: float
    right: float
    bottom: float


def words(pdf: Path) -> Iterator[Word]:
    told = subprocess.run(["pdftotext", "-bbox", pdf, "-"], capture_output=True, check=True).stdout
    for word in ET.fromstring(re.sub(rb"<!DOCTYPE[^>]*>", b"", told)).iter("{http://www.w3.org/1999/xhtml}word"):
        yield Word(str(word.text), *(float(word.attrib[side]) for side in ("xMin", "yMin", "xMax", "yMax")))


def test_every_field_of_every_dataset_is_in_the_document_of_its_dictionary(site: Site) -> None:
    documents = sorted(site.folder.glob("diccionarios/*.pdf"))
    assert len(documents) == len(list((site.data / "published").glob("*/latest")))
    for path in documents:
        name, _, version = path.stem.rpartition("-")
        assert site.published(name).resolve().name == version
        with (site.published(name) / "diccionario.csv").open(encoding="utf-8", newline="") as file:
            fields = list(csv.DictReader(file))
        # the first column, from top to bottom
        left = "".join(word.text for word in words(path) if word.left < EDGES[1])
        assert [field["campo"] for field in fields if field["campo"] not in left] == []
        page = (site.folder / f"conjuntos/{name}/index.html").read_text(encoding="utf-8")
        assert f'href="../../diccionarios/{path.name}"' in page


def field(text: str) -> Row:
    names = ("campo", "titulo", "descripcion", "tipo", "restricciones", "catalogo", "ejemplo", "unidad")
    return {**dict.fromkeys(names, text), "obligatorio": "sí"}


@pytest.mark.parametrize("text", ["x_" * 40, "W" * 3000, "sin " * 700, "año\n\n" * 400, "🦊日本" * 90])
def test_whatever_is_said_of_a_field_stays_in_its_column_and_on_its_page(site: Site, tmp_path: Path, text: str) -> None:
    dataset = replace(read_published(site.data / "published").datasets[WITH_CHANGES])
    vars(dataset)["dictionary"] = tuple(field(text) for _ in range(5))
    path = tmp_path / "largo.pdf"
    path.write_bytes(dictionary_pages(dataset, []))
    # what is larger is the title, and what is at the foot the number of the page
    table = [word for word in words(path) if word.bottom - word.top < 14 and word.top < 565]
    assert len(table) > 30
    for word in table:
        column = max(place for place, edge in enumerate(EDGES) if edge <= word.left)
        assert word.right < EDGES[column + 1], word
        assert word.bottom < 565, word
    signs = "".join(each.text for each in table if EDGES[2] <= each.left < EDGES[3])
    assert signs.count(text.strip()[0].replace("🦊", "☐")) >= 5 * len(re.findall(re.escape(text.strip()[0]), text))
    assert dictionary_pages(dataset, []) == path.read_bytes()

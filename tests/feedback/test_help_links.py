"""Where the site has an address that everybody can open, each point of an answer leads to its page there."""

import io
import re
import subprocess
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest
from markdown_it import MarkdownIt
from openpyxl import load_workbook

from apertura.definitions import load
from apertura.feedback import letter, printed, to_print
from apertura.feedback.annotate import annotate
from apertura.feedback.topics import topics
from apertura.model.definition import Definitions
from tests.feedback.annotate.test_annotate import SHEET, WRONG, on, workbook
from tests.feedback.verdicts_by_hand import DEFINITIONS, LETTERS

SITE = "https://datos.ejemplo.org/apertura/"
PUBLIC = replace(DEFINITIONS, site=SITE)
RETURNED = LETTERS["devuelta"]


class Links(HTMLParser):
    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found += [str(value) for name, value in attrs if tag == "a" and name == "href"]


def addresses(language: str = "es") -> list[str]:
    """Those of the plain text, each whole in its line."""
    text = letter(RETURNED, PUBLIC, language=language)  # type: ignore[arg-type]
    return re.findall(rf"^ +({re.escape(SITE)}\S+)$", text, flags=re.MULTILINE)


@pytest.mark.parametrize("language", ["es", "en"])
def test_every_form_of_the_letter_leads_to_the_same_pages(language: str, tmp_path: Path) -> None:
    wanted = addresses(language)
    pages = {f"{SITE}{'' if language == 'es' else 'en/'}{topic.page}" for topic in topics(PUBLIC, language)}
    assert len(wanted) > 5
    assert "docs/" not in letter(RETURNED, PUBLIC, language=language)  # type: ignore[arg-type]
    assert {address for address in wanted if "/avance/" not in address} <= pages
    assert Links(letter(RETURNED, PUBLIC, language=language, form="html")).found == wanted  # type: ignore[arg-type]
    marked = letter(RETURNED, PUBLIC, language=language, form="markdown")  # type: ignore[arg-type]
    assert Links(MarkdownIt("commonmark").enable("table").render(marked)).found == wanted
    (tmp_path / "carta.pdf").write_bytes(printed(to_print(RETURNED, PUBLIC, language=language)))  # type: ignore[arg-type]
    told = subprocess.run(["pdfinfo", "-url", tmp_path / "carta.pdf"], capture_output=True, text=True, check=True)
    assert set(re.findall(rf"{re.escape(SITE)}\S+", told.stdout)) == set(wanted)


def test_the_notes_of_the_marked_workbook_end_in_the_address() -> None:
    for definitions, there in ((PUBLIC, True), (DEFINITIONS, False)):
        found = on(*(replace(each, sheet=SHEET) for each in WRONG))
        given = annotate(workbook(), [found], definitions, language="es")
        assert given is not None
        page = load_workbook(io.BytesIO(given.content))[SHEET]
        notes = [cell.comment.text for row in page.iter_rows() for cell in row if cell.comment]
        assert notes
        assert all((f"Más sobre este punto: {SITE}ayuda/" in note) is there for note in notes)


def test_an_address_that_only_this_machine_sees_is_not_told(definitions: Definitions, tmp_path: Path) -> None:
    assert definitions.site is None
    schemas = tmp_path / "schemas"
    subprocess.run(["cp", "-r", Path(__file__).parents[2] / "schemas", schemas], check=True)
    told = schemas / "sitio/sitio.yaml"
    for address, site in ((SITE, SITE), ("http://localhost:8790/", None), ("http://[::1]:8790/", None)):
        text = re.sub(r"^address: .*$", f'address: "{address}"', told.read_text(encoding="utf-8"), flags=re.MULTILINE)
        told.write_text(text, encoding="utf-8")
        assert load(schemas).site == site

"""The letter on paper, as poppler reads it: all of it is there, within the page, in a typeface that travels with it."""

import re
import subprocess
from collections.abc import Sequence
from pathlib import Path

import pytest

from apertura.feedback import letter, printed, to_print
from apertura.model.submission import Verdict
from tests.feedback.verdicts_by_hand import DEFINITIONS, LETTERS, issue, submission, verdict

LONG = "Descripción interminable de la línea de acción con todos sus anexos " * 8


def pdf_text(content: bytes, tmp_path: Path) -> str:
    (tmp_path / "carta.pdf").write_bytes(content)
    ran = subprocess.run(
        ["pdftotext", "-layout", tmp_path / "carta.pdf", "-"], capture_output=True, text=True, check=True
    )
    return ran.stdout


@pytest.mark.parametrize("name", sorted(LETTERS))
def test_print_says_all_that_the_text_says(name: str, tmp_path: Path) -> None:
    said = re.sub(r"\s+", "", pdf_text(printed(to_print(LETTERS[name], DEFINITIONS)), tmp_path)).casefold()
    for word in re.sub(r"[\s•=:]+|-{3,}", " ", letter(LETTERS[name], DEFINITIONS).casefold()).split():
        assert word in said


def test_spanish_signs_are_in_the_typeface_and_others_are_an_empty_box(tmp_path: Path) -> None:
    found = issue("type-error-date", "E9", field="fecha_corte", value="ÁÉÍÓÚÜÑ áéíóúüñ ¿¡ 漢字 🙂")
    text = pdf_text(printed(to_print([verdict(found)], DEFINITIONS)), tmp_path)
    assert "ÁÉÍÓÚÜÑ áéíóúüñ ¿¡ " in text
    assert "漢" not in text


def crowded(count: int) -> Sequence[Verdict]:
    found = [
        issue("type-error-number", f"F{row}", field="meta", value=f"{LONG}{row}", sheet=LONG[:31])
        for row in range(8, 8 + count)
    ]
    one = issue("columna-no-reconocida", "H8:H9", details={"encabezado": "x" * 5000}, sheet=LONG[:31])
    return [verdict(*found, one, rows=count, sheet=LONG[:31], submission=submission(filename="w" * 250 + ".xlsx"))]


def test_a_thousand_issues_with_long_names_stay_within_the_page(tmp_path: Path) -> None:
    content = printed(to_print(crowded(1000), DEFINITIONS))
    (tmp_path / "carta.pdf").write_bytes(content)
    boxes = subprocess.run(
        ["pdftotext", "-bbox", tmp_path / "carta.pdf", "-"], capture_output=True, text=True, check=True
    ).stdout
    edges = [tuple(map(float, found)) for found in re.findall(r'xMin="([\d.]+)" yMin="[\d.]+" xMax="([\d.]+)"', boxes)]
    assert edges
    assert min(left for left, _ in edges) >= 50
    assert max(right for _, right in edges) <= 612 - 50
    assert "1,000 celdas" in " ".join(pdf_text(content, tmp_path).split())
    assert boxes.count("<page ") <= 4


def test_it_is_tagged_for_who_reads_by_ear_and_its_typeface_travels_with_it(tmp_path: Path) -> None:
    (tmp_path / "carta.pdf").write_bytes(printed(to_print(LETTERS["devuelta"], DEFINITIONS)))
    about = subprocess.run(["pdfinfo", tmp_path / "carta.pdf"], capture_output=True, text=True, check=True).stdout
    assert re.search(r"^Title: +DEVUELTA: ", about, re.MULTILINE)
    assert re.search(r"^Tagged: +yes$", about, re.MULTILINE)
    ran = subprocess.run(["pdfinfo", "-struct", tmp_path / "carta.pdf"], capture_output=True, check=True)
    roles = re.findall(rb"^ *([A-Z]\w*)", ran.stdout, re.MULTILINE)
    assert set(roles) == {b"Document", b"H1", b"H2", b"H3", b"P", b"L", b"LI", b"Lbl", b"LBody", b"Span"}
    faces = subprocess.run(["pdffonts", tmp_path / "carta.pdf"], capture_output=True, text=True, check=True).stdout
    assert [line.split()[-5:-2] for line in faces.splitlines()[2:]] == [["yes", "yes", "yes"]] * 2

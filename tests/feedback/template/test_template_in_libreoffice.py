"""A template in the hands of LibreOffice: opened, filled through UNO, drawn, saved, and handed in."""

import json
import subprocess
from datetime import date
from pathlib import Path

import pytest
from openpyxl.utils import get_column_letter
from PIL import Image

from apertura.feedback.template.wrong import serial
from apertura.model.definition import Definitions
from tests.feedback.template.test_template import judged, made, sheets, whole_quarter

pytestmark = pytest.mark.long

SYSTEM_PYTHON = "/usr/bin/python3"
SCRIPT = Path(__file__).with_name("fill_in_libreoffice.py")
RED = (0xFF, 0xC7, 0xCE)
YELLOW = (0xFF, 0xF2, 0xCC)


def libreoffice(**order: object) -> dict:
    done = subprocess.run([SYSTEM_PYTHON, SCRIPT], input=json.dumps(order), capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@pytest.fixture
def book(definitions: Definitions, tmp_path: Path) -> Path:
    path = tmp_path / "plantilla.xlsx"
    path.write_bytes(made(definitions))
    return path


def letters(book: Path) -> dict[str, str]:
    return {cell.value: get_column_letter(cell.column) for cell in sheets(book.read_bytes())[1][7]}


def how_many(drawn: Path, colour: tuple[int, int, int]) -> int:
    subprocess.run(["pdftoppm", "-r", "60", "-png", drawn, drawn.with_suffix("")], check=True)
    # the instructions, which come first, show both colours
    return sum(_count(picture, colour) for picture in sorted(drawn.parent.glob(f"{drawn.stem}-*.png"))[1:])


def _count(picture: Path, colour: tuple[int, int, int]) -> int:
    with Image.open(picture) as image:
        return {pixel: count for count, pixel in image.convert("RGB").getcolors(1 << 24)}.get(colour, 0)


def test_a_template_filled_in_libreoffice_is_accepted_with_nothing_to_say(
    definitions: Definitions, book: Path, tmp_path: Path
) -> None:
    at, name = letters(book), sheets(book.read_bytes())[1].title
    cells: dict[str, object] = {}
    for number, row in enumerate(whole_quarter(definitions), 8):
        for title, value in row.items():
            written = {"serial": serial(value)} if isinstance(value, date) else value
            cells[f"{at[title]}{number}"] = written
    saved, drawn = tmp_path / "llena.xlsx", tmp_path / "llena.pdf"
    libreoffice(book=str(book), sheet=name, cells=cells, saved=str(saved), drawn=str(drawn), area="A1:Q40")
    (verdict,) = judged(saved.read_bytes(), definitions)
    assert verdict.accepted
    assert verdict.rows == 28
    assert verdict.issues == ()
    assert how_many(drawn, RED) == how_many(drawn, YELLOW) == 0


def test_wrong_values_turn_red_missing_ones_yellow_and_pasting_hides_neither_from_the_count(
    book: Path, tmp_path: Path
) -> None:
    at, name, drawn = letters(book), sheets(book.read_bytes())[1].title, tmp_path / "roja.pdf"
    wrong = {"Estatus": "Bonito", "Avance (%)": 150, "Fecha de corte": "ayer", "Evidencia": "www.ejemplo.org.mx"}
    cells = {f"{at[title]}9": value for title, value in wrong.items()}
    # what is pasted brings the format of the cell it comes from, here one that no rule colours
    cells["AA1"] = "Feo"
    shown = [f"{at[title]}5" for title in wrong]
    told = libreoffice(
        book=str(book),
        sheet=name,
        cells=cells,
        pasted={f"{at['Estatus']}10": "AA1"},
        shown=shown,
        drawn=str(drawn),
        area=f"A1:{at['Nota']}40",
    )
    assert [told["shown"][place] for place in shown] == ["2 por corregir", *["1 por corregir"] * 3]
    assert how_many(drawn, RED) > 4 * 100
    assert how_many(drawn, YELLOW) > 100

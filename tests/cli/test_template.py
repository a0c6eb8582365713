"""`apertura plantilla` at the terminal: what is written, what is refused and in which words."""

import subprocess
import sys
from pathlib import Path

import pytest
from openpyxl import load_workbook

pytestmark = pytest.mark.long

APERTURA = Path(sys.executable).parent / "apertura"
SCHEMAS = Path(__file__).parents[2] / "schemas"


def plantilla(folder: Path, *arguments: str) -> "subprocess.CompletedProcess[str]":
    done = subprocess.run(
        [APERTURA, "plantilla", "--esquemas", SCHEMAS, "--datos", folder / "data", *arguments],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )
    assert "Traceback" not in done.stderr
    return done


def test_what_a_body_owes_is_written_and_never_over_a_file_that_is_there(tmp_path: Path) -> None:
    order = ("--garante", "OG-19", "--periodo", "2024-T3")
    done = plantilla(tmp_path, *order)
    assert (done.returncode, done.stdout) == (
        0,
        "plantilla_OG-19_2024-T3.xlsx: OG-19, 2024-T3, 1 tabla, 28 filas preparadas\n",
    )
    book = load_workbook(tmp_path / "plantilla_OG-19_2024-T3.xlsx")
    assert book.sheetnames == ["Instrucciones", "Avance de las líneas de acción", "Listas"]
    before = (tmp_path / "plantilla_OG-19_2024-T3.xlsx").read_bytes()
    again = plantilla(tmp_path, *order)
    assert again.returncode == 2
    assert "puede tener datos escritos" in again.stderr
    assert (tmp_path / "plantilla_OG-19_2024-T3.xlsx").read_bytes() == before


def test_without_a_body_there_is_one_for_each_that_owes(tmp_path: Path) -> None:
    done = plantilla(tmp_path, "--periodo", "2024-T1", "--salida", "todas")
    assert done.returncode == 0
    assert len(list((tmp_path / "todas").glob("plantilla_OG-*_2024-T1.xlsx"))) == 33


def test_what_was_written_in_an_older_file_is_moved_into_the_template(tmp_path: Path) -> None:
    example = SCHEMAS / "avance_linea_accion" / "examples" / "valido.csv"
    order = ("--garante", "OG-19", "--periodo", "2024-T2", "--desde", str(example), "--salida", "nueva.xlsx")
    done = plantilla(tmp_path, *order)
    assert done.returncode == 0, done.stderr
    sheet = load_workbook(tmp_path / "nueva.xlsx").worksheets[1]
    columns = {cell.value: cell.column for cell in sheet[7]}
    keys = [sheet.cell(row, 1).value for row in range(8, 36)]
    assert len(set(keys)) == 28
    assert keys[:3] == ["1.1.a", "1.1.e", "1.3.d"]
    assert sheet.cell(8, columns["Estatus"]).value == "En proceso"
    assert sheet.cell(8, columns["Meta"]).value == 10


def test_what_was_accepted_before_is_carried_where_the_dataset_says_so(tmp_path: Path) -> None:
    example = SCHEMAS / "avance_linea_accion" / "examples" / "valido.csv"
    received = [APERTURA, "recibir", example, "--garante", "OG-19", "--periodo", "2024-T2"]
    more = ["--esquemas", SCHEMAS, "--datos", tmp_path / "data"]
    assert subprocess.run([*received, *more], capture_output=True, check=False).returncode == 0
    assert plantilla(tmp_path, "--garante", "OG-19", "--periodo", "2024-T3").returncode == 0
    sheet = load_workbook(tmp_path / "plantilla_OG-19_2024-T3.xlsx").worksheets[1]
    written = {cell.value: sheet.cell(8, cell.column).value for cell in sheet[7]}
    assert (written["Línea de acción"], written["Meta"], written["Logrado"]) == ("1.1.a", 10, None)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--garante", "OG-99", "--periodo", "2024-T3"), "No conocemos al organismo «OG-99»"),
        (("--garante", "OG-19", "--periodo", "2031-T3"), "No conocemos el periodo «2031-T3»"),
        (("--garante", "OG-19", "--periodo", "2024-T3", "--conjunto", "nada"), "No hay un conjunto de datos «nada»"),
        (("--garante", "OG-19", "--periodo", "2015-A"), "no debe ninguna tabla en 2015-A"),
        (("--periodo", "2015-A"), "Nadie debe ninguna tabla en 2015-A"),
        (("--periodo", "2024-T3", "--desde", "x.xlsx"), "diga de qué organismo es el archivo"),
        (("--garante", "OG-19", "--periodo", "2024-T3", "--desde", "no.xlsx"), "No se pudo leer o escribir «no.xlsx»"),
    ],
)
def test_what_makes_no_sense_is_said_in_spanish_with_exit_code_2(
    tmp_path: Path, arguments: tuple[str, ...], words: str
) -> None:
    done = plantilla(tmp_path, *arguments)
    assert done.returncode == 2
    assert words in done.stderr
    assert not list(tmp_path.rglob("*.xlsx"))

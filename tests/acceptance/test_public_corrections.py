"""What a body accepted to have corrected before it handed its file in is published with the data that came of it."""

import csv
import hashlib
import os
import re
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from frictionless import Package
from openpyxl import load_workbook

from tests.feedback.repair.test_repair import WHOSE, workbook

pytestmark = pytest.mark.long

BIN = Path(sys.executable).parent
SCHEMAS = Path(__file__).parents[2] / "schemas"
BY = "Jefatura de la Unidad de Datos"
DATASET = "avance_linea_accion"


def run(tmp_path: Path, *arguments: str | Path, expected: int = 0) -> str:
    ran = subprocess.run(
        [BIN / "apertura", *arguments],
        cwd=tmp_path,
        env={**os.environ, "APERTURA_ESQUEMAS": str(SCHEMAS), "SOURCE_DATE_EPOCH": "1735689600"},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == expected, ran.stdout + ran.stderr
    return ran.stdout


def table(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def hand_in(tmp_path: Path) -> Path:
    """A heading is corrected, then in that copy the values below it, and the second copy is handed in."""
    book = workbook(tmp_path / "avance.xlsx")
    content = load_workbook(book)
    content["Avance del trimestre"]["B3"], content["Avance del trimestre"]["B7"] = "Estatuss", "En proceso"
    content.save(book)
    run(tmp_path, "corregir", book, *WHOSE, "--aceptar", "columna-no-reconocida", "--por", BY, expected=1)
    run(
        *(tmp_path, "corregir", "avance_corregido.xlsx", *WHOSE, "--aceptar", "constraint-enum"),
        *("--por", BY, "--salida", "listo.xlsx"),
    )
    run(tmp_path, "recibir", "listo.xlsx", *WHOSE)
    run(tmp_path, "publicar", "--conjunto", DATASET)
    return tmp_path / "listo.xlsx"


def test_the_log_is_published_with_the_version_and_leads_to_the_rows(tmp_path: Path) -> None:
    handed_in = hand_in(tmp_path)
    latest = tmp_path / "data" / "published" / DATASET / "latest"
    assert Package(str(latest / "datapackage.json")).validate().valid
    log = table(latest / "correcciones.csv")
    assert [(row["celda"], row["campo"], row["regla"], row["antes"], row["despues"]) for row in log] == [
        ("B3", "estatus", "columna-no-reconocida", "Estatuss", "Estatus"),
        ("B4", "estatus", "constraint-enum", "En procso", "en_proceso"),
        ("B6", "estatus", "constraint-enum", "En procesoo", "en_proceso"),
    ]
    assert {row["archivo_sha256"] for row in log} == {hashlib.sha256(handed_in.read_bytes()).hexdigest()}
    assert {(row["organismo_id"], row["periodo_id"], row["acepto"]) for row in log} == {("OG-19", "2024-T2", BY)}
    places = {
        (row["archivo_sha256"], row["hoja"], row["fila"]): row["linea_accion_id"]
        for row in table(latest / "linaje.csv")
    }
    rows = [places.get((row["archivo_sha256"], row["hoja"], re.sub(r"\D", "", row["celda"]))) for row in log]
    assert rows == [None, "1.1.a", "1.1.c"]
    run(tmp_path, "verificar")


def test_who_reads_the_page_of_the_dataset_sees_them_in_both_languages(tmp_path: Path) -> None:
    hand_in(tmp_path)
    run(tmp_path, "sitio")
    for page, lead in (
        (f"conjuntos/{DATASET}/index.html", "corrigió 3 celdas con Apertura antes de entregarlos"),
        (f"en/conjuntos/{DATASET}/index.html", "3 cells were corrected with Apertura by the body"),
    ):
        said = (tmp_path / "data" / "sitio" / page).read_text(encoding="utf-8")
        assert lead in said
        assert said.count(f"{BY}</td>") == 3


def test_a_file_that_nobody_corrected_takes_its_place_and_the_log_is_gone(tmp_path: Path) -> None:
    hand_in(tmp_path)
    first = tmp_path / "data" / "published" / DATASET / "1.0.0" / "correcciones.csv"
    before = first.read_bytes()
    content = load_workbook(tmp_path / "listo.xlsx")
    content["Avance del trimestre"]["E4"] = date(2024, 6, 29)
    content.save(tmp_path / "otro.xlsx")
    run(tmp_path, "recibir", "otro.xlsx", *WHOSE)
    run(tmp_path, "publicar", "--conjunto", DATASET)
    latest = tmp_path / "data" / "published" / DATASET / "latest"
    assert latest.readlink() == Path("1.0.1")
    assert not (latest / "correcciones.csv").exists()
    assert first.read_bytes() == before


def test_what_is_on_record_is_not_written_over(tmp_path: Path) -> None:
    hand_in(tmp_path)
    records = {path: path.read_bytes() for path in (tmp_path / "data" / "correcciones").rglob("*.csv")}
    again = ("--aceptar", "columna-no-reconocida", "--por", "Otra persona", "--salida", "otra.xlsx")
    run(tmp_path, "corregir", "avance.xlsx", *WHOSE, *again, expected=1)
    assert {path: path.read_bytes() for path in (tmp_path / "data" / "correcciones").rglob("*.csv")} == records

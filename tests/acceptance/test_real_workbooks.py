"""Registers that real bodies filled: received, answered, published. Nothing dropped in silence."""

import csv
import io
import json
from pathlib import Path

import pytest
from openpyxl import load_workbook

from tests.acceptance.trees import contents

REAL = Path(__file__).parents[3] / "shared" / "real" / "mapadai"
BODIES = {
    "14._TEPJF_Recursos.xlsx": "OF-02",
    "15._Michoacan_Recursos.xlsx": "OG-16",
    "3._BCS_Recursos.xlsx": "OG-03",
    "5._BM_Recursos.xlsx": "OF-01",
    "6._Chihuahua_Recursos.xlsx": "OG-08",
}
ACCEPTED = {"14._TEPJF_Recursos.xlsx", "3._BCS_Recursos.xlsx", "5._BM_Recursos.xlsx"}
# what the letter of each returned workbook must name: cell, value as written
MUST_FIX = {
    "15._Michoacan_Recursos.xlsx": [("F115", "24/082014"), ("G261", "25/036/2015")],
    "6._Chihuahua_Recursos.xlsx": [
        ("G1241", "15/04/2015"),
        ("G1245", "21/10/2015"),
        ("L1241", "ORENA DAR RESPUESTA"),
        ("L1302", "REVOCA Y SOBRESEE"),
        ("B1236", "RR012202014"),
    ],
}

files = pytest.mark.parametrize("file", sorted(REAL.glob("*.xlsx")), ids=lambda path: path.stem)


def report_of(done) -> dict:
    return json.loads(done.stdout)


@files
def test_validar_finds_the_header_in_row_7_and_accounts_for_every_cell(apertura, file: Path) -> None:
    done = apertura("validar", file, "--garante", BODIES[file.name], "--periodo", "2015-A", "--formato", "json")
    report = report_of(done)
    assert done.returncode == (0 if file.name in ACCEPTED else 1)
    (table,) = report["tablas"]
    assert (table["conjunto"], table["hoja"], table["fila_encabezado"]) == (
        "recurso_revision", "Recursos de revisión", 7,
    )  # fmt: skip
    sheet = load_workbook(file, data_only=True)["Recursos de revisión"]
    seen = sum(1 for row in sheet.iter_rows(values_only=True) for cell in row if cell not in (None, ""))
    cells = table["celdas"]
    assert cells["total"] == seen == cells["usadas"] + cells["ignoradas"] + cells["reportadas"]


def test_the_column_that_one_body_added_is_reported_with_its_cells(apertura) -> None:
    for file in REAL.glob("6._*.xlsx"):
        done = apertura("validar", file, "--garante", "OG-08", "--periodo", "2015-A", "--formato", "json")
        found = [i for i in report_of(done)["tablas"][0]["incidencias"] if i["tipo"] == "columna-no-reconocida"]
        assert [(issue["celda"], issue["cuantas"]) for issue in found] == [("R8:R1343", 1336)]
        assert "EXPEDIENTE ICHITAIP" in found[0]["mensaje"]


@files
def test_a_returned_workbook_gets_a_letter_that_names_each_cell_to_fix(apertura, file: Path) -> None:
    done = apertura("validar", file, "--garante", BODIES[file.name], "--periodo", "2015-A")
    report = report_of(
        apertura("validar", file, "--garante", BODIES[file.name], "--periodo", "2015-A", "--formato", "json")
    )
    grave = [i for i in report["tablas"][0]["incidencias"] if i["severidad"] in ("critica", "grave")]
    assert bool(grave) == (file.name in MUST_FIX)
    assert ("DEVUELTA" in done.stdout) == (file.name in MUST_FIX)
    for cell, value in MUST_FIX.get(file.name, []):
        assert any(cell in (issue["celda"] or "") and value in (issue["valor"] or "") for issue in grave), cell
        assert value in done.stdout


@pytest.fixture(scope="module")
def received(apertura, tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("real") / "datos"
    for file in sorted(REAL.glob("*.xlsx")):
        done = apertura("recibir", file, "--garante", BODIES[file.name], "--periodo", "2015-A", "--datos", root)
        assert done.returncode == (0 if file.name in ACCEPTED else 1)
    done = apertura("publicar", "--datos", root)
    assert done.returncode == 0, done.stderr
    return root


@files
def test_the_same_file_again_is_the_same_submission_with_the_same_answer(apertura, received: Path, file: Path) -> None:
    before = contents(received)
    arguments = ("--garante", BODIES[file.name], "--periodo", "2015-A", "--datos", received)
    done = apertura("recibir", file, *arguments)
    assert done.returncode == (0 if file.name in ACCEPTED else 1)
    assert "ya se había recibido" in done.stdout
    assert ("ACEPTADA" if file.name in ACCEPTED else "DEVUELTA") in done.stdout
    assert contents(received) == before


def test_three_registers_are_published_as_one_table(received: Path) -> None:
    for latest in received.glob("published/recurso_revision/latest"):
        with (latest / "recurso_revision.csv").open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        counts = {body: sum(row["organismo_id"] == body for row in rows) for body in BODIES.values()}
        assert counts == {"OF-01": 15, "OF-02": 44, "OG-03": 111, "OG-16": 0, "OG-08": 0}
    assert bool(list(received.glob("published/recurso_revision/latest"))) == bool(list(REAL.glob("*.xlsx")))


def test_each_published_row_leads_back_to_its_cell(received: Path) -> None:
    sources = {path.parent.name: path for path in received.glob("raw/archive/*/*/contenido")}
    for latest in received.glob("published/recurso_revision/latest"):
        with (latest / "linaje.csv").open(encoding="utf-8", newline="") as file:
            lineage = list(csv.DictReader(file))
        with (latest / "columnas.csv").open(encoding="utf-8", newline="") as file:
            columns = {(sha, sheet, field): column for sha, sheet, field, column in csv.reader(file)}
        sheets = {sha: load_workbook(io.BytesIO(path.read_bytes()), data_only=True) for sha, path in sources.items()}
        for row in lineage:
            sheet = sheets[row["archivo_sha256"]][row["hoja"]]
            column = columns[row["archivo_sha256"], row["hoja"], "folio_recurso"]
            assert str(sheet[f"{column}{row['fila']}"].value).strip() == row["folio_recurso"]
        assert len(lineage) == 170


def test_the_bytes_of_what_was_received_are_kept(received: Path) -> None:
    kept = {path.read_bytes() for path in received.glob("raw/archive/*/*/contenido")}
    assert kept == {path.read_bytes() for path in REAL.glob("*.xlsx")}

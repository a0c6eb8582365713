"""From the workbooks that every garante owes to one published dataset, as the demonstration does it."""

import csv
import json
import os
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest
from openpyxl import load_workbook

from apertura.storage.lease import hold
from tests.acceptance.trees import contents, touched

REPO = Path(__file__).parents[2]
LINEAS = 28


@pytest.fixture(scope="module")
def latest(demo: Path) -> Path:
    return demo / "published" / "avance_linea_accion" / "latest"


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_every_garante_and_period_is_published_or_has_a_letter_that_returns_it(demo: Path, latest: Path) -> None:
    coverage = {(row["organismo_id"], row["periodo_id"]): row["estado"] for row in rows(latest / "cobertura.csv")}
    assert len(coverage) == 33 * 4
    published = Counter((row["organismo_id"], row["periodo_id"]) for row in rows(latest / "avance_linea_accion.csv"))
    reports = {
        (report["entrega"]["garante"], report["entrega"]["periodo"]): report
        for report in (json.loads(path.read_text()) for path in (demo / "reports").rglob("informe.json"))
        if "avance_linea_accion" in {table["conjunto"] for table in report["tablas"]}
    }
    assert len(reports) == 33 * 4
    returned = {key for key, report in reports.items() if not report["aceptada"]}
    assert returned
    assert set(published) == set(coverage) - returned
    assert set(published.values()) == {LINEAS}
    for garante, period in returned:
        assert coverage[garante, period] == "faltante"
        letters = [path.read_text() for path in (demo / "reports" / garante / period).rglob("carta.txt")]
        assert any("DEVUELTA" in letter and "Tabla «Avance" in letter for letter in letters)


def test_a_second_night_says_nothing_changed_and_touches_no_file(apertura, demo: Path) -> None:
    before = touched(demo), contents(demo)
    done = apertura("nocturna", "--datos", demo)
    assert done.returncode == 0
    assert "Sin novedades" in done.stdout
    assert (touched(demo), contents(demo)) == before


def test_the_same_workbooks_handed_in_again_change_nothing_published(apertura, demo: Path, tmp_path: Path) -> None:
    root = tmp_path / "datos"
    shutil.copytree(demo, root, symlinks=True)
    before = contents(root)
    done = apertura("demo", "--datos", root)
    assert done.returncode == 0
    assert "repetida" in done.stdout
    assert contents(root) == before


def test_frictionless_finds_the_published_package_valid(latest: Path) -> None:
    frictionless = Path(sys.executable).parent / "frictionless"
    done = subprocess.run(
        [frictionless, "validate", latest / "datapackage.json", "--json"], capture_output=True, text=True, check=False
    )
    report = json.loads(done.stdout)
    assert report["valid"], report["errors"]
    assert {task["name"] for task in report["tasks"]} >= {"avance_linea_accion", "organismo", "linea_accion"}
    assert done.returncode == 0


def test_what_is_made_up_says_so_in_every_descriptor(latest: Path) -> None:
    descriptor = json.loads((latest / "datapackage.json").read_text())
    assert "demostración" in descriptor["title"].lower()
    assert "demostración" in (latest / "CAMBIOS.md").read_text().lower()


def test_a_real_workspace_is_never_mixed_with_a_demonstration(apertura, tmp_path: Path) -> None:
    root = tmp_path / "datos"
    apertura("recibir", REPO / "README.md", "--garante", "OG-01", "--periodo", "2024-T1", "--datos", root)
    before = contents(root)
    done = apertura("demo", "--datos", root)
    assert done.returncode == 2
    assert "no son de demostración" in done.stderr
    assert contents(root) == before


def test_libreoffice_reads_the_csv_with_its_accents_and_leading_zeros(latest: Path, tmp_path: Path) -> None:
    # separator 44, quote 34, UTF-8 76, from row 1, no column formats, quoted fields are text
    subprocess.run(
        [
            "soffice", "--headless", f"-env:UserInstallation=file://{tmp_path}/perfil",
            "--infilter=CSV:44,34,76,1,,0,true,false", "--convert-to", "xlsx",
            "--outdir", tmp_path, latest / "organismo.csv", latest / "avance_linea_accion.csv",
        ],
        check=True, capture_output=True,
    )  # fmt: skip
    for name in ("organismo", "avance_linea_accion"):
        sheet = load_workbook(tmp_path / f"{name}.xlsx").active
        assert sheet is not None
        header, *found = [["" if cell is None else cell for cell in row] for row in sheet.iter_rows(values_only=True)]
        wanted = rows(latest / f"{name}.csv")
        assert header == list(wanted[0])
        assert len(found) == len(wanted)
        for row, expected in zip(found, wanted, strict=True):
            shown = dict(zip(header, row, strict=True))
            assert {field: shown[field] for field, value in expected.items() if isinstance(shown[field], str)} == {
                field: value for field, value in expected.items() if isinstance(shown[field], str)
            }
        if name == "organismo":
            assert [row[header.index("cve_ent")] for row in found][:3] == ["00", "01", "02"]


def test_verify_finds_the_catalogue_whole_and_a_changed_byte_at_once(apertura, demo: Path, tmp_path: Path) -> None:
    assert apertura("verificar", "--datos", demo).returncode == 0
    root = tmp_path / "datos"
    shutil.copytree(demo, root, symlinks=True)
    victim = root / "published" / "avance_linea_accion" / "latest" / "avance_linea_accion.csv"
    victim.chmod(0o644)
    victim.write_bytes(victim.read_bytes().replace(b"OG-01", b"OG-02", 1))
    done = apertura("verificar", "--datos", root)
    assert done.returncode == 1
    assert "avance_linea_accion.csv" in done.stdout


def test_what_a_run_at_work_has_half_done_is_no_broken_promise(apertura, demo: Path, tmp_path: Path) -> None:
    root = tmp_path / "datos"
    shutil.copytree(demo, root, symlinks=True)
    with hold(root):
        assert apertura("verificar", "--datos", root).returncode == 0
        half = root / "published" / "avance_linea_accion" / ".publicando"
        half.write_text("2.0.0")
        done = apertura("verificar", "--datos", root)
        assert (done.returncode, done.stdout) == (2, "")
        assert f"Otro proceso está trabajando en {root} (pid {os.getpid()}" in done.stderr
    done = apertura("verificar", "--datos", root)
    assert (done.returncode, "a medias" in done.stdout) == (1, True)

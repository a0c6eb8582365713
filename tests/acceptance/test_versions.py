"""What a researcher sees when hand-ins are corrected, replaced or returned."""

import csv
from pathlib import Path

import pytest

from apertura.storage.lease import hold
from tests.acceptance.conftest import EPOCH, REPO
from tests.acceptance.trees import contents, touched

EXAMPLES = REPO / "schemas" / "avance_linea_accion" / "examples"
LATER = str(int(EPOCH) + 60)
SENDER = ("--garante", "OG-19", "--periodo", "2024-T2")


@pytest.fixture
def workspace(apertura, tmp_path: Path) -> Path:
    root = tmp_path / "datos"
    assert apertura("recibir", EXAMPLES / "valido.csv", *SENDER, "--datos", root).returncode == 0
    assert apertura("publicar", "--datos", root).returncode == 0
    return root


@pytest.fixture
def published(workspace: Path) -> Path:
    return workspace / "published" / "avance_linea_accion"


def noted(folder: Path, name: str, note: str) -> Path:
    """Write the valid example with another note in its first row."""
    with (EXAMPLES / "valido.csv").open(encoding="utf-8", newline="") as file:
        header, first, *rest = csv.reader(file)
    first[header.index("nota")] = note
    with (folder / name).open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([header, first, *rest])
    return folder / name


def notes(version: Path) -> list[str]:
    with (version / "avance_linea_accion.csv").open(encoding="utf-8", newline="") as file:
        return [row["nota"] for row in csv.DictReader(file)]


def test_a_corrected_value_is_shown_in_the_plan_then_published_as_a_patch(
    apertura, workspace: Path, published: Path, tmp_path: Path
) -> None:
    first = contents(published / "1.0.0")
    corrected = noted(tmp_path, "v2.csv", "Nota corregida")
    apertura("recibir", corrected, *SENDER, "--datos", workspace, SOURCE_DATE_EPOCH=LATER)
    before = touched(published)
    plan = apertura("publicar", "--plan", "--datos", workspace)
    assert plan.returncode == 0
    assert "1.0.1" in plan.stdout
    assert "reemplazar" in plan.stdout
    assert touched(published) == before
    assert apertura("publicar", "--datos", workspace).stdout.splitlines()[0].count("1.0.1") == 1
    assert (published / "latest").readlink() == Path("1.0.1")
    assert "Nota corregida" in notes(published / "latest")
    assert "Nota corregida" not in notes(published / "1.0.0")
    assert contents(published / "1.0.0") == first


def test_of_two_files_received_together_the_last_one_stands(
    apertura, workspace: Path, published: Path, tmp_path: Path
) -> None:
    files = [noted(tmp_path, f"{note}.csv", note) for note in ("Primera", "Segunda", "Tercera")]
    assert apertura("recibir", *files, *SENDER, "--datos", workspace).returncode == 0
    apertura("publicar", "--datos", workspace)
    assert {"Primera", "Segunda", "Tercera"}.intersection(notes(published / "latest")) == {"Tercera"}


def test_a_returned_hand_in_leaves_the_accepted_one_standing(apertura, workspace: Path, published: Path) -> None:
    before = touched(published)
    done = apertura("recibir", EXAMPLES / "invalido.csv", *SENDER, "--datos", workspace)
    assert done.returncode == 1
    assert apertura("publicar", "--datos", workspace).returncode == 0
    assert touched(published) == before


def test_a_second_run_at_the_same_time_is_told_and_does_nothing(apertura, workspace: Path) -> None:
    before = contents(workspace)
    with hold(workspace):
        done = apertura("nocturna", "--datos", workspace)
    assert done.returncode == 2
    assert "Otro proceso está trabajando" in done.stderr
    assert contents(workspace) == before

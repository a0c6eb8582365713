"""The nights through a real Prefect server: same bytes as the plain process, read in Spanish, never stopped by one."""

import subprocess
from pathlib import Path

import pytest
import yaml

from tests.acceptance.conftest import EPOCH, REPO, command, environment
from tests.acceptance.trees import contents
from tests.flows.conftest import BIN, api


def inbox(root: Path, *garantes: str) -> Path:
    """Demonstration workbooks of a few garantes, waiting."""
    subprocess.run(
        command("demo", "--solo-entregas", "--datos", root), env=environment(), check=True, capture_output=True
    )
    for folder in (root / "raw" / "inbox").iterdir():
        if folder.name not in garantes:
            for file in folder.rglob("*.xlsx"):
                file.unlink()
    return root


@pytest.fixture(scope="module")
def night(server, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path, str]:
    """The same inbox taken in by the flow and by the plain process; and what the flow printed."""
    garantes = returned_and_accepted()
    by_flow = inbox(tmp_path_factory.mktemp("flow") / "datos", *garantes)
    plainly = inbox(tmp_path_factory.mktemp("plain") / "datos", *garantes)
    code = (
        f"from pathlib import Path; from flows.nightly import nightly; nightly(Path({str(by_flow)!r}), Path('schemas'))"
    )
    done = subprocess.run(
        [BIN / "python", "-c", code], cwd=REPO, env={**server, "SOURCE_DATE_EPOCH": EPOCH}, capture_output=True,
        text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    subprocess.run(command("nocturna", "--datos", plainly), env=environment(), check=True, capture_output=True)
    return by_flow, plainly, done.stdout


def returned_and_accepted() -> list[str]:
    profile = yaml.safe_load((REPO / "schemas/avance_linea_accion/examples/demo.yaml").read_text())
    return [*sorted({mistake["garante"] for mistake in profile["errores"]})[:3], "OG-00"]


def test_the_flow_and_the_plain_night_end_in_the_same_bytes(night) -> None:
    by_flow, plainly, _ = night
    assert contents(by_flow) == contents(plainly)
    assert (by_flow / "published/avance_linea_accion/latest").exists()


def test_a_returned_submission_completes_in_a_named_state_and_its_letter_is_an_artifact(night, server) -> None:
    runs = api(server, "task_runs/filter", {"limit": 200})
    states = {run["state_name"] for run in runs}
    assert {"Aceptada", "Devuelta", "Publicada"} <= states
    assert {run["state_type"] for run in runs} == {"COMPLETED"}
    artifacts = api(server, "artifacts/filter", {"limit": 200})
    letters = [artifact for artifact in artifacts if artifact["key"].startswith("carta-")]
    assert len(letters) == sum(run["state_name"] == "Devuelta" for run in runs)
    assert all("DEVUELTA" in letter["data"] for letter in letters)
    assert {"dictamenes", "version-avance-linea-accion"} <= {artifact["key"] for artifact in artifacts}


def test_a_second_flow_run_ends_saying_nothing_changed(night, server) -> None:
    by_flow, _, _ = night
    before = contents(by_flow)
    code = (
        "from pathlib import Path; from flows.nightly import nightly; "
        f"print(nightly(Path({str(by_flow)!r}), Path('schemas'), return_state=True).name)"
    )
    done = subprocess.run(
        [BIN / "python", "-c", code], cwd=REPO, env={**server, "SOURCE_DATE_EPOCH": EPOCH}, capture_output=True,
        text=True, check=True,
    )  # fmt: skip
    assert done.stdout.splitlines()[-1] == "Sin cambios"
    assert contents(by_flow) == before

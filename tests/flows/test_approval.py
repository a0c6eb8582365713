"""A version that needs a yes: its run waits with no process and no worker, and any answer is on record."""

import json
import shutil
import subprocess
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from apertura.storage import approvals
from tests.acceptance.conftest import EPOCH, REPO, command, environment
from tests.approving import approving
from tests.flows.conftest import api
from tests.flows.machines import Machines, below, kill, wait

DATASET, OTHER = "avance_linea_accion", "evento"
NOW = datetime.fromtimestamp(int(EPOCH), UTC)
ANSWER = {"nombre": "Ana Pérez", "motivo": "Cotejado con el acta"}


@pytest.fixture(scope="module")
def schemas(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The definitions, in which one dataset needs a yes within three days."""
    return approving(tmp_path_factory.mktemp("esquemas") / "esquemas", DATASET)


@pytest.fixture(scope="module")
def machines(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Machines]:
    top = tmp_path_factory.mktemp("maquinas")
    found = Machines(top / "prefect", top / "datos", APERTURA_LLAVES=str(top / "llaves"))
    found.server()
    found.deploy(120)
    found.worker()
    try:
        yield found
    finally:
        found.stop()


@pytest.fixture
def root(machines: Machines, schemas: Path) -> Iterator[Path]:
    """A workspace whose first night has passed: one dataset is published, the other waits."""
    for dataset in (DATASET, OTHER):
        folder = machines.root / "raw/inbox/OG-19/2024-T2"
        folder.mkdir(parents=True, exist_ok=True)
        shutil.copy(REPO / "schemas" / dataset / "examples/valido.csv", folder / f"{dataset}.csv")
    assert night(machines, schemas)["state_type"] == "COMPLETED"
    yield machines.root
    shutil.rmtree(machines.root)


def night(machines: Machines, schemas: Path) -> dict:
    (found,) = [each for each in api(machines.reached, "deployments/filter") if each["name"] == "nocturna"]
    given = {"parameters": {"datos": str(machines.root), "esquemas": str(schemas)}}
    run = api(machines.reached, f"deployments/{found['id']}/create_flow_run", given)
    return machines.ended(run["id"], "COMPLETED", "FAILED", "CRASHED")


def waiting(machines: Machines) -> dict:
    """The run that waits for the answer, once it does."""
    wait(lambda: paused(machines), "nobody is asked", machines.home)
    (run,) = paused(machines)
    return run


def paused(machines: Machines) -> list[dict]:
    return [run for run in machines.runs("aprobar") if run["state_type"] == "PAUSED"]


def version(root: Path, dataset: str = DATASET) -> str | None:
    latest = root / "published" / dataset / "latest"
    return latest.readlink().name if latest.is_symlink() else None


def records(root: Path) -> list[dict]:
    return [json.loads(path.read_bytes()) for path in sorted(root.glob("aprobaciones/*/*/*.json"))]


def resume(machines: Machines, run: dict, answer: dict[str, str]) -> str:
    return api(machines.reached, f"flow_runs/{run['id']}/resume", {"run_input": answer})["status"]


def apertura(root: Path, schemas: Path, *order: str) -> str:
    done = subprocess.run(
        command(*order, "--datos", root), env=environment(APERTURA_ESQUEMAS=str(schemas)), check=True,
        capture_output=True, text=True,
    )  # fmt: skip
    return done.stdout


def test_the_run_waits_with_what_would_change_and_holds_nobody_not_even_when_the_worker_is_killed(
    machines: Machines, root: Path, schemas: Path
) -> None:
    assert (version(root), version(root, OTHER)) == (None, "1.0.0")
    run = waiting(machines)
    assert run["state_name"] == "Suspended"
    [page] = api(machines.reached, "artifacts/filter", {"flow_runs": {"id": {"any_": [run["id"]]}}})
    assert page["key"] == f"aprobar-{DATASET}".replace("_", "-")
    for told in ("OG-19", "1.1.a", "en_proceso", run["parameters"]["huella"]):
        assert told in page["data"]
    worker = machines.started[-1]
    wait(lambda: not list(below(worker.pid)), "a process waits", machines.home, 60)
    kill(worker.pid)
    worker.wait()
    machines.worker()
    assert machines.run(run["id"])["state_name"] == "Suspended"
    refused = resume(machines, run, {"respuesta": "publicar", "nombre": "", "motivo": ""})
    assert refused == "REJECT"
    assert resume(machines, run, {"respuesta": "publicar", **ANSWER}) == "ACCEPT"
    done = machines.ended(run["id"], "COMPLETED", "FAILED", "CRASHED")
    assert (done["state_type"], done["state_name"]) == ("COMPLETED", "Aprobada")
    asked, answered = records(root)
    assert (asked["acto"], answered["acto"], answered["canal"]) == ("pedida", "aprobada", "prefect")
    assert {name: answered["quien" if name == "nombre" else name] for name in ANSWER} == ANSWER
    assert version(root) is None, "the night publishes it, and nobody else"
    assert night(machines, schemas)["state_type"] == "COMPLETED"
    assert version(root) == "1.0.0"
    assert paused(machines) == []


def test_a_no_by_command_line_ends_the_run_that_waits_and_is_on_record_once(
    machines: Machines, root: Path, schemas: Path
) -> None:
    run = waiting(machines)
    answer = ("--no", "--huella", run["parameters"]["huella"], "--nombre", "Ana Pérez", "--motivo", "Falta el acta")
    apertura(root, schemas, "aprobar", DATASET, *answer)
    assert night(machines, schemas)["state_type"] == "COMPLETED"
    done = machines.ended(run["id"], "COMPLETED", "FAILED", "CRASHED")
    assert (done["state_type"], done["state_name"]) == ("COMPLETED", "Rechazada")
    assert "Falta el acta" in done["state"]["message"]
    assert [record["acto"] for record in records(root)] == ["pedida", "rechazada"]
    assert (version(root), paused(machines)) == (None, [])


def test_what_is_something_else_by_now_is_asked_anew_and_the_run_before_is_let_go(
    machines: Machines, root: Path, schemas: Path
) -> None:
    first = waiting(machines)
    content = (REPO / "schemas" / DATASET / "examples/valido.csv").read_text(encoding="utf-8")
    file = root / "raw/inbox/OG-19/2024-T2/otra.csv"
    file.write_text(content.replace("seis instituciones", "siete instituciones"), encoding="utf-8")
    assert night(machines, schemas)["state_type"] == "COMPLETED"
    assert machines.run(first["id"])["state_type"] == "CANCELLED"
    wait(lambda: paused(machines), "nobody is asked", machines.home)
    (second,) = paused(machines)
    assert second["parameters"]["huella"] != first["parameters"]["huella"]
    night(machines, schemas)
    assert [run["id"] for run in paused(machines)] == [second["id"]], "nothing is asked twice"
    resume(machines, second, {"respuesta": "no publicar", **ANSWER})
    machines.ended(second["id"], "COMPLETED")


def test_what_nobody_answers_in_time_ends_as_failed_and_is_not_published(
    machines: Machines, root: Path, schemas: Path
) -> None:
    run = waiting(machines)
    api(machines.reached, f"flow_runs/{run['id']}/set_state", {"state": {"type": "CANCELLED"}, "force": True})
    # as if it had been asked three days ago, but for what is left to answer
    [record] = root.glob("aprobaciones/*/*/*.json")
    subject = approvals.read_act(record.read_bytes()).subject
    record.unlink()
    approvals.ask(root, subject, timedelta(days=3), now=NOW - timedelta(days=3) + timedelta(seconds=20), channel="x")
    assert night(machines, schemas)["state_type"] == "COMPLETED"
    late = waiting(machines)
    done = machines.ended(late["id"], "FAILED", seconds=120)
    assert "never resumed" in done["state"]["message"]
    assert version(root) is None

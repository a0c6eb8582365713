"""`make server`: a file copied into the inbox is answered by itself, and the clock publishes what was accepted."""

import json
import os
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import yaml

from tests.acceptance.conftest import REPO
from tests.browser import chromium
from tests.flows.conftest import api, free_port

EXAMPLES = REPO / "schemas/avance_linea_accion/examples"


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, dict[str, str]]]:
    """A server started as an operator starts it, whose night comes every minute; the workspace, and how to reach it."""
    home = tmp_path_factory.mktemp("servidor")
    root, port = home / "datos", free_port()
    chosen = yaml.safe_load((REPO / "prefect.yaml").read_text())
    for deployment in chosen["deployments"]:
        deployment["parameters"] = {"datos": str(root)}
        if deployment["name"] != "avisar":
            deployment["parameters"]["esquemas"] = str(REPO / "schemas")
        if deployment["name"] == "nocturna":
            (schedule,) = deployment["schedules"]
            schedule["cron"] = "* * * * *"
    (home / "prefect.yaml").write_text(yaml.safe_dump(chosen, allow_unicode=True))
    environment = {
        **os.environ,
        "APERTURA_DATOS": str(root),
        "APERTURA_DESPLIEGUES": str(home / "prefect.yaml"),
        "APERTURA_PUERTO": str(port),
        "APERTURA_SIN_PREPARAR": "1",
        "PREFECT_HOME": str(home / "prefect"),
    }
    said = home / "dicho.txt"
    with said.open("wb") as out:
        process = subprocess.Popen(
            ["make", "server"], cwd=REPO, env=environment, stdout=out, stderr=out, start_new_session=True
        )
    try:
        wait(lambda: "Listo." in said.read_text() or process.poll() is not None, said, 180)
        assert process.poll() is None, said.read_text()
        reached = {"PREFECT_API_URL": f"http://127.0.0.1:{port}/api"}
        # until a test lets it come: what lands is to be answered without it
        night(reached, "pause")
        yield root, reached
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        process.wait(timeout=90)
        wait(lambda: nobody_at(port), said, 60)


def night(server: dict[str, str], what: str) -> None:
    (found,) = [each for each in api(server, "deployments/filter") if each["name"] == "nocturna"]
    api(server, f"deployments/{found['id']}/{what}_deployment")


def nobody_at(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) != 0


def wait(happened: Callable[[], object], said: Path, seconds: float) -> None:
    until = time.monotonic() + seconds
    while not happened():
        if time.monotonic() > until:
            logs = [path.read_text() for path in (said, *said.parent.glob("**/*.log"))]
            raise AssertionError("\n".join(logs)[-20_000:])
        time.sleep(0.5)


def drop(root: Path, garante: str, example: str) -> Path:
    folder = root / "raw/inbox" / garante / "2024-T2"
    folder.mkdir(parents=True, exist_ok=True)
    return Path(shutil.copy(EXAMPLES / example, folder))


def letter(root: Path, garante: str) -> Path | None:
    return next((root / "reports" / garante / "2024-T2").glob("*/carta.txt"), None)


def test_what_is_copied_into_the_inbox_is_answered_by_itself(running: tuple[Path, dict[str, str]]) -> None:
    root, server = running
    left = [drop(root, "OG-19", "valido.csv"), drop(root, "OG-20", "invalido.csv")]
    wait(lambda: letter(root, "OG-19") and letter(root, "OG-20"), root.parent / "dicho.txt", 90)
    wait(lambda: not any(file.exists() for file in left), root.parent / "dicho.txt", 30)
    reports = {
        garante: json.loads((letter(root, garante).parent / "informe.json").read_bytes())["aceptada"]
        for garante in ("OG-19", "OG-20")
    }
    assert reports == {"OG-19": True, "OG-20": False}
    assert "Llegaron archivos al buzón" in (root.parent / "dicho.txt").read_text()

    def names() -> set[str]:
        return {run["name"].split(",")[0] for run in api(server, "flow_runs/filter", {"limit": 200})}

    wait(lambda: "Recibir el buzón" in names(), root.parent / "dicho.txt", 60)


def test_the_clock_publishes_what_was_accepted(running: tuple[Path, dict[str, str]]) -> None:
    root, server = running
    night(server, "resume")
    wait((root / "published/avance_linea_accion/latest").exists, root.parent / "dicho.txt", 180)

    def states() -> set[str]:
        return {run["state_type"] for run in api(server, "flow_runs/filter", {"limit": 200}) if run["auto_scheduled"]}

    wait(lambda: "COMPLETED" in states(), root.parent / "dicho.txt", 60)
    assert not states() & {"FAILED", "CRASHED"}


def test_an_operator_sees_the_runs_in_a_browser(running: tuple[Path, dict[str, str]]) -> None:
    address = running[1]["PREFECT_API_URL"].removesuffix("/api")

    def nights() -> list[dict]:
        return api(running[1], "artifacts/filter", {"artifacts": {"key": {"any_": ["noche"]}}})

    wait(nights, running[0].parent / "dicho.txt", 120)
    night = nights()[0]
    with chromium() as browser:
        page = browser.new_page(locale="es-MX")
        page.goto(f"{address}/runs")
        page.get_by_text("Recibir el buzón").first.wait_for()
        page.get_by_text("Nocturna").first.wait_for()
        page.goto(f"{address}/artifacts/artifact/{night['id']}")
        page.get_by_role("heading", name="Noche del").wait_for()


def test_a_second_server_on_the_same_port_says_so_in_one_sentence(running: tuple[Path, dict[str, str]]) -> None:
    port = running[1]["PREFECT_API_URL"].split(":")[2].removesuffix("/api")
    done = subprocess.run(
        ["bash", "scripts/server.sh"], cwd=REPO, capture_output=True, text=True, check=False,
        env={**os.environ, "APERTURA_PUERTO": port, "APERTURA_SIN_PREPARAR": "1"},
    )  # fmt: skip
    assert done.returncode == 1
    assert done.stderr.startswith(f"✗ El puerto {port} está ocupado.")

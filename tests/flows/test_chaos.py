"""Whatever dies in a night, and whatever the clock does, it ends as if nothing had happened, and nobody is needed."""

import asyncio
import json
import resource
import shutil
import subprocess
from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from prefect.server.schemas.schedules import CronSchedule

from apertura.sentence import sentence
from tests.acceptance.conftest import command, environment
from tests.acceptance.trees import contents
from tests.flows.conftest import api
from tests.flows.machines import Machines, below, kill, wait
from tests.flows.test_answers import by_mail
from tests.flows.test_poison import DATASET, PERIOD, VICTIM, block, table, waiting
from tests.outbox.post_office import PostOffice, open_at

SILENCE = 40
OFFICE = PostOffice()
"""Where the operators' mail goes; no body has an address."""


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same inbox after a night in which nothing happened."""
    root = waiting(tmp_path_factory.mktemp("tranquila") / "datos")
    subprocess.run(command("nocturna", "--datos", root), env=environment(), check=True, capture_output=True)
    return root


@pytest.fixture(scope="module")
def machines(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Machines]:
    top = tmp_path_factory.mktemp("maquinas")
    with open_at(OFFICE) as port:
        mail = {**by_mail(top / "datos", port), "APERTURA_AVISOS": "opera@apertura.example"}
        (top / "contactos.json").write_text("{}")
        found = Machines(top / "prefect", top / "datos", **mail)
        found.server()
        found.deploy(SILENCE)
        try:
            yield found
        finally:
            found.stop()


@pytest.fixture
def root(machines: Machines) -> Iterator[Path]:
    yield waiting(machines.root)
    shutil.rmtree(machines.root)


def kept(root: Path) -> dict[str, str]:
    """All that a night leaves but its mail, which only goes out where there is a server."""
    return {path: digest for path, digest in contents(root).items() if not path.startswith("salida/")}


def states(machines: Machines, run: str) -> list[str]:
    return [each["name"] for each in api(machines.reached, f"flow_run_states/?flow_run_id={run}", method="GET")]


def answered(root: Path) -> bool:
    return any((root / "reports").glob("*/*/*/carta.txt"))


def test_a_run_whose_process_is_killed_is_begun_again_and_ends_right(
    machines: Machines, root: Path, undisturbed: Path
) -> None:
    worker = machines.worker()
    run = machines.begin("nocturna")
    wait(lambda: answered(root), "the night does not begin", machines.home)
    for pid in list(below(worker.pid)):
        kill(pid)
    assert machines.ended(run, "CRASHED")
    ended = machines.ended(run, "COMPLETED")
    assert ended["run_count"] == 2
    assert kept(root) == kept(undisturbed)
    assert states(machines, run).count("Reinicio") == 1
    assert not OFFICE.taken
    kill(worker.pid)


def test_a_run_that_dies_with_its_worker_is_found_out_begun_again_and_ends_right(
    machines: Machines, root: Path, undisturbed: Path
) -> None:
    worker = machines.worker("dos")
    run = machines.begin("nocturna")
    wait(lambda: answered(root), "the night does not begin", machines.home)
    for pid in [worker.pid, *below(worker.pid)]:
        kill(pid)
    assert machines.run(run)["state_type"] == "RUNNING"
    machines.worker("tres")
    ended = machines.ended(run, "COMPLETED")
    assert ended["run_count"] == 2
    assert kept(root) == kept(undisturbed)
    assert "Crashed" in states(machines, run)


def test_a_server_killed_in_the_middle_of_a_night_costs_no_more_than_time(
    machines: Machines, root: Path, undisturbed: Path
) -> None:
    machines.worker("cuatro")
    run = machines.begin("nocturna")
    wait(lambda: answered(root), "the night does not begin", machines.home)
    server = machines.started[0]
    for pid in [server.pid, *below(server.pid)]:
        kill(pid)
    server.wait()
    machines.started[0] = machines.server()
    machines.ended(run, "COMPLETED")
    assert kept(root) == kept(undisturbed)


def test_what_dies_whenever_it_begins_is_begun_again_once_and_then_told(machines: Machines, root: Path) -> None:
    machines.worker("cinco")
    before = len(OFFICE.taken)
    run = machines.begin("nocturna", variables={"command": "false"})
    wait(lambda: len(OFFICE.taken) > before, "nobody is told", machines.home, 420)
    assert "Qué pasó: el proceso murió dos veces" in OFFICE.taken[-1].get_content()
    seen = states(machines, run)
    assert (seen.count("Crashed"), seen.count("Reinicio")) == (2, 1)
    assert machines.run(run)["state_type"] == "CRASHED"


def sweep(machines: Machines) -> None:
    """Have whatever ended badly be looked after, by a run that did so to its end."""
    while machines.ended(machines.begin("avisar"), "COMPLETED", "FAILED", "CANCELLED")["state_type"] != "COMPLETED":
        continue


def test_what_fails_again_for_the_same_cause_is_told_to_an_operator_once(machines: Machines, root: Path) -> None:
    shutil.rmtree(root / "raw/inbox")
    (root / "raw/inbox" / VICTIM / PERIOD).mkdir(parents=True)
    (root / "raw/inbox" / VICTIM / PERIOD / "tabla.csv").write_bytes(table(VICTIM))
    block(root / "reports" / VICTIM / PERIOD)
    machines.worker("seis")
    for _ in (1, 2):
        run = machines.begin("nocturna")
        machines.ended(run, "FAILED")
        sweep(machines)
    (mail,) = [each for each in OFFICE.taken if "Fallas nuestras" in each.get_content()]
    assert mail["To"] == "opera@apertura.example"
    said = mail.get_content()
    assert f"Qué pasó: Fallas nuestras: 1 ({VICTIM} {PERIOD}); sus archivos siguen en el buzón." in said
    assert "Qué significa: Los archivos que no se contestaron siguen en el buzón" in said
    assert "Qué hacer: " in said
    assert "/runs/flow-run/" in said


def test_a_full_disk_is_said_and_the_next_night_ends_right(undisturbed: Path, tmp_path: Path) -> None:
    root = waiting(tmp_path / "datos")
    # what measures the tests writes at the end of a process, and has no room for it either
    unmeasured = {name: value for name, value in environment().items() if not name.startswith("COV")}

    def night(limit: int) -> "subprocess.CompletedProcess[str]":
        return subprocess.run(
            command("nocturna", "--datos", root), env=unmeasured, capture_output=True, text=True, check=False,
            preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit)),
        )  # fmt: skip

    full = night(20_000)
    assert full.returncode == 2
    assert "no se permite un archivo tan grande" in full.stderr
    assert "Traceback" not in full.stderr
    assert not (root / "published" / DATASET / "latest").exists()
    assert night(-1).returncode == 0
    assert contents(root / "published") == contents(undisturbed / "published")


def test_a_disk_without_a_byte_is_said_in_spanish() -> None:
    with pytest.raises(OSError) as error:
        Path("/dev/full").write_text("algo")
    assert sentence(error.value) == "No se pudo leer o escribir: el disco está lleno."


@pytest.mark.parametrize(
    ("zone", "begins", "hours"),
    [
        # the whole of central Mexico, since 2022: no summer time
        ("America/Mexico_City", datetime(2026, 3, 5, tzinfo=UTC), {8}),
        ("America/Mexico_City", datetime(2026, 10, 29, tzinfo=UTC), {8}),
        # the northern border changes its clocks with the neighbour, in March and in November
        ("America/Tijuana", datetime(2026, 3, 5, tzinfo=UTC), {9, 10}),
        ("America/Tijuana", datetime(2026, 10, 29, tzinfo=UTC), {9, 10}),
        ("America/Ojinaga", datetime(2026, 3, 5, tzinfo=UTC), {7, 8}),
    ],
)
def test_there_is_one_night_each_day_whatever_the_clocks_do(zone: str, begins: datetime, hours: set[int]) -> None:
    nights = asyncio.run(CronSchedule(cron="30 2 * * *", timezone=zone).get_dates(7, start=begins))
    days = [night.astimezone(ZoneInfo(zone)).date() for night in nights]
    assert [(after - before).days for before, after in pairwise(days)] == [1] * 6
    assert {night.astimezone(UTC).hour for night in nights} == hours


def test_a_clock_that_is_put_back_over_midnight_does_not_bring_the_older_table_back(tmp_path: Path) -> None:
    root, midnight = tmp_path / "datos", int(datetime(2026, 11, 28, 6, tzinfo=UTC).timestamp())
    place = root / "raw/inbox" / VICTIM / PERIOD
    place.mkdir(parents=True)
    for instant, many in ((midnight + 60, "seis"), (midnight - 60, "siete")):
        (place / "tabla.csv").write_bytes(
            table(VICTIM).replace(b"a seis instituciones", f"a {many} instituciones".encode())
        )
        subprocess.run(
            command("nocturna", "--datos", root), env=environment(SOURCE_DATE_EPOCH=str(instant)), check=True,
            capture_output=True,
        )  # fmt: skip
    latest = root / "published" / DATASET / "latest"
    assert "a siete instituciones" in (latest / f"{DATASET}.csv").read_text(encoding="utf-8")
    assert latest.readlink() == Path("1.0.1")
    received = [
        json.loads(path.read_bytes())["entrega"]["recibido"] for path in sorted(root.glob("accepted/*/*/*/*/*.json"))
    ]
    assert received == sorted(received)

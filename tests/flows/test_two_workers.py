"""PostgreSQL as Prefect's database, and two workers: one night, the base restarted in the middle, kept and put back."""

import os
import pwd
import secrets
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.acceptance.conftest import REPO, command, environment
from tests.flows.conftest import free_port
from tests.flows.machines import Machines, wait
from tests.flows.test_chaos import answered, kept
from tests.flows.test_poison import waiting

PROGRAMS = max(Path("/usr/lib/postgresql").glob("*/bin"))


class Database:
    """A PostgreSQL of its own, run by a user that is not root, in a folder that user may enter."""

    def __init__(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="apertura-pg-", dir="/tmp"))
        self.port, self.password = free_port(), secrets.token_hex(8)
        self.user = "postgres" if os.geteuid() == 0 else pwd.getpwuid(os.geteuid()).pw_name
        if os.geteuid() == 0:
            shutil.chown(self.folder, self.user)
        (self.folder / "clave").write_text(self.password)
        (self.folder / "clave").chmod(0o644)
        self._run(
            "initdb", "-D", str(self.folder / "base"), "-U", "apertura", "--auth=scram-sha-256",
            f"--pwfile={self.folder / 'clave'}", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync",
        )  # fmt: skip
        self.control("start")
        self.address = f"postgresql+asyncpg://apertura:{self.password}@127.0.0.1:{self.port}/prefect"
        self.sql("postgres", "create database prefect")

    def control(self, order: str, *more: str) -> None:
        options = f"-p {self.port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={self.folder} -c fsync=off"
        given = ("-o", options) if order in ("start", "restart") else ()
        log = str(self.folder / "registro.txt")
        self._run("pg_ctl", order, "-w", "-D", str(self.folder / "base"), "-l", log, *given, *more)

    def sql(self, database: str, order: str) -> str:
        return subprocess.run(
            [PROGRAMS / "psql", "-XAtq", "-v", "ON_ERROR_STOP=1", "-c", order,
             f"postgresql://apertura:{self.password}@127.0.0.1:{self.port}/{database}"],
            check=True, capture_output=True, text=True,
        ).stdout.strip()  # fmt: skip

    def _run(self, program: str, *arguments: str) -> None:
        subprocess.run(
            [PROGRAMS / program, *arguments], check=True, capture_output=True, cwd="/",
            user=self.user if os.geteuid() == 0 else None, env={"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8"},
        )  # fmt: skip


@pytest.fixture(scope="module")
def database() -> Iterator[Database]:
    found = Database()
    try:
        yield found
    finally:
        found.control("stop", "-m", "immediate")
        shutil.rmtree(found.folder)


@pytest.fixture(scope="module")
def machines(database: Database, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Machines]:
    top = tmp_path_factory.mktemp("dos")
    found = Machines(
        top / "prefect", top / "datos", PREFECT_API_DATABASE_CONNECTION_URL=database.address,
        APERTURA_LLAVES=str(top / "llaves"),
    )  # fmt: skip
    found.server()
    found.deploy(silence=60)
    try:
        yield found
    finally:
        found.stop()


def test_two_workers_on_postgresql_end_one_night_though_the_base_is_restarted_in_the_middle(
    database: Database, machines: Machines, tmp_path: Path
) -> None:
    undisturbed = waiting(tmp_path / "tranquila")
    subprocess.run(command("nocturna", "--datos", undisturbed), env=environment(), check=True, capture_output=True)
    root = waiting(machines.root)
    workers = {name: machines.worker(name, limit=1) for name in ("uno", "dos")}
    begun = [machines.begin("nocturna"), machines.begin("verificar")]
    wait(lambda: answered(root), "the night does not begin", machines.home)
    database.control("restart", "-m", "immediate")
    assert [machines.ended(run, "COMPLETED")["state_type"] for run in begun] == ["COMPLETED", "COMPLETED"]
    assert kept(root) == kept(undisturbed)
    logs = {name: (machines.home / f"worker-{name}.log").read_text() for name in workers}
    assert all("submitted to infrastructure" in log for log in logs.values())
    assert int(database.sql("prefect", "select count(*) from flow_run where state_type = 'COMPLETED'")) >= 2


def test_what_is_kept_can_be_put_back_whole(database: Database, machines: Machines, tmp_path: Path) -> None:
    reached = {**machines.reached, "APERTURA_DATOS": str(machines.root)}
    subprocess.run(command("llaves", "--crear"), env=reached, check=True, capture_output=True)
    runs = "select id from flow_run"
    before = {*database.sql("prefect", runs).split()}
    done = subprocess.run(
        ["bash", "scripts/backup.sh", str(tmp_path / "respaldos")], cwd=REPO, env=reached, capture_output=True,
        text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    (copy,) = (tmp_path / "respaldos").iterdir()
    assert {path.name for path in copy.iterdir()} == {"datos.tar", "llaves.tar", "prefect.dump", "SHA256SUMS"}
    subprocess.run(["sha256sum", "--quiet", "-c", "SHA256SUMS"], cwd=copy, check=True)

    elsewhere = tmp_path / "datos"
    elsewhere.mkdir()
    subprocess.run(["tar", "-xf", copy / "datos.tar", "-C", elsewhere], check=True)
    assert kept(elsewhere) == kept(machines.root)
    verified = subprocess.run(command("verificar", "--datos", elsewhere), env=environment(), check=False)
    assert verified.returncode == 0
    database.sql("postgres", "create database de_vuelta")
    address = database.address.replace("+asyncpg", "").replace("/prefect", "/de_vuelta")
    subprocess.run(["pg_restore", "--no-owner", f"--dbname={address}", copy / "prefect.dump"], check=True)
    # the scheduler goes on planning runs meanwhile
    assert before
    assert before <= {*database.sql("de_vuelta", runs).split()} <= {*database.sql("prefect", runs).split()}


def test_a_copy_waits_for_the_run_that_is_at_work(machines: Machines, tmp_path: Path) -> None:
    reached = {**machines.reached, "APERTURA_DATOS": str(machines.root)}
    holding = subprocess.Popen(["flock", machines.root / ".apertura.lock", "sleep", "3"])
    time.sleep(0.5)
    begun = time.monotonic()
    subprocess.run(["bash", "scripts/backup.sh", str(tmp_path)], cwd=REPO, env=reached, check=True, capture_output=True)
    assert holding.poll() == 0
    assert time.monotonic() - begun > 1

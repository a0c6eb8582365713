"""What a night runs on, as processes that a test may kill and start again: Prefect's server, and workers."""

import os
import signal
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import yaml

from tests.acceptance.conftest import EPOCH, REPO
from tests.flows.conftest import BIN, api, free_port, prefect


class Machines:
    """A server with its database in ``home`` and the deployments over ``root``; nothing runs until it is started."""

    def __init__(self, home: Path, root: Path, **more: str) -> None:
        self.home, self.root, port = home, root, free_port()
        home.mkdir(exist_ok=True)
        # where a worker keeps what it runs has a fixed name, which may belong to another user of this machine
        self.scratch = TemporaryDirectory(prefix="prefect-", ignore_cleanup_errors=True)
        self.reached = {
            **os.environ,
            "DO_NOT_TRACK": "1",
            "PREFECT_HOME": str(home),
            "PREFECT_API_URL": f"http://127.0.0.1:{port}/api",
            "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
            "PREFECT_FLOWS_HEARTBEAT_FREQUENCY": "30",
            "PREFECT_WORKER_QUERY_SECONDS": "1",
            "PYTHONPATH": str(REPO),
            "SOURCE_DATE_EPOCH": EPOCH,
            "TMPDIR": self.scratch.name,
            **more,
        }
        self.port = port
        self.started: list[subprocess.Popen[bytes]] = []

    def server(self) -> "subprocess.Popen[bytes]":
        process = self._start("server", "server", "start", "--host", "127.0.0.1", "--port", str(self.port))
        wait(lambda: healthy(self.reached), "the server does not answer", self.home)
        return process

    def worker(self, name: str = "uno", limit: int = 2) -> "subprocess.Popen[bytes]":
        order = ("worker", "start", "--pool", "apertura", "--name", name, "--limit", str(limit))
        return self._start(f"worker-{name}", *order)

    def deploy(self, silence: int) -> None:
        chosen = yaml.safe_load((REPO / "prefect.yaml").read_text())
        for deployment in chosen["deployments"]:
            deployment["parameters"] = {"datos": str(self.root)}
            # what ended badly is looked for each minute, as a busy SQLite loses events that tell of it
            deployment["schedules"] = [{"cron": "* * * * *"}] if deployment["name"] == "avisar" else []
        (self.home / "prefect.yaml").write_text(yaml.safe_dump(chosen, allow_unicode=True))
        prefect(self.reached, "work-pool", "create", "apertura", "--type", "process", "--overwrite")
        prefect(self.reached, "--no-prompt", "deploy", "--all", "--prefect-file", str(self.home / "prefect.yaml"))
        given = "from datetime import timedelta; from flows.automate import automate"
        code = f"{given}; automate(timedelta(seconds={silence}))"
        for _ in range(2):
            subprocess.run([BIN / "python", "-c", code], cwd=REPO, env=self.reached, check=True)

    def begin(self, name: str, variables: dict[str, str] | None = None) -> str:
        """Have a deployment run, with other variables of its process if need be, and return the id of the run."""
        (found,) = [each for each in api(self.reached, "deployments/filter") if each["name"] == name]
        run = api(self.reached, f"deployments/{found['id']}/create_flow_run", {"job_variables": variables or {}})
        return str(run["id"])

    def run(self, id_: str) -> dict:
        (found,) = api(self.reached, "flow_runs/filter", {"flow_runs": {"id": {"any_": [id_]}}})
        return found

    def runs(self, name: str) -> list[dict]:
        found = api(self.reached, "flow_runs/filter", {"limit": 200, "flows": {"name": {"any_": [name]}}})
        return sorted(found, key=lambda run: run["created"])

    def ended(self, id_: str, *types: str, seconds: float = 420) -> dict:
        """Wait until a run is in a state of one of these types, and return it."""
        try:
            wait(lambda: self.run(id_)["state_type"] in types, f"the run is not {types}", self.home, seconds)
        except AssertionError as error:
            states = api(self.reached, f"flow_run_states/?flow_run_id={id_}", method="GET")
            said = "\n".join(f"{each['timestamp']} {each['name']}: {each['message']}" for each in states)
            raise AssertionError(f"{self.run(id_)['name']}\n{said}\n{error}") from error
        return self.run(id_)

    def stop(self) -> None:
        for process in self.started:
            for pid in [process.pid, *below(process.pid)]:
                kill(pid)
            process.wait()
        self.scratch.cleanup()

    def _start(self, log: str, *arguments: str) -> "subprocess.Popen[bytes]":
        with (self.home / f"{log}.log").open("ab") as out:
            process = subprocess.Popen(
                [BIN / "prefect", *arguments], cwd=REPO, env=self.reached, stdout=out, stderr=out,
                start_new_session=True,
            )  # fmt: skip
        self.started.append(process)
        return process


def healthy(server: dict[str, str]) -> bool:
    try:
        urllib.request.urlopen(f"{server['PREFECT_API_URL']}/health", timeout=5).read()
    except (urllib.error.URLError, OSError):
        return False
    return True


def wait(happened: Callable[[], object], what: str, home: Path, seconds: float = 180) -> None:
    until = time.monotonic() + seconds
    while not happened():
        if time.monotonic() > until:
            logs = "\n".join(path.read_text()[-4000:] for path in sorted(home.glob("*.log")))
            raise AssertionError(f"{what}\n{logs}")
        time.sleep(0.2)


def below(pid: int) -> Iterator[int]:
    """Processes that a process has begun, and those begun by them."""
    try:
        children = [task.joinpath("children").read_text().split() for task in Path(f"/proc/{pid}/task").iterdir()]
    except OSError:
        return
    for child in (int(each) for some in children for each in some):
        yield child
        yield from below(child)


def kill(pid: int) -> None:
    try:
        os.kill(pid, signal.SIGKILL)
    except ProcessLookupError:
        return

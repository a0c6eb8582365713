"""Publishing to a real CKAN beside what one would write instead: requests, seconds, memory, whether ids stay.

usage: .venv/bin/python benchmarks/ckan.py
"""

import secrets
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

REPO = Path(__file__).parents[1]
sys.path.insert(0, str(REPO))
from tests.ckan.instances import CACHE, KINDS, free_port, running  # noqa: E402
from tests.ckan.proxy import Front, front  # noqa: E402
from tests.ckan.workspace import Workspace, tables  # noqa: E402

ROWS = 20_000
Publish = Callable[[Workspace, str], list[str]]


def ours(workspace: Workspace, _: str) -> list[str]:
    return workspace.command()[1:]


def theirs(tool: str) -> Publish:
    script = str(REPO / "benchmarks" / "obvious_ckan.py")

    def publish(workspace: Workspace, name: str) -> list[str]:
        return [script, tool, str((workspace.published / name / "latest").resolve()), name]

    return publish


def main() -> None:
    port = free_port()
    with (
        tempfile.TemporaryDirectory() as place,
        running(KINDS["2.12"], CACHE / "benchmark", f"http://127.0.0.1:{port}") as said,
        front(port, said["CKAN_URL"]) as before,
    ):
        environment = {"CKAN_URL": before.url, "CKAN_API_TOKEN": said["CKAN_API_TOKEN"], "CKAN_ORGANIZATION": "snt"}
        print(f"{'':14}{'':22}{'requests':>9}{'writing':>9}{'seconds':>9}{'MiB':>6}  ids and addresses")
        for tool, publish in (
            ("apertura", ours),
            ("ckanapi", theirs("ckanapi")),
            ("frictionless", theirs("frictionless")),
        ):
            measure(tool, publish, Workspace(Path(place) / tool, f"b-{secrets.token_hex(4)}", environment), before)


def measure(tool: str, publish: Publish, workspace: Workspace, before: Front) -> None:
    values = [f"valor {place}" for place in range(ROWS)]
    workspace.release(tables(*values))
    ids = None
    for situation in ("first publication", "no change", "one cell changed"):
        if situation == "one cell changed":
            workspace.release(tables("otro", *values[1:]))
        began = time.perf_counter()
        with before.watched() as seen:
            done = subprocess.run(
                [sys.executable, *publish(workspace, workspace.name)],
                env=workspace.process_environment, cwd=REPO, capture_output=True, text=True, check=False,
            )  # fmt: skip
        seconds = time.perf_counter() - began
        if done.returncode:
            print(f"{tool:14}{situation:22}failed: {done.stderr.strip().splitlines()[-1][:90]}")
            return
        now = addresses(before, workspace.name)
        kept = "" if ids is None else "kept" if ids == now else "changed"
        ids = now
        writing = sum(request.writes for request in seen)
        peak = done.stdout.split()[-1]
        print(f"{tool:14}{situation:22}{len(seen):>9}{writing:>9}{seconds:>9.1f}{peak:>6}  {kept}")


def addresses(before: Front, name: str) -> set[tuple[str, str]]:
    import requests

    answer = requests.get(f"{before.behind}/api/3/action/package_show", params={"id": name}, timeout=60).json()
    return {(each["id"], each["url"]) for each in answer["result"]["resources"]}


if __name__ == "__main__":
    main()

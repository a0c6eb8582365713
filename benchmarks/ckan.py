"""Publishing to a real CKAN beside what one would write instead: requests, seconds, memory, whether ids stay.

usage: .venv/bin/python benchmarks/ckan.py [--con PYTHON] [--escribir docs/ckan.md]

PYTHON is an interpreter that has ckanapi, hdx-python-api and frictionless[ckan]; of itself, this one.
"""

import argparse
import secrets
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

import requests
from report import MARKS, memory_gib, processor

REPO = Path(__file__).parents[1]
sys.path.insert(0, str(REPO))
from tests.ckan.instances import CACHE, KINDS, free_port, running  # noqa: E402
from tests.ckan.proxy import Front, front  # noqa: E402
from tests.ckan.workspace import Workspace, gibibyte, tables  # noqa: E402

ROWS = 20_000
VALUES = [f"valor {place}" for place in range(ROWS)]
LARGE = "y un archivo de 1 GiB"
SITUATIONS: dict[str, Callable[[Workspace], object]] = {
    "primera vez": lambda workspace: workspace.release(tables(*VALUES)),
    "sin cambios": lambda _: None,
    "una celda": lambda workspace: workspace.release(tables("otro", *VALUES[1:])),
    LARGE: lambda workspace: workspace.put("1.1.0", "1.0.1", large=gibibyte(workspace.root)),
}
TOOLS = {"Apertura": "", "ckanapi": "ckanapi", "hdx-python-api": "hdx", "frictionless": "frictionless"}


class Measure(NamedTuple):
    """One run: what it asked of the portal, what it sent, how long and how large it was, and what became of ids."""

    tool: str
    situation: str
    requests: int = 0
    writing: int = 0
    sent: float = 0
    seconds: float = 0
    peak: int = 0
    ids: str = ""
    failure: str = ""


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--con", default=sys.executable, dest="python")
    parser.add_argument("--escribir", type=Path, dest="document")
    arguments = parser.parse_args()
    port, kind = free_port(), KINDS["2.12-grande"]
    with (
        tempfile.TemporaryDirectory() as place,
        running(kind, CACHE / "benchmark", f"http://127.0.0.1:{port}") as said,
        front(port, said["CKAN_URL"]) as before,
    ):
        environment = {"CKAN_URL": before.url, "CKAN_API_TOKEN": said["CKAN_API_TOKEN"], "CKAN_ORGANIZATION": "snt"}
        # hdx-python-api asks for the list of tags that HDX approves
        vocabulary = {"name": "Topics", "tags": [{"name": "datos"}]}
        requests.post(
            f"{said['CKAN_URL']}/api/3/action/vocabulary_create",
            json=vocabulary, headers={"Authorization": said["CKAN_ADMIN_TOKEN"]}, timeout=60,
        ).raise_for_status()  # fmt: skip
        measures = []
        for tool in TOOLS:
            workspace = Workspace(Path(place) / tool, f"b-{secrets.token_hex(4)}", environment)
            workspace.root.mkdir()
            for measure in measured(tool, workspace, before, arguments.python):
                sys.stderr.write(f"{line(measure)}\n")
                measures.append(measure)
    text = "\n".join([head(arguments.python, kind.version), "", *map(line, [None, *measures])])
    sys.stdout.write(f"{text}\n")
    if arguments.document:
        before_it, rest = arguments.document.read_text(encoding="utf-8").split(MARKS[0])
        after = rest.split(MARKS[1])[1]
        arguments.document.write_text(f"{before_it}{MARKS[0]}\n\n{text}\n\n{MARKS[1]}{after}", encoding="utf-8")


def measured(tool: str, workspace: Workspace, before: Front, python: str) -> Iterator[Measure]:
    ids: set[tuple[str, str]] = set()
    for situation, prepare in SITUATIONS.items():
        prepare(workspace)
        folder = str((workspace.published / workspace.name / "latest").resolve())
        theirs = [python, str(REPO / "benchmarks" / "obvious_ckan.py"), TOOLS[tool], folder, workspace.name]
        began = time.perf_counter()
        with before.watched() as seen:
            done = subprocess.run(
                theirs if TOOLS[tool] else workspace.command(),
                env=workspace.process_environment, cwd=REPO, capture_output=True, text=True, check=False,
            )  # fmt: skip
        seconds = time.perf_counter() - began
        if done.returncode:
            yield Measure(tool, situation, failure=(done.stderr.strip() or "(murió)").replace("\n", " ")[-140:])
            continue
        now = addresses(before, workspace.name)
        kept = became(ids, now, len(list(Path(folder).iterdir())))
        ids = ids or now
        writing = [request for request in seen if request.writes]
        sent = sum(request.size for request in seen) / 2**20
        yield Measure(tool, situation, len(seen), len(writing), sent, seconds, int(done.stdout.split()[-1]), kept)


def became(ids: set[tuple[str, str]], now: set[tuple[str, str]], files: int) -> str:
    """Say what became of the ids and addresses there were."""
    if not ids <= now:
        return "cambian"
    return f"se duplican: {len(now)} de {files} archivos" if len(now) > files else "se quedan" if ids else ""


def addresses(before: Front, name: str) -> set[tuple[str, str]]:
    answer = requests.get(f"{before.behind}/api/3/action/package_show", params={"id": name}, timeout=60).json()
    return {(each["id"], each["url"]) for each in answer["result"]["resources"]}


def head(python: str, version: str) -> str:
    script = (
        "from importlib.metadata import version; "
        "print(*(f'{n} {version(n)}' for n in ('ckanapi', 'hdx-python-api', 'frictionless')), sep=', ')"
    )
    done = subprocess.run([python, "-c", script], capture_output=True, text=True, check=False)
    versions = done.stdout.strip() or "algunas no están instaladas"
    return (
        f"Máquina: {processor()}, {memory_gib()} GiB, {datetime.now(UTC):%Y-%m-%d}. CKAN {version}; {versions}. "
        f"Un conjunto de {ROWS:,} filas."
    )


def line(measure: Measure | None) -> str:
    if measure is None:
        return (
            "| con qué | qué | peticiones | que escriben | MiB enviados | segundos | memoria MiB | direcciones |\n"
            "| --- | --- | --: | --: | --: | --: | --: | --- |"
        )
    if measure.failure:
        return f"| {measure.tool} | {measure.situation} | | | | | | no pudo: `{measure.failure}` |"
    return (
        f"| {measure.tool} | {measure.situation} | {measure.requests} | {measure.writing} | {measure.sent:,.1f} | "
        f"{measure.seconds:.1f} | {measure.peak:,} | {measure.ids} |"
    )


if __name__ == "__main__":
    main()

"""How long a night takes beside the obvious script: 132 workbooks, whole processes, interleaved, medians and ratios.

usage: .venv/bin/python benchmarks/night.py [ROUNDS [ROWS]]

With ROWS, the night is 33 workbooks of that many rows, one from each body.
"""

import contextlib
import ctypes
import os
import platform
import re
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

REPO = Path(__file__).parents[1]
BIN = Path(sys.executable).parent
DATASET, LONG_DATASET = "avance_linea_accion", "recurso_revision"
PERIOD = "2015-A"
PR_SET_CHILD_SUBREAPER = 36


def main(rounds: int, rows: int | None) -> None:
    # what a command started and did not wait for becomes this process' to wait for, and to count
    ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
    with tempfile.TemporaryDirectory() as name:
        place = Path(name)
        schemas = REPO / "schemas" if rows is None else long_tables(place / "schemas", rows)
        schema = schemas / (DATASET if rows is None else LONG_DATASET) / "table.schema.json"
        run(BIN / "apertura", "demo", "--solo-entregas", "--datos", place / "start", "--esquemas", schemas)
        inbox = place / "start" / "raw" / "inbox"
        taken: dict[str, list[tuple[float, float]]] = {"apertura nocturna": [], "obvious script": []}
        for number in range(rounds):
            root = place / f"night-{number}"
            shutil.copytree(place / "start", root)
            ours = (BIN / "apertura", "nocturna", "--datos", root, "--esquemas", schemas)
            theirs = (sys.executable, REPO / "benchmarks" / "obvious_night.py", inbox, schema, place)
            taken["apertura nocturna"].append(run(*ours))
            taken["obvious script"].append(run(*theirs))
    show(taken)


def long_tables(schemas: Path, rows: int) -> Path:
    """Copy the definitions with one demonstration: one workbook of ``rows`` rows from each of 33 bodies."""
    shutil.copytree(REPO / "schemas", schemas)
    for profile in schemas.glob("*/examples/demo.yaml"):
        if profile.parents[1].name != LONG_DATASET:
            profile.unlink()
    profile = schemas / LONG_DATASET / "examples" / "demo.yaml"
    deliveries = "".join(f"- {{garante: OG-{body:02}, periodo: {PERIOD}, filas: {rows}}}\n" for body in range(33))
    text = re.sub(r"(?<=^entregas:\n)(?:- .*\n)+", deliveries, profile.read_text(encoding="utf-8"), flags=re.MULTILINE)
    profile.write_text(text[: text.index("\nerrores:") + 1], encoding="utf-8")
    return schemas


def run(*command: str | Path) -> tuple[float, float]:
    """Run a command; return its wall and CPU seconds, those of all it started included."""
    before, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    wall = time.perf_counter() - began
    with contextlib.suppress(ChildProcessError):
        while True:
            os.wait()
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return wall, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def show(taken: dict[str, list[tuple[float, float]]]) -> None:
    print(f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}")
    for name, times in taken.items():
        wall, cpu = (statistics.median(column) for column in zip(*times, strict=True))
        print(f"{name:20} wall {wall:6.2f} s   CPU {cpu:6.2f} s   (median of {len(times)})")
    ours, theirs = taken.values()
    for number, unit in enumerate(("wall", "CPU")):
        ratios = [their[number] / our[number] for our, their in zip(ours, theirs, strict=True)]
        low, middle, high = min(ratios), statistics.median(ratios), max(ratios)
        print(f"obvious ÷ apertura, {unit}: {low:.1f} to {high:.1f}, median {middle:.1f}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 3, int(sys.argv[2]) if len(sys.argv) > 2 else None)

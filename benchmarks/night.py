"""How long a night takes beside the obvious script: 132 workbooks, whole processes, interleaved, medians and ratios.

usage: .venv/bin/python benchmarks/night.py [ROUNDS]
"""

import os
import platform
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
SCHEMA = REPO / "schemas" / "avance_linea_accion" / "table.schema.json"


def main(rounds: int) -> None:
    with tempfile.TemporaryDirectory() as name:
        place = Path(name)
        run(BIN / "apertura", "demo", "--solo-entregas", "--datos", place / "start", "--esquemas", REPO / "schemas")
        inbox = place / "start" / "raw" / "inbox"
        taken: dict[str, list[tuple[float, float]]] = {"apertura nocturna": [], "obvious script": []}
        for number in range(rounds):
            root = place / f"night-{number}"
            shutil.copytree(place / "start", root)
            ours = (BIN / "apertura", "nocturna", "--datos", root, "--esquemas", REPO / "schemas")
            theirs = (sys.executable, REPO / "benchmarks" / "obvious_night.py", inbox, SCHEMA, place)
            taken["apertura nocturna"].append(run(*ours))
            taken["obvious script"].append(run(*theirs))
    show(taken)


def run(*command: str | Path) -> tuple[float, float]:
    """Run a command; return its wall and CPU seconds, its children's included."""
    before, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    wall, after = time.perf_counter() - began, resource.getrusage(resource.RUSAGE_CHILDREN)
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
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 3)

"""How long the generic checker takes beside others and beside reading alone: a table for each size, in Markdown.

usage: .venv/bin/python benchmarks/validation.py [--filas N …] [--tabla avances|contratos] [--errores ESTADO …]
    [--vueltas N] [--frictionless-hasta N] [--medidas JSONL] [--escribir docs/rendimiento.md]

Whole processes, start-up included, interleaved, medians. What ``--medidas`` already holds is not measured again.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from checkers import CHECKERS, READINGS
from report import CANONICAL, STATES, TABLES, Measure, report, written

HERE = Path(__file__).parent
BY_HAND = ("pandera (pandas)", "pandera (polars)", "jsonschema-rs")
"""Checkers whose schema is written by hand, for the progress table alone."""

VALID = next(iter(STATES))
BY_HAND_ROWS = 1_000_000
ONCE_ROWS = 100_000
"""Rows from which on frictionless and those run once, whatever the rounds."""


def main(asked: argparse.Namespace) -> None:
    measures = read(asked.medidas)
    for rows in asked.filas:
        for state in asked.errores:
            if any((each.table, each.rows, each.state) == (asked.tabla, rows, state) for each in measures):
                continue
            found = measured(asked, rows, state)
            measures += found
            if asked.medidas:
                with asked.medidas.open("a", encoding="utf-8") as file:
                    file.writelines(json.dumps(each._asdict(), ensure_ascii=False) + "\n" for each in found)
    if asked.escribir:
        asked.escribir.write_text(written(asked.escribir.read_text(encoding="utf-8"), measures), encoding="utf-8")
    else:
        print(report(measures))


def measured(asked: argparse.Namespace, rows: int, state: str) -> list[Measure]:
    """Measure every checker and every reading over one table, round after round."""
    taken = []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        made = (sys.executable, HERE / "tables.py", TABLES[asked.tabla], str(rows), STATES[state], folder)
        subprocess.run(made, check=True)
        for turn in range(asked.vueltas):
            for checker in named(asked, rows, state, turn):
                times = run(checker, folder)
                taken.append(Measure(asked.tabla, rows, state, checker, *times))
                print(*taken[-1], file=sys.stderr)
    return taken


def named(asked: argparse.Namespace, rows: int, state: str, turn: int) -> list[str]:
    names = [name for name in CHECKERS | READINGS if not asked.solo or name in asked.solo]
    # what is written of a file with errors is nothing
    names = [name for name in names if name != CANONICAL or state == VALID]
    again = turn > 0 and rows >= ONCE_ROWS
    left_out = {"frictionless"} if again or rows > asked.frictionless_hasta else set()
    if again or asked.tabla != "avances" or rows > BY_HAND_ROWS:
        left_out.update(BY_HAND)
    return [name for name in names if name not in left_out]


def run(checker: str, folder: Path) -> tuple[float, float, float, str]:
    """Run a checker; return wall and CPU seconds, peak MiB of the process, and the errors it found or how it failed."""
    command = (sys.executable, str(HERE / "checkers.py"), checker, str(folder))
    with (folder / "printed").open("w+b") as printed, (folder / "complaint").open("w+b") as complaint:
        began = time.perf_counter()
        process = os.posix_spawn(
            sys.executable,
            command,
            os.environ,
            file_actions=[(os.POSIX_SPAWN_DUP2, printed.fileno(), 1), (os.POSIX_SPAWN_DUP2, complaint.fileno(), 2)],
        )
        _, status, usage = os.wait4(process, 0)
        wall = time.perf_counter() - began
        answer, failure = (file.seek(0) or file.read().decode().strip() for file in (printed, complaint))
    if status:
        answer = failure.splitlines()[-1][:80] if failure else f"señal {status}"
    return wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024, answer


def read(path: Path | None) -> list[Measure]:
    if path is None or not path.exists():
        return []
    return [Measure(**json.loads(line)) for line in path.read_text(encoding="utf-8").splitlines()]


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--tabla", choices=TABLES, default="avances", help="avances: 14 columnas; contratos: 40")
    parser.add_argument("--filas", type=int, nargs="*", default=[10_000, 100_000, 1_000_000, 5_000_000])
    parser.add_argument("--errores", choices=STATES, nargs="+", default=list(STATES))
    parser.add_argument("--solo", choices=CHECKERS | READINGS, nargs="+", metavar="QUIÉN", help="medir solo a estos")
    parser.add_argument("--vueltas", type=int, default=3)
    parser.add_argument("--frictionless-hasta", type=int, default=ONCE_ROWS, metavar="FILAS")
    parser.add_argument("--medidas", type=Path, metavar="JSONL", help="lo medido hasta ahora; se le agrega")
    parser.add_argument(
        "--escribir", type=Path, metavar="MD", help="poner las tablas en este documento, entre sus marcas"
    )
    return parser.parse_args()


if __name__ == "__main__":
    main(arguments())

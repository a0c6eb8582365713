"""How long a workbook takes to be read, normalised and checked, beside others and beside reading alone.

usage: .venv/bin/python benchmarks/spreadsheets.py [--filas N …] [--vueltas N] [--medidas JSONL]
    [--escribir docs/rendimiento.md]

Whole processes, start-up included, interleaved, medians; what takes ten times longer than the others runs once.
"""

import argparse
import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from datetime import date, timedelta
from pathlib import Path
from typing import NamedTuple

from report import goal, machine
from spreadsheet_readers import DATASET, LEFT_OUT, MARKS, READERS, REPO

HERE = Path(__file__).parent
SLOW = {"frictionless", "pandas + openpyxl"}
BARE = "python-calamine"
AIMED = 100_000


class Measure(NamedTuple):
    """One run: seconds, peak MiB (with ours, the sum of both processes), errors (-1: none looked for)."""

    rows: int
    reader: str
    wall: float
    cpu: float
    memory: float
    errors: int
    checks: float


def main(asked: argparse.Namespace) -> None:
    measures = read(asked.medidas)
    for rows in asked.filas:
        if not any(each.rows == rows for each in measures):
            found = measured(rows, asked.vueltas)
            measures += found
            if asked.medidas:
                with asked.medidas.open("a", encoding="utf-8") as file:
                    file.writelines(json.dumps(each._asdict()) + "\n" for each in found)
    if asked.escribir:
        before, rest = asked.escribir.read_text(encoding="utf-8").split(MARKS[0])
        _, after = rest.split(MARKS[1])
        text = f"{before}{MARKS[0]}\n\n{report(measures)}\n{MARKS[1]}{after}"
        asked.escribir.write_text(text, encoding="utf-8")
    else:
        print(report(measures))


def measured(rows: int, rounds: int) -> list[Measure]:
    with tempfile.TemporaryDirectory() as name:
        path = Path(name) / "libro.xlsx"
        make(path, rows)
        taken = []
        for turn in range(rounds):
            for reader in READERS:
                if turn == 0 or reader not in SLOW:
                    taken.append(run(reader, path, rows))
                    print(*taken[-1], file=sys.stderr)
    return taken


def make(path: Path, rows: int) -> None:
    """Write a table of ``rows`` contracts and 14 columns, without errors, with real dates and numbers."""
    import xlsxwriter

    fields = json.loads((REPO / "schemas" / DATASET / "table.schema.json").read_text(encoding="utf-8"))["fields"]
    with xlsxwriter.Workbook(
        path, {"constant_memory": True, "default_date_format": "dd/mm/yyyy", "strings_to_urls": False}
    ) as book:
        page = book.add_worksheet("Contratos")
        page.write_row(0, 0, [field["name"] for field in fields if field["name"] != LEFT_OUT])
        for row in range(1, rows + 1):
            for column, value in enumerate(contract(row)):
                (page.write_datetime if isinstance(value, date) else page.write)(row, column, value)


def contract(number: int) -> list[object]:
    day = date(2024, 4, 1) + timedelta(days=number % 90)
    kind = ("goods", "services", "works")[number % 3]
    provider = f"Proveedora {number % 997} de Ejemplo S.A. de C.V."
    return [
        "OG-19", "2024-T2", 2024, date(2024, 4, 1), date(2024, 6, 30), "direct", kind, f"AD-{number:07}-2024",
        f"Servicio de mantenimiento de equipos, partida {number % 4001}", f"C-{number:07}-2024", day,
        1000 + number % 250_000 + 0.25, provider, f"https://www.ejemplo.org.mx/contratos/C-{number:07}.pdf",
    ]  # fmt: skip


def run(reader: str, path: Path, rows: int) -> Measure:
    command = (sys.executable, HERE / "spreadsheet_readers.py", reader, path)
    before, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    done = subprocess.run(command, check=True, capture_output=True, text=True, env=os.environ)
    wall, after = time.perf_counter() - began, resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    found, errors, checks, *peaks = done.stdout.split()
    assert int(found) == rows, f"{reader} read {found} rows"
    # a process that starts nothing has no children's peak
    return Measure(rows, reader, wall, cpu, sum(map(float, peaks)), int(errors), float(checks))


def report(measures: list[Measure]) -> str:
    tables = (line for rows in sorted({each.rows for each in measures}) for line in table(rows, measures))
    return "\n".join([machine(), "", *goals(measures), *tables]).rstrip() + "\n"


def medians(rows: int, measures: list[Measure]) -> dict[str, Measure]:
    found = {}
    for reader in READERS:
        runs = [each for each in measures if (each.rows, each.reader) == (rows, reader)]
        if runs:
            figures = (statistics.median(getattr(each, name) for each in runs) for name in ("wall", "cpu", "memory"))
            checks = statistics.median(each.checks for each in runs)
            found[reader] = Measure(rows, reader, *figures, runs[-1].errors, checks)
    return found


def table(rows: int, measures: list[Measure]) -> list[str]:
    found = medians(rows, measures)
    ours = found["apertura"]
    lines = [
        f"| {each.reader} | {each.cpu:,.1f} | {each.wall:,.1f} | {rows / each.cpu:,.0f} | {each.memory:,.0f} "
        f"| {each.cpu / ours.cpu:.2f} | {each.memory / ours.memory:.2f} | {each.errors if each.errors >= 0 else ''} |"
        for each in found.values()
    ]
    return [
        f"### {rows:,} filas × 14 columnas, xlsx",
        "",
        "| | CPU s | reloj s | filas por s de CPU | memoria MiB | esto ÷ apertura, CPU | memoria | errores |",
        "| --- | --: | --: | --: | --: | --: | --: | --: |",
        *lines,
        "",
        f"Las comprobaciones solas, dentro de lo de apertura: {ours.checks:.1f} s de CPU.",
        "",
    ]


def goals(measures: list[Measure]) -> list[str]:
    found = medians(AIMED, measures)

    def beside_bare() -> tuple[float, str]:
        ours, bare = found.get("apertura"), found.get(BARE)
        value = ours.cpu / (bare.cpu + ours.checks)
        return value, f"{value:.2f} ×"

    def beside_frictionless() -> tuple[float, str]:
        value = found.get("frictionless").cpu / found.get("apertura").cpu
        return value, f"{value:.1f} ×"

    rows = [
        (f"{AIMED:,} filas: CPU sobre la de python-calamine más las comprobaciones, a lo más", -1.5, beside_bare),
        (f"{AIMED:,} filas: menos CPU que frictionless", 10, beside_frictionless),
    ]
    head = ["| meta | valor | piso | medido | |", "| --- | --: | --: | --: | --- |"]
    return ["### Metas de los libros", "", *head, *(goal(text, aim, None, each) for text, aim, each in rows), ""]


def read(path: Path | None) -> list[Measure]:
    if path is None or not path.exists():
        return []
    return [Measure(**json.loads(line)) for line in path.read_text(encoding="utf-8").splitlines()]


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--filas", type=int, nargs="*", default=[10_000, AIMED])
    parser.add_argument("--vueltas", type=int, default=3)
    parser.add_argument("--medidas", type=Path, metavar="JSONL", help="lo medido hasta ahora; se le agrega")
    parser.add_argument("--escribir", type=Path, metavar="MD", help="poner las tablas en este documento")
    return parser.parse_args()


if __name__ == "__main__":
    main(arguments())

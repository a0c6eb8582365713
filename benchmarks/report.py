"""What was measured, as tables in Markdown, with the aims beside it."""

import os
import platform
import statistics
from collections.abc import Callable, Iterable
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import NamedTuple

STATES = {"0 %": "valid", "1 % de las filas": "rows", "1 % de las celdas": "cells", "100 % de las filas": "every"}
TABLES = {"avances": "progress", "contratos": "contracts"}
WIDTHS = {"avances": 14, "contratos": 40}
MARKS = ("<!-- medido -->", "<!-- fin de lo medido -->")
PACKAGES = ("frictionless", "polars", "pyarrow", "duckdb", "pandas", "pandera", "jsonschema-rs")
PARSE, WRITE = "leer, polars", "leer + Parquet, polars"
CANONICAL = "apertura + CSV y Parquet"


class Measure(NamedTuple):
    """One run: seconds, MiB, and the errors found (or the failure) as printed."""

    table: str
    rows: int
    state: str
    checker: str
    wall: float
    cpu: float
    memory: float
    answer: str


class Median(NamedTuple):
    """Medians of ``runs`` runs; ``scaled`` is how many rows were run where that is another number than asked."""

    wall: float
    cpu: float
    memory: float
    runs: int
    answer: str
    scaled: int = 0


Case = tuple[str, int, str]


def report(measures: list[Measure]) -> str:
    cases = sorted(
        {each[:3] for each in measures},
        key=lambda case: (list(TABLES).index(case[0]), case[1], list(STATES).index(case[2])),
    )
    tables = (table(case, measures) for case in cases)
    return "\n".join([machine(), "", *goals(measures), *(line for lines in tables for line in lines)]).rstrip() + "\n"


def written(document: str, measures: list[Measure]) -> str:
    """Put the tables between the marks of a document."""
    before, rest = document.split(MARKS[0])
    _, after = rest.split(MARKS[1])
    return f"{before}{MARKS[0]}\n\n{report(measures)}\n{MARKS[1]}{after}"


def machine() -> str:
    installed = ", ".join(f"{name} {installed_version(name)}" for name in PACKAGES)
    return (
        f"Máquina: {processor()}, {os.cpu_count()} núcleos, {memory_gib()} GiB, {platform.system()}, Python "
        f"{platform.python_version()}.\nBibliotecas: {installed}."
    )


def installed_version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "(sin instalar)"


def processor() -> str:
    known = Path("/proc/cpuinfo")
    lines = known.read_text(encoding="utf-8").splitlines() if known.exists() else []
    return next((line.split(":")[1].strip() for line in lines if line.startswith("model name")), platform.processor())


def memory_gib() -> int:
    return round(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30)


def median(case: Case, checker: str, measures: Iterable[Measure]) -> Median | None:
    """Give the medians of a checker over a case; of frictionless, else, those of the largest smaller table, per row."""
    same = [each for each in measures if (each.table, each.state, each.checker) == (case[0], case[2], checker)]
    rows = max((each.rows for each in same if each.rows <= case[1]), default=0)
    runs = [each for each in same if each.rows == rows]
    if not runs or (rows != case[1] and checker != "frictionless"):
        return None
    times = case[1] / rows
    wall, cpu = (
        statistics.median(column) * times for column in ([run.wall for run in runs], [run.cpu for run in runs])
    )
    return Median(
        wall, cpu, statistics.median(r.memory for r in runs), len(runs), runs[-1].answer, rows if times > 1 else 0
    )


def table(case: Case, measures: list[Measure]) -> list[str]:
    name, rows, state = case
    medians = {
        checker: found
        for checker in dict.fromkeys(["apertura", "frictionless", *(each.checker for each in measures)])
        if (found := median(case, checker, measures))
    }
    reference, parse = medians.get("frictionless"), medians.get(PARSE)
    return [
        f"### {name}: {rows:,} filas × {WIDTHS[name]} columnas, con errores: {state}",
        "",
        "| | CPU s | reloj s | memoria MiB | frictionless ÷ esto, CPU | reloj | CPU ÷ leer | errores | veces |",
        "| --- | --: | --: | --: | --: | --: | --: | --: | --: |",
        *(line(checker, found, reference, parse) for checker, found in medians.items()),
        *(
            ["", f"¹ No se corrió: es lo de {reference.scaled:,} filas, por fila."]
            if reference and reference.scaled
            else []
        ),
        "",
    ]


def line(checker: str, found: Median, reference: Median | None, parse: Median | None) -> str:
    mark = "¹" if found.scaled else ""
    cells = [
        checker + mark,
        f"{found.cpu:,.2f}",
        f"{found.wall:,.2f}",
        "" if found.scaled else f"{found.memory:,.0f}",
        ratio(reference.cpu, found.cpu) if reference else "",
        ratio(reference.wall, found.wall) if reference else "",
        ratio(found.cpu, parse.cpu) if parse else "",
        "" if found.scaled or found.answer == "None" else grouped(found.answer),
        str(found.runs),
    ]
    return f"| {' | '.join(cells)} |"


def ratio(one: float, other: float) -> str:
    return f"{one / other:,.1f}"


def grouped(answer: str) -> str:
    return f"{int(answer):,}" if answer.isdigit() else answer.replace("|", "/")


# --- Aims


def goals(measures: list[Measure]) -> list[str]:
    """Give each aim with its floor and what was measured."""
    million, wide = ("avances", 1_000_000), ("contratos", 200_000)
    valid, cells, every = (list(STATES)[number] for number in (0, 2, 3))

    def against(case: Case, unit: str) -> Callable[[], tuple[float, str]]:
        def compared() -> tuple[float, str]:
            ours, theirs = median(case, "apertura", measures), median(case, "frictionless", measures)
            value = getattr(theirs, unit) / getattr(ours, unit)
            return value, f"{value:,.0f} ×" + (" (frictionless, por fila)" if theirs.scaled else "")

        return compared

    def parsed() -> tuple[float, str]:
        ours, parse = (median((*million, valid), checker, measures) for checker in ("apertura", PARSE))
        return ours.cpu / parse.cpu, f"{ours.cpu / parse.cpu:.2f} ×"

    def written_out() -> tuple[float, str]:
        ours, bare = (median((*million, valid), checker, measures) for checker in (CANONICAL, WRITE))
        return ours.cpu / bare.cpu, f"{ours.cpu / bare.cpu:.2f} ×"

    def memory() -> tuple[float, str]:
        large = median(("avances", 5_000_000, valid), "apertura", measures)
        return large.memory, f"{large.memory:,.0f} MiB"

    def growth() -> tuple[float, str]:
        large, small = (median(("avances", rows, valid), "apertura", measures) for rows in (5_000_000, 1_000_000))
        return large.memory / small.memory, f"{large.memory / small.memory:.2f} ×"

    rows = [
        ("1,000,000 filas sin errores: menos CPU que frictionless", 80, 56, against((*million, valid), "cpu")),
        ("… menos tiempo de reloj", 100, None, against((*million, valid), "wall")),
        ("1,000,000 filas, 1 % de las celdas mal: menos CPU", 50, 40, against((*million, cells), "cpu")),
        ("1,000,000 filas, todas con error: menos CPU", 20, None, against((*million, every), "cpu")),
        ("200,000 × 40 sin errores: menos CPU", 50, 34, against((*wide, valid), "cpu")),
        ("1,000,000 filas: CPU sobre la de solo leer (polars), a lo más", -1.6, None, parsed),
        (
            "… y escribir CSV y Parquet canónicos, sobre leer y escribir Parquet (polars), a lo más",
            -1.8,
            None,
            written_out,
        ),
        ("5,000,000 filas: memoria (MiB), a lo más", -572, None, memory),
        ("5,000,000 filas: memoria sobre la de 1,000,000, a lo más", -1.3, None, growth),
    ]
    head = ["| meta | valor | piso | medido | |", "| --- | --: | --: | --: | --- |"]
    return ["### Metas", "", *head, *(goal(*each) for each in rows), ""]


def goal(text: str, aim: float, floor: float | None, found: Callable[[], tuple[float, str]]) -> str:
    """Write an aim; a negative one is a ceiling."""
    wanted = f"{abs(aim):,g}"
    try:
        value, shown = found()
    except AttributeError:
        return f"| {text} | {wanted} | {floor or ''} | | sin medir |"
    met = value >= aim if aim > 0 else value <= -aim
    short = "no se cumple" if floor is None else "sobre el piso" if value >= floor else "bajo el piso"
    verdict = "se cumple" if met else short
    return f"| {text} | {wanted} | {floor or ''} | {shown} | {verdict} |"

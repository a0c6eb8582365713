"""docs/rendimiento.md is what its command writes; what is measured is the same work for ours and for theirs."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks import checkers, report, tables
from benchmarks.report import MARKS, STATES, TABLES, Measure
from benchmarks.spreadsheet_readers import MARKS as BOOK_MARKS
from benchmarks.spreadsheet_readers import READERS

REPO = Path(__file__).parents[1]
PAGE = (REPO / "docs/rendimiento.md").read_text(encoding="utf-8")
MILLION = ("avances", 1_000_000, "0 %")


def generated() -> str:
    return PAGE.split(MARKS[0])[1].split(MARKS[1])[0]


def test_the_page_names_the_command_and_only_options_that_it_has() -> None:
    (command,) = re.findall(
        r"^\.venv/bin/python benchmarks/validation\.py.*--escribir docs/rendimiento\.md$", PAGE, re.MULTILINE
    )
    asked = (sys.executable, REPO / "benchmarks/validation.py", "--help")
    told = subprocess.run(asked, capture_output=True, text=True, check=True).stdout
    assert set(re.findall(r"--[a-z-]+", command)) <= set(re.findall(r"--[a-z-]+", told))


def test_every_table_has_a_heading_and_as_many_cells_in_each_row() -> None:
    blocks = re.findall(r"^### .+\n\n((?:\|.*\|\n)+)", generated(), re.MULTILINE)
    assert len(blocks) == len(re.findall("^###", generated(), re.MULTILINE)) > 1
    for block in blocks:
        assert len({line.count("|") for line in block.splitlines()}) == 1


def test_the_page_names_the_machine_and_everything_measured() -> None:
    assert re.search(r"^Máquina: .+ \d+ núcleos, \d+ GiB", generated(), re.MULTILINE)
    for name in checkers.CHECKERS | checkers.READINGS:
        assert re.search(rf"^\| {re.escape(name)}¹? \|", generated(), re.MULTILINE)


def test_every_aim_was_measured() -> None:
    assert "sin medir" not in generated()


def measures(ours: float, theirs: float, rows: int = 1_000_000) -> list[Measure]:
    return [
        Measure(*MILLION, "apertura", ours, ours, 200.0, "0"),
        Measure("avances", rows, "0 %", "frictionless", theirs, theirs, 70.0, "0"),
        Measure(*MILLION, "leer, polars", 2.0, 2.0, 150.0, "None"),
    ]


@pytest.mark.parametrize(
    ("theirs", "verdict"),
    [(170.0, "| 85 × | se cumple |"), (120.0, "| 60 × | sobre el piso |"), (60.0, "| 30 × | bajo el piso |")],
)
def test_an_aim_is_met_or_above_its_floor_or_missed(theirs: float, verdict: str) -> None:
    (line,) = [line for line in report.goals(measures(2.0, theirs)) if "sin errores: menos CPU que" in line]
    assert line.endswith(verdict)


def test_what_was_not_measured_is_said() -> None:
    assert sum("sin medir" in line for line in report.goals(measures(2.0, 170.0))) == 6


def test_a_size_that_frictionless_was_spared_is_scaled_by_rows_and_says_so() -> None:
    lines = report.table(MILLION, measures(2.0, 17.0, rows=100_000))
    assert next(line for line in lines if line.startswith("| frictionless¹")).startswith("| frictionless¹ | 170.00 |")
    assert "¹ No se corrió: es lo de 100,000 filas, por fila." in lines


def test_what_is_written_lies_between_the_marks() -> None:
    page = f"antes\n{MARKS[0]}\nviejo\n{MARKS[1]}\ndespués\n"
    again = report.written(page, measures(2.0, 170.0))
    assert again.startswith(f"antes\n{MARKS[0]}\n\nMáquina: ")
    assert again.endswith(f"{MARKS[1]}\ndespués\n")
    assert "viejo" not in again


@pytest.mark.long
@pytest.mark.parametrize("kind", TABLES.values())
@pytest.mark.parametrize("state", STATES.values())
def test_ours_and_theirs_find_the_same_errors_in_what_is_measured(tmp_path: Path, kind: str, state: str) -> None:
    tables.main(kind, 400, state, tmp_path)
    found = checkers.apertura(tmp_path)
    assert found == checkers.frictionless(tmp_path)
    assert {"valid": found == 0, "every": found >= 400}.get(state, found > 0)


def test_every_reading_reads(tmp_path: Path) -> None:
    tables.main("progress", 50, "valid", tmp_path)
    for reading in checkers.READINGS.values():
        reading(tmp_path)
    assert {path.stem for path in tmp_path.glob("*.parquet")} == {"polars", "pyarrow", "duckdb"}


# --- Workbooks


def of_workbooks() -> str:
    return PAGE.split(BOOK_MARKS[0])[1].split(BOOK_MARKS[1])[0]


def test_the_page_has_every_reader_of_workbooks_over_both_sizes_and_every_aim_was_measured() -> None:
    assert re.findall(r"^### ([\d,]+) filas × 14 columnas", of_workbooks(), re.MULTILINE) == ["10,000", "100,000"]
    for name in READERS:
        assert len(re.findall(rf"^\| {re.escape(name)} \|", of_workbooks(), re.MULTILINE)) == 2
    assert "Metas de los libros" in of_workbooks()
    assert "sin medir" not in of_workbooks()


@pytest.mark.long
def test_every_reader_of_workbooks_reads_the_same_rows_and_finds_nothing_wrong() -> None:
    asked = (sys.executable, REPO / "benchmarks/spreadsheets.py", "--filas", "300", "--vueltas", "1")
    told = subprocess.run(asked, capture_output=True, text=True, check=True).stdout
    errors = dict(re.findall(r"^\| ([a-z][\w +-]+) \|.*\| (\d*) \|$", told, re.MULTILINE))
    assert errors == {name: "0" if name in {"apertura", "frictionless"} else "" for name in READERS}

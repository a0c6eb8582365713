"""docs/escala.md is what its command writes of its measures; the memory of a night does not follow its files."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks import scale
from benchmarks.scale_report import GROWING, RECEIVING, costs, first, limits, measures, written
from tests.acceptance.conftest import REPO

PAGE = (REPO / "docs/escala.md").read_text(encoding="utf-8")


def test_every_figure_follows_from_the_measures_that_the_page_holds() -> None:
    assert written(PAGE, measures(PAGE)) == PAGE


def test_the_page_names_the_command_and_only_options_that_it_has() -> None:
    (command,) = re.findall(r"python -m benchmarks\.scale (.*--escribir docs/escala\.md)$", PAGE, re.MULTILINE)
    asked = (sys.executable, "-m", "benchmarks.scale", "--help")
    told = subprocess.run(asked, cwd=REPO, capture_output=True, text=True, check=True).stdout
    assert set(re.findall(r"--[a-z-]+", command)) <= set(re.findall(r"--[a-z-]+", told))


def test_what_comes_first_is_a_months_files_or_all_that_there_is() -> None:
    found = {
        "procesos": {"1": 110.0},
        "sin_nada": 10.0,
        "archivos": 100,
        "sin_novedad": 11.0,
        "tablas": 100,
        "lista": [1000, 0.1],
        "objetos": 1000,
        "bytes": 1024 * 100,
    }
    assert [round(cost[4], 2) for cost in costs(found)] == [3.47, 0.42, 0.04, 0.0]
    assert (limits(found)[0], round(limits(found)[1], 2), first(found)) == (28_800, 2.18, RECEIVING)
    assert first({**found, "procesos": {"1": 15.0}}) == GROWING
    assert costs(found)[0][1:4] == ("1,000.00 ms", "27.8 h (100,000)", "no: hacen falta 3.5 noches, o procesos")


@pytest.mark.long
def test_eight_times_the_files_do_not_take_a_half_more_of_memory(tmp_path: Path) -> None:
    few, many = scale.memory(tmp_path / "pocos", 25), scale.memory(tmp_path / "muchos", 200)
    assert many < 1.5 * few

import subprocess
import sys
from pathlib import Path

import pytest

from apertura.definitions import lint, load


@pytest.mark.parametrize(
    ("path", "old", "new", "place", "words"),
    [
        ("catalogos/licencias.csv", "https://ejemplo.org/libre", "ejemplo", "catalogos/licencias.csv:2", "«url»"),
        ("vuelos/examples/valido.csv", "2030-01-15", "ayer", "vuelos/examples/valido.csv:2", "«salida»"),
        ("vuelos/examples/valido.csv", "A1,2030-T1", "A1,2030-T7", "vuelos/examples/valido.csv:2", "«2030-T7»"),
        ("vuelos/examples/valido.csv", ",lluvia\n", ",lluvia\n,,,,,,,,\n", "vuelos/examples/valido.csv:3", "en blanco"),
        ("vuelos/examples/valido.csv", "vuelo,", "vuelos,", "vuelos/examples/valido.csv:1", "«vuelos»"),
        ("vuelos/table.schema.json", '"AM-001",', '"AM-001", "format": "uri",', "vuelos/table.schema.json:8", "ejem"),
    ],
)  # fmt: skip
def test_frictionless_has_the_last_word(tree: Path, path: str, old: str, new: str, place: str, words: str) -> None:
    text = (tree / path).read_text(encoding="utf-8")
    assert old in text
    (tree / path).write_text(text.replace(old, new, 1), encoding="utf-8")
    problems = lint(tree)
    assert any(problem.startswith(f"{place}: ") and words in problem for problem in problems), problems


def test_every_bad_row_of_the_valid_example_is_told_at_its_own_line(tree: Path) -> None:
    path = tree / "vuelos/examples/valido.csv"
    rows = 'A1,2030-T1,"AM\n-02",x,,,,,\nA1,2030-T1,AM-003,,y,,,,\nA1,2030-T1,AM-001,,,,,,\n'
    path.write_text(path.read_text() + rows)
    places = [problem.split(": ")[0] for problem in lint(tree)]
    assert places == [f"vuelos/examples/valido.csv:{line}" for line in (3, 5, 6)]


def test_an_invalid_example_that_is_valid_shows_nothing(tree: Path) -> None:
    valid = (tree / "vuelos/examples/valido.csv").read_bytes()
    (tree / "vuelos/examples/invalido.csv").write_bytes(valid)
    (problem,) = lint(tree)
    assert problem.startswith("vuelos/examples/invalido.csv:1: ")


@pytest.mark.parametrize("name", ["valido.csv", "invalido.csv"])
def test_both_examples_must_be_there_with_rows(tree: Path, name: str) -> None:
    path = tree / "vuelos/examples" / name
    path.write_text(path.read_text().splitlines()[0])
    assert lint(tree) == (f"vuelos/examples/{name}:1: no tiene ninguna fila",)
    path.unlink()
    assert lint(tree) == (f"vuelos/examples/{name}:1: falta el archivo",)


def test_what_load_refuses_lint_repeats(tree: Path) -> None:
    (tree / "vuelos/source/layout.csv").unlink()
    assert lint(tree) == ("vuelos/source/layout.csv:1: falta el archivo",)


def test_loading_never_imports_frictionless(tree: Path) -> None:
    code = f"""
import pathlib, sys
from apertura.definitions import load
load(pathlib.Path({str(tree)!r}))
sys.exit("frictionless" in sys.modules)
"""
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_a_bad_definition_is_judged_alike_by_load_and_by_lint(tree: Path) -> None:
    assert load(tree).datasets
    (tree / "datapackage.yaml").write_bytes(b"\xff")
    assert lint(tree)[0] == "datapackage.yaml:1: el archivo no está en UTF-8"

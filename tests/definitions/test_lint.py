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


EXPECTED = "vuelos/examples/invalido.issues.csv"


@pytest.mark.parametrize(
    ("old", "new", "place", "words"),
    [
        ("2,salida,type", "3,salida,type", f"{EXPECTED}:2", "«3» no es una fila de invalido.csv: van de 2 a 2"),
        ("2,salida,type", "dos,salida,type", f"{EXPECTED}:2", "«dos» no es una fila"),
        ("2,salida,", "2,partida,", f"{EXPECTED}:2", "el campo no existe: «partida»"),
        ("type-error-date,", "fecha-rara,", f"{EXPECTED}:2", "«fecha-rara» no es un tipo de incidencia ni una regla"),
        ("2,clima,constraint-enum,constraint-error\n", "2,salida,type-error-date,type-error\n", f"{EXPECTED}:3",
         "repite la línea 2"),
        ("2,clima,constraint-enum", "2,vuelo,constraint-enum", f"{EXPECTED}:3", "no dice «constraint-error» ahí"),
        ("2,clima,constraint-enum,constraint-error\n", "", "vuelos/examples/invalido.csv:2",
         "Frictionless dice «constraint-error» de «clima», y no está en invalido.issues.csv"),
        ("frictionless", "goodtables", f"{EXPECTED}:1", "columna desconocida «goodtables»"),
    ],
)  # fmt: skip
def test_the_issues_of_the_invalid_example_are_those_written_beside_it(
    tree: Path, old: str, new: str, place: str, words: str
) -> None:
    text = (tree / EXPECTED).read_text(encoding="utf-8")
    assert old in text
    (tree / EXPECTED).write_text(text.replace(old, new, 1), encoding="utf-8")
    problems = lint(tree)
    assert any(problem.startswith(f"{place}: ") and words in problem for problem in problems), problems


def test_a_rule_and_what_only_we_say_have_no_error_of_frictionless(tree: Path) -> None:
    with (tree / EXPECTED).open("a", encoding="utf-8") as file:
        file.write("2,llegada,llega-antes-de-salir,\n2,organismo_id,foreign-key,foreign-key\n")
    assert lint(tree) == ()


@pytest.mark.parametrize("name", ["valido.csv", "invalido.csv", "invalido.issues.csv"])
def test_the_examples_must_be_there_with_rows(tree: Path, name: str) -> None:
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

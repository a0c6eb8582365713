# ruff: noqa: E501 - one field per line reads better than six
"""Datasets that are computed: what their folder may say, and each flaw refused with file and line."""

import subprocess
import sys
from pathlib import Path

import pytest

from apertura.definitions import lint, load
from apertura.definitions.datasets.owed import owed
from apertura.definitions.derived.relations import RELATIONS
from apertura.errors import DefinitionError

SHEET = """\
title: Retrasos por organismo
summary: Cuántos vuelos informó cada organismo y cuántos se cancelaron.
sources: [vuelos, organismo]
licence: libre
cadence: mensual
themes: [TRAN]
keywords: [retrasos]
notes: []
rules: []
"""
SCHEMA = """\
{
  "fields": [
    {"name": "organismo_id", "type": "string", "title": "Organismo", "description": "Quién.", "example": "A1", "constraints": {"required": true}},
    {"name": "vuelos_total", "type": "integer", "title": "Vuelos", "description": "Cuántos.", "example": 2, "constraints": {"required": true, "minimum": 0}},
    {"name": "cancelados_parte", "type": "number", "title": "Parte", "description": "Qué parte.", "example": 0.5, "apertura:decimales": 2}
  ],
  "primaryKey": ["organismo_id"],
  "foreignKeys": [
    {"fields": ["organismo_id"], "reference": {"resource": "organismo", "fields": ["organismo_id"]}}
  ]
}
"""
QUERY = """\
-- cuántos vuelos, por organismo
SELECT
    organismo_id,
    count(*) AS vuelos_total,
    CAST(round(avg(CASE WHEN cancelado THEN 1 ELSE 0 END), 2) AS DECIMAL(5, 2)) AS cancelados_parte,
    list(_fila) AS _filas_vuelos
FROM vuelos
GROUP BY organismo_id;
"""
SQL, YAML = "retrasos/derivado.sql", "retrasos/dataset.yaml"


@pytest.fixture
def computed(tree: Path) -> Path:
    folder = tree / "retrasos"
    (folder / "examples").mkdir(parents=True)
    for name, text in (("dataset.yaml", SHEET), ("table.schema.json", SCHEMA), ("derivado.sql", QUERY)):
        (folder / name).write_text(text, encoding="utf-8")
    header = "organismo_id,vuelos_total,cancelados_parte\n"
    (folder / "examples/valido.csv").write_text(f"{header}A1,2,0.50\n", encoding="utf-8")
    (folder / "examples/invalido.csv").write_text(f"{header}A1,muchos,0.50\n", encoding="utf-8")
    issues = "row,field,issue,frictionless\n2,vuelos_total,type-error-integer,type-error\n"
    (folder / "examples/invalido.issues.csv").write_text(issues, encoding="utf-8")
    return tree


def test_a_folder_with_a_query_is_a_dataset_that_nobody_hands_in(computed: Path) -> None:
    assert lint(computed) == ()
    definitions = load(computed)
    assert list(definitions.datasets) == ["vuelos"]
    assert list(definitions.derived) == ["retrasos"]
    assert list(definitions.publishable) == ["vuelos", "retrasos"]
    derived = definitions.derived["retrasos"]
    assert derived.derivation is not None
    assert (derived.derivation.query, derived.derivation.sources) == (QUERY, ("vuelos", "organismo"))
    assert (definitions.precursors("retrasos"), definitions.precursors("vuelos")) == (("vuelos",), ())
    assert (derived.plan_lines, derived.expected_kinds, owed(derived, definitions)) == ((), (), set())


def test_loading_does_not_import_duckdb(computed: Path) -> None:
    code = f"import sys; from pathlib import Path; from apertura.definitions import load; load(Path({str(computed)!r})); sys.exit('duckdb' in sys.modules)"
    assert (
        subprocess.run([sys.executable, "-c", code], check=False, env={"PYTHONPATH": ":".join(sys.path)}).returncode
        == 0
    )


def test_another_query_is_another_contract(computed: Path) -> None:
    before = load(computed).derived["retrasos"].contract
    spoil(computed / SQL, "count(*)", "count(vuelo)")
    assert load(computed).derived["retrasos"].contract != before


@pytest.mark.parametrize(
    ("path", "old", "new", "line", "words"),
    [
        (YAML, "[vuelos, organismo]", "[vuelos, trenes]", 3, "la fuente no existe: «trenes»"),
        (YAML, "[vuelos, organismo]", "[vuelos, vuelos]", 3, "«vuelos» está repetido"),
        (YAML, "[vuelos, organismo]", "[]", 3, "«sources» no puede estar vacío"),
        (YAML, "sources: [vuelos, organismo]\n", "", 1, "falta la clave «sources»"),
        (YAML, "[vuelos, organismo]", "[retrasos, vuelos]", 3, "dan la vuelta: «retrasos» → «retrasos»"),
        (YAML, "[vuelos, organismo]", "[organismo]", 3, "falta la clave «revised»"),
        (YAML, "licence: libre", "revised: 2030-01-01\nlicence: libre", 4, "«revised» sobra"),
        (YAML, "licence: libre", "licence: ninguna", 4, "«ninguna» no está en «clave» del catálogo «licencia»"),
        (YAML, "notes: []", "notes: []\ncontext: {}", 9, "clave desconocida «context»"),
        ("retrasos/table.schema.json", '"resource": "organismo"', '"resource": "vuelos"', 9, "apunta a un catálogo que no existe: «vuelos»"),
    ],
)  # fmt: skip
def test_a_flaw_is_refused_at_its_line(computed: Path, path: str, old: str, new: str, line: int, words: str) -> None:
    spoil(computed / path, old, new)
    with pytest.raises(DefinitionError) as caught:
        load(computed)
    (problem,) = caught.value.problems
    assert problem.startswith(f"{path}:{line}: ")
    assert words in problem


@pytest.mark.parametrize(
    ("old", "new", "line", "words"),
    [
        ("GROUP BY", "GROPU BY", 8, "no se entiende como SQL"),
        ("FROM vuelos", "FROM trenes", 7, "lee «trenes», que no está en «sources»"),
        ("count(*) AS", "count(azafatas) AS", 4, "no se puede calcular"),
        ("vuelos_total", "vuelos", 1, "debe dar exactamente los campos del esquema"),
        ("    count(*) AS vuelos_total,\n", "", 1, "debe dar exactamente los campos del esquema"),
        ("count(*)", "CAST(count(*) AS VARCHAR)", 1, "«vuelos_total» es VARCHAR en la consulta y debe ser BIGINT"),
        ("DECIMAL(5, 2)", "DOUBLE", 1, "«cancelados_parte» es DOUBLE en la consulta y debe ser DECIMAL(38, 2)"),
        ("DECIMAL(5, 2)", "DECIMAL(5, 3)", 1, "«cancelados_parte» es DECIMAL(5,3)"),
        (",\n    list(_fila) AS _filas_vuelos", "", 1, "falta la columna «_filas_vuelos»"),
        ("list(_fila)", "list(vuelo)", 1, "«_filas_vuelos» es VARCHAR[] y debe ser BIGINT[]"),
        ("_filas_vuelos", "_filas_vuelos, list(1) AS _filas_clima", 1, "«_filas_clima» no es de ninguna fuente"),
    ],
)  # fmt: skip
def test_a_query_that_does_not_make_the_table_is_told(
    computed: Path, old: str, new: str, line: int, words: str
) -> None:
    spoil(computed / SQL, old, new)
    assert load(computed).derived.keys() == {"retrasos"}
    problems = lint(computed)
    assert problems[0].startswith(f"{SQL}:{line}: "), problems
    assert words in problems[0]


def test_rows_of_no_dataset_must_be_traced_to_something(computed: Path) -> None:
    spoil(computed / YAML, "[vuelos, organismo]", "[organismo]\nrevised: 2030-01-01")
    spoil(computed / SQL, "count(*)", "1")
    spoil(computed / SQL, "avg(CASE WHEN cancelado THEN 1 ELSE 0 END)", "1.0")
    spoil(computed / SQL, ",\n    list(_fila) AS _filas_vuelos\nFROM vuelos\nGROUP BY organismo_id", "\nFROM organismo")
    (problem,) = lint(computed)
    assert problem.startswith(f"{SQL}:1: falta decir de qué filas sale cada una")
    spoil(computed / SQL, "\nFROM organismo", ",\n    [_fila] AS _filas_organismo\nFROM organismo")
    assert lint(computed) == ()


def test_what_nobody_hands_in_says_nothing_of_how_it_is_handed_in(computed: Path) -> None:
    (computed / "retrasos/source").mkdir()
    with pytest.raises(DefinitionError, match=r"^retrasos/source:1: la carpeta sobra"):
        load(computed)


def test_what_is_computed_may_be_computed_further_and_comes_after(computed: Path) -> None:
    further = computed / "a_la_cabeza"
    (further / "examples").mkdir(parents=True)
    for name in ("table.schema.json", "examples/valido.csv", "examples/invalido.csv", "examples/invalido.issues.csv"):
        (further / name).write_bytes((computed / "retrasos" / name).read_bytes())
    (further / "dataset.yaml").write_text(SHEET.replace("[vuelos, organismo]", "[retrasos]"), encoding="utf-8")
    text = "SELECT organismo_id, vuelos_total, cancelados_parte, [_fila] AS _filas_retrasos FROM retrasos"
    (further / "derivado.sql").write_text(text, encoding="utf-8")
    assert lint(computed) == ()
    assert list(load(computed).derived) == ["retrasos", "a_la_cabeza"]
    spoil(computed / YAML, "[vuelos, organismo]", "[vuelos, a_la_cabeza]")
    with pytest.raises(DefinitionError) as caught:
        load(computed)
    (problem,) = caught.value.problems
    assert "las fuentes dan la vuelta: " in problem
    assert problem.partition(":")[0] in {YAML, "a_la_cabeza/dataset.yaml"}


def test_the_relations_say_what_the_definitions_do(computed: Path) -> None:
    definitions = load(computed)
    rows = {name: list(relation.rows(definitions)) for name, relation in RELATIONS.items()}
    assert rows["_linea_conjunto"] == [("1.1.a", "vuelos")]
    assert [row[:2] for row in rows["_conjunto"]] == [("vuelos", "Vuelos")]
    assert rows["_esperado"] == [("vuelos", garante, "2030-T1") for garante in ("A1", "A2")]
    assert all(len(row) == len(RELATIONS[name].columns) for name, found in rows.items() for row in found)


def spoil(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")

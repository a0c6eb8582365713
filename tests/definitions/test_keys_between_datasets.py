# ruff: noqa: E501 - one field per line reads better than six
"""Datasets that name rows of one another: what such a key may be, and the order they come in."""

import json
from pathlib import Path

import pytest

from apertura.definitions import lint, load
from apertura.errors import DefinitionError

CHILD = "escalas/table.schema.json"
SHEET = """\
title: Escalas
summary: Dónde paró cada vuelo.
plan_lines: [1.1.b]
licence: libre
cadence: mensual
themes: [TRAN]
keywords: [escalas]
context: {organismo_id: garante, periodo_id: period}
expected: {kinds: [], periods: []}
notes: []
rules: []
"""
SCHEMA = """\
{
  "fields": [
    {"name": "organismo_id", "type": "string", "title": "Organismo", "description": "Quién.", "example": "A1", "constraints": {"required": true}},
    {"name": "periodo_id", "type": "string", "title": "Periodo", "description": "Cuándo.", "example": "2030-T1", "constraints": {"required": true}},
    {"name": "vuelo", "type": "string", "title": "Vuelo", "description": "De qué vuelo.", "example": "AM-001", "constraints": {"required": true}},
    {"name": "lugar", "type": "string", "title": "Lugar", "description": "Dónde.", "example": "Sur", "constraints": {"required": true}}
  ],
  "primaryKey": ["organismo_id", "periodo_id", "vuelo", "lugar"],
  "foreignKeys": [
    {"fields": ["organismo_id"], "reference": {"resource": "organismo", "fields": ["organismo_id"]}},
    {"fields": ["organismo_id", "periodo_id", "vuelo"],
     "reference": {"resource": "vuelos", "fields": ["organismo_id", "periodo_id", "vuelo"]}}
  ]
}
"""
HEADERS = {
    "columns": "garante,since,heading,field,reading,note\n",
    "values": "garante,since,field,written,meant,note\n",
    "layout": "garante,since,sheet,header_row,end_marker,note\n",
}
REFERENCE = '"reference": {"resource": "vuelos", "fields": ["organismo_id", "periodo_id", "vuelo"]}'


@pytest.fixture
def family(tree: Path) -> Path:
    (tree / "escalas/source").mkdir(parents=True)
    (tree / "escalas/examples").mkdir()
    (tree / "escalas/dataset.yaml").write_text(SHEET, encoding="utf-8")
    (tree / CHILD).write_text(SCHEMA, encoding="utf-8")
    for name, header in HEADERS.items():
        (tree / f"escalas/source/{name}.csv").write_text(header, encoding="utf-8")
    header = "organismo_id,periodo_id,vuelo,lugar\n"
    (tree / "escalas/examples/valido.csv").write_text(f"{header}A1,2030-T1,AM-001,Sur\n", encoding="utf-8")
    (tree / "escalas/examples/invalido.csv").write_text(f"{header}A1,2030-T1,,Sur\n", encoding="utf-8")
    expected = "row,field,issue,frictionless\n2,vuelo,constraint-required,constraint-error\n"
    (tree / "escalas/examples/invalido.issues.csv").write_text(expected, encoding="utf-8")
    return tree


def test_a_key_may_name_the_rows_of_another_dataset(family: Path) -> None:
    assert lint(family) == ()
    definitions = load(family)
    assert definitions.parents("escalas") == ("vuelos",)
    assert definitions.parents("vuelos") == ()


def test_what_is_named_comes_before_what_names_it(family: Path) -> None:
    assert list(load(family).datasets) == ["vuelos", "escalas"]


@pytest.mark.parametrize(
    ("old", "new", "line", "words"),
    [
        ('"resource": "vuelos"', '"resource": "trenes"', 12, "un catálogo o conjunto que no existe: «trenes»"),
        ('"periodo_id", "vuelo"]}', '"periodo_id", "folio"]}', 12, "el conjunto «vuelos» no tiene: «folio»"),
        ('"periodo_id", "vuelo"]}', '"periodo_id", "clima"]}', 12, "«clima» no es parte de la clave primaria"),
        ('"example": "AM-001", "constraints": {"required": true}', '"example": "AM-001"', 12, "unos campos"),
        ('"resource": "vuelos"', '"resource": "escalas"', 12, "dan la vuelta: «escalas» → «escalas»"),
    ],
)
def test_a_key_that_names_no_row_is_told_at_its_line(family: Path, old: str, new: str, line: int, words: str) -> None:
    spoil(family / CHILD, old, new)
    (problem,) = [each for each in refusal(family) if each.startswith(f"{CHILD}:{line}: ")]
    assert words in problem


def test_a_key_of_another_type_is_told(family: Path) -> None:
    spoil(family / CHILD, '"type": "string", "title": "Vuelo"', '"type": "integer", "title": "Vuelo"')
    spoil(family / CHILD, '"example": "AM-001"', '"example": 1')
    sentence = "«vuelo» es de tipo integer y «vuelo», del conjunto «vuelos», de tipo string"
    assert refusal(family) == (f"{CHILD}:12: {sentence}",)


def test_one_unique_field_tells_a_row_too(family: Path) -> None:
    spoil(family / "vuelos/table.schema.json", '"minLength": 3', '"unique": true, "minLength": 3')
    spoil(
        family / "vuelos/table.schema.json", '["organismo_id", "periodo_id", "vuelo"],', '["organismo_id", "salida"],'
    )
    assert "periodo_id" in refusal(family)[0]
    spoil(family / CHILD, '"fields": ["organismo_id", "periodo_id", "vuelo"],\n', '"fields": ["vuelo"],\n')
    spoil(family / CHILD, REFERENCE, '"reference": {"resource": "vuelos", "fields": ["vuelo"]}')
    assert list(load(family).datasets) == ["vuelos", "escalas"]


def test_keys_that_lead_back_to_where_they_began_are_refused(family: Path) -> None:
    key = {"fields": ["vuelo"], "reference": {"resource": "escalas", "fields": ["vuelo"]}}
    path = family / "vuelos/table.schema.json"
    schema = json.loads(path.read_text(encoding="utf-8"))
    path.write_text(json.dumps({**schema, "foreignKeys": [*schema["foreignKeys"], key]}, indent=1), encoding="utf-8")
    (problem,) = refusal(family)
    assert problem.split(": ")[0].split(":")[0] in (CHILD, "vuelos/table.schema.json")
    assert "«vuelos» → «escalas» → «vuelos»" in problem or "«escalas» → «vuelos» → «escalas»" in problem


def test_a_dataset_that_cannot_be_read_is_one_problem_and_not_one_per_key_to_it(family: Path) -> None:
    (family / "vuelos/table.schema.json").write_text("{", encoding="utf-8")
    assert [problem.split(":")[0] for problem in refusal(family)] == ["vuelos/table.schema.json"]


def test_a_dataset_called_as_a_catalogue_is_refused(family: Path) -> None:
    (family / "escalas").rename(family / "clima")
    (problem,) = refusal(family)
    assert problem.startswith("clima:1: ")
    assert "se llama como un catálogo" in problem


def test_the_valid_examples_of_all_datasets_go_together(family: Path) -> None:
    spoil(family / "escalas/examples/valido.csv", "AM-001", "AM-999")
    (problem,) = lint(family)
    assert problem == "escalas/examples/valido.csv:2: «A1, 2030-T1, AM-999» no está en vuelos/examples/valido.csv"


def spoil(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def refusal(root: Path) -> tuple[str, ...]:
    with pytest.raises(DefinitionError) as caught:
        load(root)
    return caught.value.problems

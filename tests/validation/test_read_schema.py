"""A schema is read where frictionless would, and refused, before any row, where it or a reader would fail."""

import copy
from pathlib import Path
from typing import Any

import pytest
from frictionless import Schema
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from apertura.errors import InvalidSchemaError
from apertura.validation.tableschema import check, read_schema
from apertura.validation.tableschema.plain_schema import surely_sound
from tests.validation.oracle.schemas import schemas

ODD = [None, 1, "x", "", True, [], ["x"], {}, {"x": 1}, "default", "(", "5", 5, -1, "string", "integer", [1], "a"]
NAMES = ["name", "type", "format", "constraints", "missingValues", "trueValues", "bareNumber", "decimalChar", "title"]
CONSTRAINTS = ["required", "unique", "enum", "pattern", "minimum", "maximum", "minLength", "maxLength", "jsonSchema"]


@st.composite
def spoiled(draw: st.DrawFn) -> dict[str, Any]:
    schema: dict[str, Any] = draw(schemas())
    schema.pop("fieldsMatch", None)
    for _ in range(draw(st.integers(0, 2))):
        field = draw(st.sampled_from(schema["fields"])) if schema["fields"] else schema
        match draw(st.integers(0, 3)):
            case 0:
                schema[draw(st.sampled_from(["primaryKey", "foreignKeys", "missingValues", "title", "otra"]))] = draw(
                    st.sampled_from(ODD)
                )
            case 1:
                field[draw(st.sampled_from(NAMES))] = draw(st.sampled_from(ODD))
            case _:
                where = field.setdefault("constraints", {})
                if isinstance(where, dict):
                    where[draw(st.sampled_from(CONSTRAINTS))] = draw(st.sampled_from(ODD))
    return schema


@settings(max_examples=400, derandomize=True, deadline=None, database=None, suppress_health_check=list(HealthCheck))
@given(schema=spoiled())
def test_what_is_surely_sound_frictionless_accepts_and_can_use(schema: dict[str, Any]) -> None:
    if surely_sound(schema):
        known = Schema.from_descriptor(copy.deepcopy(schema), datapackage_version="v2")
        for field in known.fields:
            field.create_cell_reader()("1")


@settings(max_examples=300, derandomize=True, deadline=None, database=None, suppress_health_check=list(HealthCheck))
@given(schema=spoiled())
def test_any_schema_is_used_or_refused_with_a_sentence(schema: dict[str, Any], tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text(",".join(field["name"] for field in schema["fields"] if isinstance(field["name"], str)) + "\n1,x\n")
    try:
        report = check(path, schema, tables={"lista": path})
    except InvalidSchemaError as refusal:
        told = str(refusal).splitlines()
    else:
        told = ["El esquema no es un Table Schema válido:", f"{report.rows}"]
    assert told[0] == "El esquema no es un Table Schema válido:"
    assert len(told) > 1


@pytest.mark.parametrize(
    ("schema", "said"),
    [
        ({"fields": [{"name": "a"}, {"name": "a"}]}, "not unique"),
        ({"fields": [{"name": "a"}], "primaryKey": ["b"]}, "does not match the fields"),
        ({"fields": [{"name": "a"}], "uniqueKeys": [["b"]]}, "uniqueKeys nombra un campo que no existe: «b»"),
        ({"fields": [{"name": "a", "type": "string", "constraints": {"minimum": 1}}]}, "is not supported by type"),
        ({"fields": [{"name": "a", "type": "object", "constraints": {"jsonSchema": {"type": 7}}}]}, "JSON Schema"),
        ({"fields": [{"type": "string"}]}, "name"),
        ({"fields": ["a"]}, "Table Schema válido"),
    ],
)
def test_a_schema_that_makes_no_sense_is_refused_with_its_reason(schema: dict[str, Any], said: str) -> None:
    with pytest.raises(InvalidSchemaError, match=said):
        read_schema(schema)

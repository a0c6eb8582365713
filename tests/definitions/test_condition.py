import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from apertura.definitions.datasets.condition import _types, examine
from apertura.model.definition import Field, TableSchema
from apertura.validation.tableschema.arrow_types import polars_type

TYPES = ("string", "integer", "number", "boolean", "date", "datetime", "time", "year", "yearmonth")
SCHEMA = TableSchema(
    tuple(Field(type_, type_, type_, type_, None, {}, 2 if type_ == "number" else None, {}) for type_ in TYPES),
    ("string",),
    (),
    {},
)


def test_conditions_are_tried_on_the_types_that_validation_judges_them_on() -> None:
    judged = {field.name: polars_type(field) for field in SCHEMA.fields}
    # validation widens whole numbers before it asks
    widened = {name: pl.Int128() if type_.is_integer() else type_ for name, type_ in judged.items()}
    assert _types(SCHEMA) == widened


@pytest.mark.parametrize(
    ("condition", "fields"),
    [
        ("integer > 1 AND integer < 9", ("integer",)),
        ("number <= 100 OR string <> 'x'", ("number", "string")),
        ("date >= DATE '2024-01-01'", ("date",)),
        ("LENGTH(string) >= 20 OR string IS NULL", ("string",)),
        ("NOT boolean OR year IN (2024, 2025)", ("boolean", "year")),
        ("EXTRACT(YEAR FROM date) = year", ("date", "year")),
    ],
)
def test_a_question_about_each_row_is_taken(condition: str, fields: tuple[str, ...]) -> None:
    found, problem = examine([condition], SCHEMA)[0]
    assert (sorted(found), problem) == (sorted(fields), None)


@pytest.mark.parametrize(
    "condition",
    [
        "",
        "integer",
        "integer >",
        "nada > 1",
        "SELECT 1",
        "integer > 1; DROP TABLE x",
        "integer > 1, integer > 2",
        "*",
        "COUNT(*) > 1",
        "MAX(integer) > 1",
        "TRUE",
        "string > 3",
        "date > '2024-01-01'",
        "REGEXP_LIKE(string, '(')",
        "inventada(integer)",
        "integer > (SELECT 1)",
        "otra.integer > 1",
        "(" * 5000,
        "NOT " * 5000 + "boolean",
    ],
)
def test_anything_else_is_refused_with_a_reason(condition: str) -> None:
    assert examine([condition], SCHEMA)[0][1]


@given(st.text(st.sampled_from("integer date'()<>=*;,.1 ANDORNT\n\x00é%"), max_size=40))
def test_no_text_crashes_it(condition: str) -> None:
    fields, problem = examine([condition], SCHEMA)[0]
    assert problem or fields

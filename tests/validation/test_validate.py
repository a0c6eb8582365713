import subprocess
import sys
from collections.abc import Mapping
from dataclasses import replace

import polars as pl
import pyarrow as pa
import pytest

from apertura.model.table import ROW
from apertura.validation.tableschema.arrow_types import arrow_schema
from apertura.validation.validate import validate
from tests.validation.tabling import check, check_column, definition, definitions, flatten, rule, schema, table

FIELDS = [
    {"name": "clave", "constraints": {"required": True}},
    {"name": "estatus", "constraints": {"enum": ["sin_iniciar", "completado"]}},
    {"name": "avance", "type": "number", "apertura:decimales": 2},
    {"name": "peso", "type": "number"},
    {"name": "veces", "type": "integer"},
    {"name": "anio", "type": "year"},
    {"name": "mes", "type": "yearmonth"},
    {"name": "publico", "type": "boolean", "trueValues": ["Sí"], "falseValues": ["No"]},
    {"name": "fecha", "type": "date"},
    {"name": "hora", "type": "time"},
]
ROWS = [
    ["00123", "completado", "45.5", "1.123456789", "19", "2024", "2024-03", "Sí", "2024-06-30", "10:00:00"],
    ["ñandú", None, None, None, None, None, None, None, None, None],
    ["-", "sin_iniciar", "1e1", "-0", " 7 ", "2023", "2024-3", "No", "2024-6-1", "09:30:00"],
]
TYPES = {
    "clave": pa.string(),
    "estatus": pa.dictionary(pa.int32(), pa.string()),
    "avance": pa.decimal128(38, 2),
    "peso": pa.decimal128(38, 9),
    "veces": pa.int64(),
    "anio": pa.int32(),
    "mes": pa.string(),
    "publico": pa.bool_(),
    "fecha": pa.date32(),
    "hora": pa.string(),
}


def test_an_accepted_table_has_exactly_the_declared_types_and_the_rows_of_the_sheet() -> None:
    accepted, issues = check(FIELDS, ROWS)
    assert issues == ()
    assert accepted is not None
    data, rows = pa.table(accepted.data), pa.table(accepted.rows)
    assert data.schema == arrow_schema(schema(FIELDS).fields) == pa.schema(list(TYPES.items()))
    assert rows == pa.table({ROW: pa.array([8, 9, 10], pa.uint32())})
    assert [str(value) for value in data.column("avance").to_pylist()] == ["45.50", "None", "10.00"]
    assert data.column("estatus").chunk(0).dictionary.to_pylist() == ["sin_iniciar", "completado"]
    assert data.to_pylist()[2]["mes"] == "2024-03"
    assert data.to_pylist()[2]["veces"] == 7


@pytest.mark.parametrize("rows", [[], [[None] * len(FIELDS)]])
def test_a_table_without_values_is_checked_too(rows: list[list[str | None]]) -> None:
    accepted, issues = check(FIELDS, rows, primaryKey=["clave"], rules=[rule("r", "avance > 1", "avance")])
    assert flatten(issues) == [("constraint-required", 8, "clave"), ("primary-key-empty", 8, "clave")] * len(rows)
    assert (accepted is None) is bool(rows)
    if accepted is not None:
        assert pa.table(accepted.data).schema == pa.schema(list(TYPES.items()))
        assert pa.table(accepted.rows).num_rows == 0


def test_every_broken_constraint_of_a_cell_is_an_issue_but_a_type_error_stands_alone() -> None:
    field = {"type": "number", "apertura:decimales": 1, "constraints": {"minimum": 5, "enum": [7, 8]}}
    assert flatten(check_column(field, ["1.25", "uno", "7", None])) == [
        ("constraint-minimum", 8, "campo"),
        ("constraint-enum", 8, "campo"),
        ("decimales-de-mas", 8, "campo"),
        ("type-error-number", 9, "campo"),
    ]


def test_no_limit_is_put_on_what_is_reported() -> None:
    assert len(check_column({"type": "integer"}, ["x"] * 5000)) == 5000


@pytest.mark.parametrize(
    ("field", "text", "code", "details"),
    [
        ({"type": "date"}, "ayer", "type-error-date", {"esperado": "Campo"}),
        ({"type": "date"}, "31/09/2023", "type-error-date-inexistente", {"ultimo": "30"}),
        ({"type": "date"}, "15/04/2015 18/02/2015", "type-error-date-varias", {"fechas": "2"}),
        ({"type": "date"}, "29 de febrero de 2023", "type-error-date-inexistente", {"ultimo": "28"}),
        ({"type": "geopoint"}, "aquí", "type-error", {"esperado": "Campo"}),
        ({"constraints": {"enum": ["a", "b"]}}, "c", "constraint-enum", {"opciones": "a, b"}),
        (
            {"example": "OG-01", "constraints": {"pattern": "OG-[0-9]+"}}, "x",
            "constraint-pattern", {"patron": "OG-[0-9]+", "ejemplo": "OG-01"},
        ),
        ({"type": "number", "constraints": {"maximum": 100}}, "101", "constraint-maximum", {"limite": "100"}),
        ({"type": "year", "constraints": {"exclusiveMinimum": 2015}}, "2015", "constraint-exclusiveMinimum",
         {"limite": "2015"}),
        ({"constraints": {"minLength": 5}}, "añil", "constraint-minLength", {"limite": "5", "largo": "4"}),
        ({"type": "number", "apertura:decimales": 2}, "0.125", "decimales-de-mas", {"limite": "2"}),
    ],
)  # fmt: skip
def test_an_issue_carries_what_its_message_names(
    field: Mapping[str, object], text: str, code: str, details: Mapping[str, str]
) -> None:
    [issue] = check_column(field, [text])
    assert (issue.type.code, issue.value, issue.details) == (code, text, details)


@pytest.mark.parametrize("text", ["NaN", "sNaN", "Infinity", "1e37", "9" * 40])
def test_a_number_that_no_published_column_holds_is_not_a_number(text: str) -> None:
    field = {"type": "number", "apertura:decimales": 2, "constraints": {"minimum": 0}}
    assert flatten(check_column(field, [text])) == [("type-error-number", 8, "campo")]


@pytest.mark.parametrize("space", ["", " "])
def test_whole_numbers_are_read_up_to_64_bits(space: str) -> None:
    texts = ["9223372036854775807", "-9223372036854775808", "9223372036854775808", "-9223372036854775809"]
    issues = check_column({"type": "integer"}, [space + text for text in texts])
    assert flatten(issues) == [("type-error-integer", 10, "campo"), ("type-error-integer", 11, "campo")]


@pytest.mark.parametrize("text", ["1.500", "150e-2", "0.00", "-0", "1e3", "12345678901234567890.12"])
def test_decimals_are_counted_by_what_they_add_to_the_value(text: str) -> None:
    assert check_column({"type": "number", "apertura:decimales": 2}, [text]) == ()


def test_an_issue_stands_in_its_cell_and_a_field_filled_from_the_submission_in_none() -> None:
    fields = [{"name": "organismo", "constraints": {"pattern": "OG"}}, {"name": "veces", "type": "integer"}]
    _, issues = check(fields, [["X", "1"], ["OG", "dos"]], columns={"veces": 28})
    assert [(issue.sheet, issue.cell, issue.row, issue.field, issue.value, issue.count) for issue in issues] == [
        ("Informe", None, 8, "organismo", "X", 1),
        ("Informe", "AB9", 9, "veces", "dos", 1),
    ]


def test_issues_come_in_the_order_of_the_sheet() -> None:
    fields = [{"name": "a", "type": "integer"}, {"name": "b", "type": "integer"}]
    _, issues = check(fields, [["1", "x"], ["x", "x"], ["1", "1"]], primaryKey=["a"])
    assert flatten(issues) == [
        ("type-error-integer", 8, "b"),
        ("type-error-integer", 9, "a"),
        ("type-error-integer", 9, "b"),
        ("primary-key-empty", 9, "a"),
        ("primary-key", 10, "a"),
    ]


def test_declared_missing_values_are_missing_and_the_empty_text_is_one_only_if_declared() -> None:
    fields = [
        {"name": "a", "constraints": {"required": True}},
        {"name": "b", "type": "integer", "missingValues": ["-"]},
    ]
    _, issues = check(fields, [["ND", "-"], ["", "1"], ["x", "ND"]], missingValues=["ND"])
    assert flatten(issues) == [("constraint-required", 8, "a"), ("type-error-integer", 10, "b")]


@pytest.mark.parametrize("column", ["large_string", "string_view", "null"])
def test_any_arrow_text_is_read(column: str) -> None:
    types = {"large_string": pa.large_string(), "string_view": pa.string_view(), "null": pa.null()}
    values = pa.table({ROW: pa.array([8], pa.uint32()), "a": pa.array([None], types[column])})
    given = replace(table(["a"], [[None]]), values=values)
    accepted, issues = validate(given, definition(schema([{"name": "a"}])), definitions())
    assert issues == ()
    assert accepted is not None
    assert pl.DataFrame(accepted.data).to_dicts() == [{"a": None}]


def test_a_table_without_odd_cells_never_imports_frictionless() -> None:
    script = """
import sys
from tests.validation.tabling import check
from tests.validation.test_validate import FIELDS
clean = [{"name": "clave", "constraints": {"pattern": r"^OG-\\d{2}$"}}, *FIELDS[1:-1],
         {"name": "liga", "constraints": {"pattern": r"^https?://[^\\s]+$"}}]
row = ["OG-01", "completado", "45.5", "1.5", "19", "2024", "2024-03", "Sí", "2024-06-30", "https://a.mx/b"]
accepted, issues = check(clean, [row, [None] * len(row)])
assert accepted is not None and issues == ()
assert "frictionless" not in sys.modules and "pandas" not in sys.modules
assert len(check(clean, [["og-1", *row[1:]]])[1]) == 1
assert "frictionless" in sys.modules
"""
    subprocess.run([sys.executable, "-c", script], check=True)

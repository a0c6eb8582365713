import random
from datetime import date, timedelta

import duckdb
import polars as pl
import pytest

from apertura.validation.tableschema.cells import read_cells
from apertura.validation.tableschema.missing import blank_missing
from apertura.validation.tableschema.to_arrow import to_arrow
from tests.validation.tabling import HEADER_ROW, check, flatten, rule, schema

FIELDS = [
    {"name": "estatus", "constraints": {"enum": ["en_proceso", "completado", "no_aplica"]}},
    {"name": "avance", "type": "number", "apertura:decimales": 2},
    {"name": "meta", "type": "integer"},
    {"name": "inicio", "type": "date"},
    {"name": "fin", "type": "date"},
    {"name": "anio", "type": "year"},
    {"name": "publico", "type": "boolean"},
    {"name": "nota"},
]
CONDITIONS = [
    "avance = 100 OR estatus <> 'completado'",
    "avance IS NOT NULL OR estatus NOT IN ('en_proceso', 'completado')",
    "fin >= inicio",
    "inicio >= DATE '2024-02-01' AND fin < DATE '2024-06-30'",
    "EXTRACT(YEAR FROM inicio) = anio",
    "avance BETWEEN 0 AND 100 OR publico",
    "avance * 2 + 0.5 <= meta",
    "meta * 1000 < 100000000000",
    "avance / NULLIF(meta, 0) <= 1",
    "ABS(avance - meta) < 50",
    "NOT publico OR nota IS NOT NULL",
    "LENGTH(nota) >= 5 OR estatus = 'no_aplica'",
    "COALESCE(nota, '') <> ''",
    "nota LIKE 'añ%' OR UPPER(nota) = nota",
    "CASE WHEN estatus = 'completado' THEN avance = 100 ELSE TRUE END",
    "(nota IS NULL) = (publico IS NULL)",
    "CAST(anio AS VARCHAR) = SUBSTR(nota, 1, 4)",
    "1 = 2 OR avance >= 0",
]


def _cell(chance: random.Random, name: str) -> str | None:
    if chance.random() < 0.15:
        return None
    day = date(2024, 1, 1) + timedelta(days=chance.randrange(-30, 200))
    match name:
        case "estatus":
            return chance.choice(["en_proceso", "completado", "no_aplica"])
        case "avance":
            return chance.choice(["0", "100", "100.00", "49.75", "-1", "100.01", "1e1", " 33.3"])
        case "meta":
            return chance.choice(["0", "1", "200", "-5", "+99", "3000000000", "1000000000000"])
        case "inicio" | "fin":
            return chance.choice([day.isoformat(), f"{day.year}-{day.month}-{day.day}"])
        case "anio":
            return chance.choice(["2023", "2024"])
        case "publico":
            return chance.choice(["true", "false", "1", "0"])
        case _:
            return chance.choice(["año", "ÁRBOL", "2024 x", "nada", "sí señor", " "])


def _rows() -> list[list[str | None]]:
    chance = random.Random(11)
    return [[_cell(chance, str(field["name"])) for field in FIELDS] for _ in range(400)]


@pytest.mark.parametrize("condition", CONDITIONS)
def test_a_rule_breaks_where_duckdb_finds_its_condition_false(condition: str) -> None:
    rows = _rows()
    table_schema = schema(FIELDS)
    texts = pl.DataFrame(
        rows, schema=dict.fromkeys([field.name for field in table_schema.fields], pl.String), orient="row"
    )
    cells = read_cells(blank_missing(texts, table_schema), table_schema, ())
    typed = to_arrow({name: column.typed for name, column in cells.items()}, table_schema.fields)
    assert typed.num_rows == len(rows)
    answers = duckdb.sql(f"SELECT CAST({condition} AS BOOLEAN) FROM typed").fetchall()
    expected = [index for index, (holds,) in enumerate(answers) if holds is False]
    fields = [field.name for field in table_schema.fields if field.name in condition]
    _, issues = check(FIELDS, rows, rules=[rule("regla", condition, *fields)])
    assert [issue.row - HEADER_ROW - 1 for issue in issues if issue.row is not None] == expected
    assert expected


def test_a_rule_names_its_first_field_and_the_cells_of_all() -> None:
    fields = [{"name": "meta", "type": "integer"}, {"name": "nota"}, {"name": "logrado", "type": "integer"}]
    broken = rule("logrado-mayor", "logrado <= meta", "logrado", "meta", severity="advertencia")
    accepted, issues = check(fields, [["1", "x", "2"], ["2", "x", "2"], [None, "x", "9"]], rules=[broken])
    [issue] = issues
    assert (issue.type, issue.row, issue.field, issue.value) == (broken.issue_type, 8, "logrado", "2")
    assert issue.cell == "E8, C8"
    assert issue.details == {"logrado": "2", "meta": "1"}
    assert accepted is not None


def test_a_row_whose_cell_cannot_be_read_is_not_judged_by_the_rules_over_it() -> None:
    fields = [{"name": "fin", "type": "date"}, {"name": "monto", "type": "number", "apertura:decimales": 1}]
    rules = [rule("sin-fin", "fin IS NOT NULL", "fin"), rule("sin-monto", "monto IS NOT NULL", "monto")]
    _, issues = check(fields, [["ayer", "1.25"], [None, None]], rules=rules)
    assert sorted(flatten(issues)) == [
        ("decimales-de-mas", 8, "monto"),
        ("sin-fin", 9, "fin"),
        ("sin-monto", 9, "monto"),
        ("type-error-date", 8, "fin"),
    ]


def test_the_product_of_two_large_integers_does_not_wrap_around() -> None:
    field = {"name": "meta", "type": "integer"}
    assert check([field], [["4000000000"]], rules=[rule("regla", "meta * meta > 0", "meta")])[1] == ()


@pytest.mark.parametrize("condition", ["avance * avance * avance > 0", "avance / meta <= 1"])
def test_a_number_that_decimals_cannot_compute_with_does_not_stop_the_rule(condition: str) -> None:
    fields = [{"name": "avance", "type": "number", "apertura:decimales": 2}, {"name": "meta", "type": "number"}]
    rows = [["99999999999999999999", "0"], ["-2", "-1"], ["1", "2"]]
    _, issues = check(fields, rows, rules=[rule("regla", condition, "avance", "meta")])
    assert 9 in [issue.row for issue in issues]
    assert 10 not in [issue.row for issue in issues]

"""Which rows a body owes for a period, by the work plans in force, and what is told of those that lack."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pytest

from apertura.model.comparison import OwedRows
from apertura.model.definition import DatasetDefinition, Definitions
from apertura.model.issue import Issue
from apertura.model.plan import WorkPlan
from apertura.model.reporting import Garante, Period
from apertura.validation.owed_rows import owed_rows
from apertura.validation.validate import validate
from tests.validation.tabling import catalogue, definition, definitions, schema, table

LINES = catalogue(
    "linea", [{"clave": each, "plan": plan} for each, plan in (("1.a", "P24"), ("1.b", "P24"), ("2.a", "P25"))]
)
BODIES = [
    Garante("OG-01", "Uno", "U", "", "organo", None, None),
    Garante("OG-02", "Dos", "D", "", "organo", None, date(2024, 3, 31)),
    Garante("OG-03", "Tres", "T", "", "otro", None, None),
]
PERIODS = [
    Period("2023-A", 2023, "anual", date(2023, 1, 1), date(2023, 12, 31)),
    Period("2024-T1", 2024, "trimestre", date(2024, 1, 1), date(2024, 3, 31)),
    Period("2024-T2", 2024, "trimestre", date(2024, 4, 1), date(2024, 6, 30)),
    Period("2025-T1", 2025, "trimestre", date(2025, 1, 1), date(2025, 3, 31)),
]
PLANS = tuple(
    WorkPlan(id_, id_, date(year, 1, 1), date(year, 12, 31), ()) for id_, year in (("P24", 2024), ("P25", 2025))
)
NAMES = ["organismo", "periodo", "linea"]
OWED = replace(
    definition(schema([{"name": name} for name in NAMES])),
    context={"organismo": "garante", "periodo": "period"},
    expected_kinds=("organo",),
    expected_periods=("2024-T1", "2024-T2", "2025-T1"),
    owed_rows=OwedRows("linea", "linea", "clave", "plan"),
)
HOUSE = replace(
    definitions([LINES]),
    plans=PLANS,
    garantes={body.id: body for body in BODIES},
    periods={period.id: period for period in PERIODS},
)


def checked(lines: Sequence[str | None], garante: str = "OG-01", period: str = "2024-T1") -> tuple[Issue, ...]:
    rows = [[garante, period, line] for line in lines]
    return validate(table(NAMES, rows), OWED, HOUSE)[1]


@pytest.mark.parametrize(
    ("garante", "period", "owed"),
    [
        ("OG-01", "2024-T1", ("1.a", "1.b")),
        ("OG-01", "2025-T1", ("2.a",)),
        ("OG-01", "2023-A", ()),
        ("OG-02", "2024-T1", ("1.a", "1.b")),
        ("OG-02", "2024-T2", ()),
        ("OG-03", "2024-T1", ()),
    ],
)
def test_a_body_owes_a_row_for_each_line_of_the_plan_in_force(garante: str, period: str, owed: Sequence[str]) -> None:
    assert owed_rows(OWED, HOUSE, garante, period) == owed


def test_a_dataset_that_does_not_say_what_it_owes_owes_no_row() -> None:
    silent: DatasetDefinition = replace(OWED, owed_rows=None)
    assert owed_rows(silent, HOUSE, "OG-01", "2024-T1") == ()
    assert validate(table(NAMES, [["OG-01", "2024-T1", "1.a"]]), silent, HOUSE)[1] == ()


def test_what_lacks_is_told_once_for_the_table_and_returns_nothing() -> None:
    assert checked(["1.b", "1.a"]) == ()
    (issue,) = checked(["1.a"])
    assert (issue.type.code, issue.row, issue.cell, issue.count) == ("filas-faltantes", None, None, 1)
    assert issue.details == {"faltan": "1.b", "debidas": "2", "periodo": "2024-T1"}
    assert not issue.type.severity.returns
    assert checked(["1.a"], "OG-03") == ()


def test_a_line_of_a_plan_that_is_not_in_force_returns_the_table_in_its_cell() -> None:
    issues = checked(["1.a", "1.b", "2.a"])
    assert [(issue.type.code, issue.cell, issue.value) for issue in issues] == [("fila-de-otro-plan", "E10", "2.a")]
    assert issues[0].type.severity.returns
    assert checked(["2.a"], period="2023-A") == ()


def test_a_line_mistyped_is_not_also_told_as_lacking() -> None:
    assert checked(["1.a", "1.bb"]) == ()
    assert [issue.type.code for issue in checked(["1.bb"])] == ["filas-faltantes"]


def house_without_periods() -> Definitions:
    return replace(HOUSE, periods={})


def test_rows_of_nobody_known_are_for_others_to_tell() -> None:
    assert validate(table(NAMES, [["OG-77", "2024-T1", "1.a"], [None, None, "1.a"]]), OWED, HOUSE)[1] == ()
    assert validate(table(NAMES, [["OG-01", "2024-T1", "1.a"]]), OWED, house_without_periods())[1] == ()

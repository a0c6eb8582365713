"""What a table says beside the one accepted for an earlier period: told with both values, silenced when explained."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import polars as pl
import pytest

from apertura.model.comparison import Comparison, ComparisonKind
from apertura.model.issue import Issue
from apertura.validation.earlier import Earlier
from apertura.validation.validate import validate
from tests.validation.tabling import definition, definitions, issue_type, schema, table

FIELDS = [
    {"name": "organismo"},
    {"name": "periodo"},
    {"name": "linea"},
    {"name": "avance", "type": "number", "apertura:decimales": 2},
    {"name": "corte", "type": "date"},
    {"name": "nota"},
]
NAMES = [str(field["name"]) for field in FIELDS]

Row = Sequence[str | None]


def comparison(kind: str, field: str | None = None, *, apart: Sequence[str] = (), within_year: bool = False, **limits):
    type_ = replace(issue_type("distinto", "advertencia"), message_es="De {antes} a {ahora}.")
    return Comparison(ComparisonKind(kind), field, "nota", limits, tuple(apart), within_year, "Una fuente", type_)


FALL = comparison("fall", "avance", tolerance=0)
JUMP = comparison("jump", "avance", factor=10, at_least=50)
MISSING = comparison("missing")
CONSTANT = comparison("constant", "avance", rows=3)
COPY = comparison("copy", apart=["corte"], rows=2)


def row(linea: str | None, avance: str | None, nota: str | None = None, *, corte: str = "2024-06-30") -> Row:
    return ["OG-01", "2024-T2", linea, avance, corte, nota]


def before(*rows: Row, same_year: bool = True) -> Earlier:
    frame = pl.DataFrame([list(each) for each in rows], schema=dict.fromkeys(NAMES, pl.String), orient="row")
    typed = {"avance": pl.col("avance").cast(pl.Decimal(38, 2)), "corte": pl.col("corte").str.to_date()}
    then = frame.with_columns(periodo=pl.lit("2024-T1"), **typed)
    return Earlier("2024-T1", same_year, then.to_arrow())


def compared(expected: Comparison, rows: Sequence[Row], earlier: Earlier | None) -> tuple[Issue, ...]:
    described = replace(
        definition(schema(FIELDS, primaryKey=["organismo", "periodo", "linea"])),
        context={"organismo": "garante", "periodo": "period"},
        comparisons=(expected,),
    )
    return validate(table(NAMES, rows), described, definitions(), before=earlier)[1]


def told(issues: Sequence[Issue]) -> list[tuple[str, int | None, str | None, str, str]]:
    return [(i.type.code, i.row, i.field, i.details["antes"], i.details["ahora"]) for i in issues]


def test_a_fall_is_told_in_its_cell_with_both_values_and_returns_nothing() -> None:
    (issue,) = compared(FALL, [row("a", "45.50"), row("b", "70")], before(row("a", "60"), row("b", "70")))
    assert told([issue]) == [("distinto", 8, "avance", "60", "45.5")]
    assert (issue.cell, issue.value) == ("F8", "45.50")
    assert issue.details["periodo_anterior"] == "2024-T1"
    assert not issue.type.severity.returns


@pytest.mark.parametrize(("now", "falls"), [("55", 0), ("54.99", 1), (None, 0), ("sesenta", 0)])
def test_a_fall_within_what_is_tolerated_or_of_what_cannot_be_read_is_none(now: str | None, falls: int) -> None:
    issues = compared(comparison("fall", "avance", tolerance=5), [row("a", now)], before(row("a", "60")))
    assert [issue.type.code for issue in issues].count("distinto") == falls


@pytest.mark.parametrize(
    ("now", "then", "jumps"),
    [
        ("600", "60", 1), ("599", "60", 0), ("60", "600", 1), ("49", "4", 0), ("50", "5", 1), ("0", "900", 0),
        ("900", "0", 0),
    ],
)  # fmt: skip
def test_a_jump_is_so_many_times_more_or_less_of_something_that_counts(now: str, then: str, jumps: int) -> None:
    assert len(compared(JUMP, [row("a", now)], before(row("a", then)))) == jumps


def test_rows_that_are_gone_are_told_once_with_their_keys() -> None:
    (issue,) = compared(MISSING, [row("a", "1"), row("z", "1")], before(*(row(each, "1") for each in "abc")))
    assert told([issue]) == [("distinto", None, "linea", "3", "2")]
    assert (issue.details["faltan"], issue.count, issue.cell) == ("b; c", 2, None)


def test_a_column_that_no_longer_varies_is_told_with_what_it_says_everywhere() -> None:
    varied = before(row("a", "10"), row("b", "20"), row("c", "30"))
    same = [row("a", "50"), row("b", "50"), row("c", "50"), row("d", None)]
    (issue,) = compared(CONSTANT, same, varied)
    assert (told([issue]), issue.count) == ([("distinto", None, "avance", "3", "50")], 3)
    assert compared(CONSTANT, same[:2], varied) == ()
    assert compared(CONSTANT, same, before(row("a", "50"), row("b", "50"), row("c", "50"))) == ()
    assert compared(CONSTANT, [*same, row("e", "51")], varied) == ()


def test_the_table_of_the_period_before_handed_in_again_is_told_whatever_its_date() -> None:
    rows = [row("a", "10"), row("b", None)]
    then = before(*(row(str(each[2]), each[3], corte="2024-03-31") for each in rows))
    assert told(compared(COPY, rows, then)) == [("distinto", None, None, "2", "2")]
    assert compared(COPY, [rows[0], row("b", "20")], then) == ()
    assert compared(COPY, [*rows, row("c", None)], then) == ()
    assert compared(COPY, rows[:1], before(rows[0])) == ()


EXPLAINED: Mapping[str, tuple[Comparison, Sequence[Row], Earlier]] = {
    "fall": (FALL, [row("a", "40", "Se corrigió la meta.")], before(row("a", "60"))),
    "jump": (JUMP, [row("a", "900", "Llegó la feria.")], before(row("a", "60", "Sin novedad."))),
    "missing": (MISSING, [row("a", "1", "La línea B se canceló.")], before(row("a", "1"), row("línea b", "1"))),
    "constant": (
        CONSTANT, [row("a", "50"), row("b", "50", "Todas van a la mitad."), row("c", "50")],
        before(row("a", "10"), row("b", "20"), row("c", "30")),
    ),
    "copy": (COPY, [row("a", "1"), row("b", "2", "No hubo actividad.")], before(row("a", "1"), row("b", "2"))),
}  # fmt: skip


@pytest.mark.parametrize(("expected", "rows", "then"), EXPLAINED.values(), ids=EXPLAINED)
def test_what_the_steward_explains_is_recorded_and_asks_for_nothing(
    expected: Comparison, rows: Sequence[Row], then: Earlier
) -> None:
    (issue,) = compared(expected, rows, then)
    assert (issue.type.code, issue.type.severity) == ("distinto-explicada", "informativa")
    assert issue.details["justificacion"] in {each[5] for each in rows}
    assert issue.type.message_es.startswith("De {antes} a {ahora}. ")


@pytest.mark.parametrize(
    ("expected", "rows", "then"),
    [
        (FALL, [row("a", "40", "Lo mismo.")], before(row("a", "60", "Lo mismo."))),
        (FALL, [row("a", "40"), row("b", "1", "Otra cosa.")], before(row("a", "60"))),
        (MISSING, [row("a", "1", "La 12 sigue.")], before(row("a", "1"), row("1", "1"))),
        (
            CONSTANT, [row("a", "50"), row("b", "50"), row("c", "50"), row("d", None, "No aplica.")],
            before(row("a", "10"), row("b", "20"), row("c", "30")),
        ),
        (COPY, [row("a", "1", "Igual."), row("b", "2")], before(row("a", "1", "Igual."), row("b", "2"))),
    ],
)  # fmt: skip
def test_an_old_note_or_one_about_something_else_explains_nothing(
    expected: Comparison, rows: Sequence[Row], then: Earlier
) -> None:
    assert [issue.type.code for issue in compared(expected, rows, then)] == ["distinto"]


@pytest.mark.parametrize("expected", [FALL, JUMP, MISSING, CONSTANT, COPY], ids=lambda each: each.kind)
def test_without_an_earlier_table_nothing_is_compared_and_nothing_is_said(expected: Comparison) -> None:
    assert compared(expected, [row("a", "1"), row("b", "1")], None) == ()


def test_what_is_counted_from_january_on_is_not_compared_with_another_year() -> None:
    yearly = replace(FALL, within_year=True)
    assert compared(yearly, [row("a", "1")], before(row("a", "60"), same_year=False)) == ()
    assert len(compared(yearly, [row("a", "1")], before(row("a", "60")))) == 1
    assert len(compared(FALL, [row("a", "1")], before(row("a", "60"), same_year=False))) == 1


def test_a_table_accepted_under_an_older_schema_is_compared_in_what_it_had() -> None:
    then = pl.DataFrame({"organismo": ["OG-01"], "linea": ["a"], "avance": ["60"]})
    assert told(compared(FALL, [row("a", "40")], Earlier("2024-T1", True, then.to_arrow()))) == [
        ("distinto", 8, "avance", "60", "40")
    ]
    for expected in (JUMP, CONSTANT, COPY):
        assert compared(expected, [row("a", "40")], Earlier("2024-T1", True, then.drop("avance").to_arrow())) == ()


def test_rows_without_a_whole_key_and_empty_tables_have_no_pair() -> None:
    assert compared(FALL, [row(None, "1")], before(row("a", "60"))) == ()
    assert told(compared(MISSING, [], before(row("a", "60")))) == [("distinto", None, "linea", "1", "0")]
    assert compared(COPY, [], before()) == ()

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apertura.validation.meant_date import day_alone, other_order, plausible_date, two_readings
from apertura.validation.meant_number import share
from apertura.validation.suggest import ENOUGH, nearest_each
from tests.validation.tabling import check_column

CENTURY = (date(1900, 1, 1), date(2100, 12, 31))
OPTIONS = ["en_proceso", "completado", "sin_iniciar", "2024-T1", "2024-T2", "Sí"]


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("24/082014", date(2014, 8, 24)),
        ("2408/2014", date(2014, 8, 24)),
        ("24/08//2014", date(2014, 8, 24)),
        ("24/08/20144", None),
        ("2014-0824", date(2014, 8, 24)),
        ("2014-08-24-", date(2014, 8, 24)),
        ("31/02/2014", None),
        ("32/01/2014", None),
        ("09/07/20158", None),
        ("24/08/201", None),
        ("24 de agosto", None),
        ("", None),
        ("99999999999999", None),
    ],
)
def test_a_date_with_a_character_too_many_or_too_few_is_suggested_if_it_reads_one_way(
    written: str, meant: date | None
) -> None:
    assert plausible_date(written, CENTURY, None) == meant


@pytest.mark.parametrize(
    ("written", "meant"),
    [("09/07/20158", date(2015, 7, 9)), ("24/082014", date(2014, 8, 24)), ("24/08/201", date(2015, 8, 24))],
)
def test_of_several_readings_the_only_one_among_the_dates_of_the_column_is_suggested(written: str, meant: date) -> None:
    assert plausible_date(written, CENTURY, (date(2015, 1, 2), date(2015, 12, 30))) == meant


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("En_Proceso", "en_proceso"),
        ("completdo", "completado"),
        ("sin iniciar", "sin_iniciar"),
        ("  SI ", "Sí"),
        ("2024-T3", None),
        ("2024-T1 (enero a marzo)", "2024-T1"),
        ("Periodo: 2024-t2", "2024-T2"),
        ("2024-T1 y 2024-T2", None),
        ("cancelado por la autoridad", None),
        ("", None),
    ],
)
def test_the_option_that_is_clearly_nearest_is_suggested(written: str, meant: str | None) -> None:
    found = nearest_each([written], {option: option for option in OPTIONS}).get(written)
    assert (found and found.text) == meant


@pytest.mark.parametrize(
    ("written", "meant", "confidence"),
    [("EN_PROCESO", "en_proceso", 100), ("SÃ\xad", "Sí", 100), ("en_proseso", "en_proceso", 90)],
)
def test_a_suggestion_says_how_likely_it_is_and_a_spoilt_accent_is_no_doubt(
    written: str, meant: str, confidence: int
) -> None:
    found = nearest_each([written], {option: option for option in OPTIONS})[written]
    assert (found.text, found.confidence) == (meant, confidence)


@pytest.mark.parametrize(
    ("written", "readings"),
    [
        ("12/31/2024", [date(2024, 12, 31)]),
        ("03/04/24", [date(2024, 4, 3), date(2024, 3, 4)]),
        ("05-05-24", [date(2024, 5, 5)]),
        ("31/12/24", [date(2024, 12, 31)]),
        ("31/31/24", []),
        ("03/04-24", []),
        ("03/04/1924", []),
        ("03/04", []),
    ],
)
def test_a_date_that_is_not_clear_is_suggested_in_each_of_its_readings(written: str, readings: list[date]) -> None:
    assert list(two_readings(written, CENTURY)) == readings


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("2012-16-02", date(2012, 2, 16)),
        ("2012/16/2", date(2012, 2, 16)),
        ("20240331", date(2024, 3, 31)),
        ("31032024", date(2024, 3, 31)),
        ("20112010", date(2010, 11, 20)),
        ("19121912", date(1912, 12, 19)),
        ("2012-16-32", None),
        ("99999999", None),
        ("2012-16", None),
    ],
)
def test_a_date_with_its_parts_in_another_order_or_none_between_is_suggested(written: str, meant: date | None) -> None:
    assert other_order(written, CENTURY) == meant


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("15/03/2024 09:00", date(2024, 3, 15)),
        ("2024-03-31T13:30:00", date(2024, 3, 31)),
        ("15/03/2024 a las 9:00 horas", date(2024, 3, 15)),
        ("31/02/2024 09:00", None),
        ("15/03/1824 09:00", None),
        ("a las 9:00", None),
    ],
)
def test_of_a_date_with_an_hour_the_date_is_suggested(written: str, meant: date | None) -> None:
    assert day_alone(written, CENTURY) == meant


def test_of_two_readings_neither_is_more_likely() -> None:
    [one, two] = check_column({"type": "date"}, ["03/04/24", "12/31/2024"])
    assert (one.suggestion, one.confidence) == ("2024-04-03 o 2024-03-04", 50)
    assert (two.suggestion, two.confidence) == ("2024-12-31", 90)


def test_a_suggestion_is_never_applied() -> None:
    [wrong] = check_column({"constraints": {"enum": ["completado"]}}, ["Completado"])
    assert (wrong.type.code, wrong.value, wrong.suggestion) == ("constraint-enum", "Completado", "completado")


def test_a_wrong_date_is_suggested_in_iso_within_the_bounds_of_its_field() -> None:
    field = {"type": "date", "constraints": {"maximum": "2016-12-31", "minimum": "2015-01-01"}}
    issues = check_column(field, ["2016-02-01", "09/07/20158", "24/082014"])
    assert [(issue.cell, issue.suggestion) for issue in issues] == [("C9", "2015-07-09"), ("C10", None)]


def test_too_many_decimals_are_suggested_rounded_and_a_yes_or_no_by_its_nearest_word() -> None:
    [number] = check_column({"type": "number", "apertura:decimales": 2}, ["0.30000000000000004"])
    [word] = check_column({"type": "boolean", "trueValues": ["Sí"], "falseValues": ["No"]}, ["si"])
    assert (number.suggestion, word.suggestion) == ("0.30", "Sí")


def test_a_column_that_is_wrong_as_a_whole_gets_suggestions_for_its_first_values_only() -> None:
    field = {"constraints": {"enum": ["completado"]}}
    issues = check_column(field, [f"completado{number}" for number in range(ENOUGH + 50)])
    assert len([issue for issue in issues if issue.suggestion]) == ENOUGH


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("46", "0.46"), ("46.5", "0.465"), ("100", "1"), ("85 %", "0.85"), ("0.5%", "0.005"), ("100%", "1"),
        ("1.5", "0.015"), ("101", None), ("46.555", None), ("1", None), ("0.46", None), ("-46", None), ("alto", None),
        ("4,6", None), ("", None),
    ],
)  # fmt: skip
def test_a_percentage_in_the_place_of_a_share_is_suggested_as_one(written: str, meant: str | None) -> None:
    assert share(written, 4) == meant


def test_a_score_from_0_to_1_given_from_0_to_100_is_an_issue_with_its_suggestion() -> None:
    score = {"type": "number", "apertura:decimales": 4, "constraints": {"minimum": 0, "maximum": 1}}
    found = [
        (issue.type.code, issue.value, issue.suggestion) for issue in check_column(score, ["46", "85%", "-1", "0.5"])
    ]
    assert found == [
        ("constraint-maximum", "46", "0.46"),
        ("type-error-number", "85%", "0.85"),
        ("constraint-minimum", "-1", None),
    ]
    wider = {**score, "constraints": {"minimum": 0, "maximum": 10}}
    assert [issue.suggestion for issue in check_column(wider, ["46"])] == [None]


@pytest.mark.parametrize(
    ("kind", "written", "meant"),
    [
        ("number", "1.234,50", "1234.50"),
        ("number", "45,5", "45.5"),
        ("number", "0,45", "0.45"),
        ("number", "1,234.50 M.N.", "1234.50"),
        ("number", "$ 1,234,567", "1234567"),
        ("number", "MXN 100", "100"),
        ("number", "1\u00a0234,5", "1234.5"),
        ("number", "1.234.567", "1234567"),
        ("number", "-1,234.5", "-1234.5"),
        ("number", "45,123", "45123"),
        ("number", "45,1234", None),
        ("number", "USD 100", None),
        ("number", "35 personas", None),
        ("number", "1,23,4", None),
        ("number", "mil pesos", None),
        ("number", "2,000,000,000", None),
        ("number", "", None),
        ("number", "1," * 40, None),
        ("integer", "12.0", "12"),
        ("integer", "1.200", "1200"),
        ("integer", "1,200", "1200"),
        ("integer", "12.5", None),
        ("integer", "12,34", None),
        ("integer", "0.200", None),
    ],
)
def test_the_number_that_a_text_reads_as_in_one_way_is_suggested(kind: str, written: str, meant: str | None) -> None:
    field = {"type": kind, "apertura:decimales": 2, "constraints": {"maximum": 10**9}}
    found = [issue for issue in check_column(field, [written or "x"]) if issue.type.code == f"type-error-{kind}"]
    assert [issue.suggestion for issue in found] == [meant]


@given(st.decimals(-(10**8), 10**8, places=2))
def test_a_number_written_as_in_other_countries_is_suggested_as_itself(number: Decimal) -> None:
    field = {"type": "number", "apertura:decimales": 2}
    local = f"{number:,.2f}".translate(str.maketrans(",.", ".,"))
    [issue] = check_column(field, [local])
    assert Decimal(issue.suggestion or "NaN") == number


def test_what_would_be_rounded_to_nothing_has_no_suggestion() -> None:
    [issue] = check_column({"type": "number", "apertura:decimales": 2}, ["0.0000001"])
    assert (issue.type.code, issue.suggestion) == ("decimales-de-mas", None)

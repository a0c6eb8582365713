from datetime import date

import pytest

from apertura.validation.suggest import ENOUGH, nearest_each, plausible_date, share, two_readings
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

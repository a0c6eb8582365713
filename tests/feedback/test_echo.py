"""Personal data that a cell holds is hidden wherever the cell is quoted."""

import pytest

from apertura.feedback.echo import echo


@pytest.mark.parametrize(
    "text",
    [
        "Escribir a maria.perez@correo.example antes del lunes",
        "CURP PEPM800101MDFRRR09 de quien recurre",
        "curp pepm800101mdfrrr09",
        "RFC PEPM800101AB1",
        "PEÑM800101AB1",
    ],
)
def test_what_identifies_a_person_is_not_echoed(text: str) -> None:
    shown = echo(text)
    assert "[dato personal]" in shown
    assert not any(part in shown.lower() for part in ("pep", "peñ", "perez"))


@pytest.mark.parametrize(
    "text", ["RR001202013", "ITAIMICH/REVISIÓN/001/2014", "ABC800101AB1", "2014-03-19", "a las 9:00 @ sala 2", "12 %"]
)
def test_what_identifies_nobody_is_echoed_as_it_is(text: str) -> None:
    assert echo(text) == text

"""A made-up row is drawn as its profile says, whatever the order of its fields."""

from datetime import date, timedelta
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apertura.demo.draw import draw
from apertura.demo.value import Choice, Day, DaysFrom, Mean, Measure, Quarterly, Sum, Value, Whole

WORDS = {"periodo": "2024-T3", "inicio": date(2024, 7, 1), "termino": date(2024, 9, 30), "fila": 7}
VALUES: dict[str, Value] = {
    "total": Sum(("mujeres", "hombres", "nadie")),
    "media": Mean(("mujeres", "hombres")),
    "fin": DaysFrom("inicio_real", 0, 3),
    "inicio_real": DaysFrom("inicio", 2, 5),
    "mujeres": Whole(1, 90),
    "hombres": Measure(1, 90, 1),
    "nadie": None,
    "trimestral": Quarterly((1, 2, "{fila}", 4)),
    "dicho": "Del {inicio_real} al {termino}: {mujeres} de {total}",
    "clave": "{periodo}-{fila:03}",
    "dia": "{fin}",
    "elegido": Choice(("{mujeres}", "{hombres}")),
    "fijo": Day(date(2024, 1, 1), date(2024, 1, 31)),
}


@given(seed=st.integers(), order=st.permutations(list(VALUES)))
def test_what_is_worked_out_agrees_with_what_it_is_worked_out_from(seed: int, order: list[str]) -> None:
    row = draw({name: VALUES[name] for name in order}, WORDS, Random(seed))
    women, men, start, end = row["mujeres"], row["hombres"], row["inicio_real"], row["fin"]
    assert list(row) == order
    assert isinstance(women, int)
    assert isinstance(men, float)
    assert isinstance(start, date)
    assert isinstance(end, date)
    assert 1 <= women <= 90
    assert 1 <= men <= 90
    assert row["total"] == women + men
    assert row["media"] == round((women + men) / 2, 2)
    assert date(2024, 7, 3) <= start <= date(2024, 7, 6)
    assert start <= end <= start + timedelta(3)
    assert row["trimestral"] == 7
    assert row["dicho"] == f"Del {start:%d/%m/%Y} al 30/09/2024: {women} de {women + men}"
    assert row["clave"] == "2024-T3-007"
    assert row["dia"] == end
    assert row["elegido"] in (women, men)


def test_the_same_seed_draws_the_same_row() -> None:
    assert draw(VALUES, WORDS, Random(1)) == draw(VALUES, WORDS, Random(1))
    assert draw(VALUES, WORDS, Random(1)) != draw(VALUES, WORDS, Random(2))


@pytest.mark.parametrize("value", ["{nadie_lo_dice}", DaysFrom("periodo", 0, 1), "{campo}"])
def test_what_cannot_be_drawn_is_an_error(value: Value) -> None:
    with pytest.raises(LookupError):
        draw({"campo": value}, WORDS, Random(1))

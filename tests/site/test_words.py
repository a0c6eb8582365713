"""How pages write days and figures."""

import pytest

from apertura.site.words import day


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("2024-04-15", "15 de abril de 2024"),
        # half past seven in the evening, in central Mexico
        ("2024-04-16T01:30:00+00:00", "15 de abril de 2024"),
    ],
)
def test_a_day_is_that_of_central_mexico(text: str, written: str) -> None:
    assert day(text, "es") == written

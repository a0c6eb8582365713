"""A day past the end of its month, and several dates in a cell, are told apart from what is no date at all."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apertura.intake.dates import dates_in, month_length, month_numbers, read_date

WHOLE_NAMES = {number: name for name, number in month_numbers().items() if len(name) > 4 and name != "setiembre"}
WHOLE_NAMES[5] = "mayo"
FORMS = (
    "{day:02}/{month:02}/{year}",
    "{day}-{month}-{year}",
    "{year}-{month:02}-{day:02}",
    "{day} de {name} de {year}",
)


@given(form=st.sampled_from(FORMS), day=st.integers(0, 99), month=st.integers(1, 12), year=st.integers(1, 2100))
def test_it_is_counted_where_the_calendar_lacks_the_day(form: str, day: int, month: int, year: int) -> None:
    text = form.format(day=day, month=month, year=f"{year:04}", name=WHOLE_NAMES[month])
    following = date(year + month // 12, month % 12 + 1, 1)
    length = (following - timedelta(days=1)).day
    assert month_length(text) == (length if day > length else None)


@given(st.dates(date(1990, 1, 1), date(2100, 12, 31)))
def test_a_day_that_exists_is_read_and_not_told_of(day: date) -> None:
    text = day.strftime("%d/%m/%Y")
    assert (read_date(text), month_length(text)) == (day.isoformat(), None)


@pytest.mark.parametrize(
    "text",
    ["", "pendiente", "31/13/2024", "31/00/2024", "00/01/2024", "99", "2024", "31/09", "31/09/0000", "31/09/9999",
     "32 de brumario de 2024", "04/03/2015 y 31/02/2015", "31/02/2024 09:00"],
)  # fmt: skip
def test_no_month_is_told_of_other_texts(text: str) -> None:
    assert month_length(text) is None


@given(
    days=st.lists(st.dates(date(1990, 1, 1), date(2100, 12, 31)), min_size=1, max_size=4),
    form=st.sampled_from(["{0:%d}/{0:%m}/{0:%Y}", "{0:%Y}-{0:%m}-{0:%d}", "{0.day} de {1} de {0:%Y}"]),
    between=st.sampled_from([", ", " y ", "; ", " al ", ", y ", "\n y "]),
)
def test_every_date_of_a_cell_is_counted(days: list[date], form: str, between: str) -> None:
    text = between.join(form.format(day, WHOLE_NAMES[day.month]) for day in days)
    assert dates_in(text) == tuple(day.isoformat() for day in days)


@pytest.mark.parametrize(
    ("text", "count"),
    [("15/04/2015 18/02/2015", 2), ("del 4/3/2015 al 11/3/2015", 2), ("04/03/2015\n11/03/2015", 2),
     ("04/03/2015 y pendiente", 0), ("12 y 15 de marzo de 2024", 0), ("04/03/2015 11", 0), ("", 0), (" y ", 0)],
)  # fmt: skip
def test_what_is_not_all_dates_counts_as_none(text: str, count: int) -> None:
    assert len(dates_in(text)) == count

"""Addresses: what is said in few words names the same cells; openpyxl tells which those are."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.utils import get_column_letter
from openpyxl.utils.cell import cols_from_range

from apertura.feedback.addresses import compress, compress_rows, extent, rows_of

COLUMNS = st.integers(1, 800).map(get_column_letter)
ADDRESSES = st.builds(lambda column, row: f"{column}{row}", st.sampled_from(["A", "F", "Z", "AA"]), st.integers(1, 30))
BOXES = st.builds(
    lambda left, width, top, height: f"{get_column_letter(left)}{top}:{get_column_letter(left + width)}{top + height}",
    st.integers(1, 60),
    st.integers(0, 4),
    st.integers(1, 40),
    st.integers(0, 9),
)


def cells(ranges: list[str]) -> set[str]:
    return {cell for range_ in ranges for column in cols_from_range(range_.replace("–", ":")) for cell in column}


@pytest.mark.parametrize(
    ("given_", "said"),
    [
        (["F12"], ("F12",)),
        (["F16", "F12", "F15"], ("F12", "F15–F16")),
        (["F12:F15, F20"], ("F12–F15", "F20")),
        (["F12–F15", "F16"], ("F12–F16",)),
        (["AA3", "Z3"], ("Z3", "AA3")),
        (["A12:F12", "A13:F13"], ("A12–F13",)),
        (["F9", "F10", "F11"], ("F9–F11",)),
        (["F9", "F9"], ("F9",)),
        (["F:F", "B2"], ("B2", "F:F")),
        ([], ()),
    ],
)
def test_cells_that_follow_one_another_are_said_as_a_range(given_: list[str], said: tuple[str, ...]) -> None:
    assert compress(given_) == said


@given(st.lists(st.one_of(ADDRESSES, BOXES), max_size=40))
def test_no_cell_is_lost_or_added(addresses: list[str]) -> None:
    said = compress(addresses)
    assert cells(list(said)) == cells(addresses)
    assert compress(said) == said
    assert set(rows_of(addresses)) == {int("".join(c for c in cell if c.isdigit())) for cell in cells(addresses)}


@given(BOXES)
def test_the_extent_is_the_number_of_cells_and_rows(box: str) -> None:
    found = cells([box])
    assert extent(box) == (len(found), len({cell.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ") for cell in found}))


@given(st.sets(st.integers(1, 60)))
def test_rows_are_said_in_runs(rows: set[int]) -> None:
    said = compress_rows(rows)
    ends = [[int(end) for end in run.split("–")] for run in said]
    assert {row for run in ends for row in range(run[0], run[-1] + 1)} == rows
    assert all(after[0] > before[-1] + 1 for before, after in pairwise(ends))

"""Cells to the ranges a steward can follow, and back."""

import re

from hypothesis import given
from hypothesis import strategies as st

from apertura.model.ranges import compress
from apertura.model.table import address


def test_runs_down_a_column_are_ranges() -> None:
    assert compress([(6, 12), (6, 15), (6, 16), (6, 20), (6, 17)]) == "F12, F15–F17, F20"
    assert compress([(27, 1), (1, 2), (1, 1)]) == "A1–A2, AA1"
    assert compress([]) == ""


@given(st.sets(st.tuples(st.integers(1, 800), st.integers(1, 60))))
def test_no_cell_is_lost_and_none_is_added(cells: set[tuple[int, int]]) -> None:
    found: list[str] = []
    for run in filter(None, compress(cells).split(", ")):
        ends = [re.fullmatch(r"([A-Z]+)(\d+)", end) for end in run.split("–")]
        first, last = ends[0], ends[-1]
        assert first
        assert last
        found += [f"{first[1]}{row}" for row in range(int(first[2]), int(last[2]) + 1)]
    assert sorted(found) == sorted(address(column, row) for column, row in cells)

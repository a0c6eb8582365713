import polars as pl
from hypothesis import given
from hypothesis import strategies as st

from apertura.validation.tableschema.stream.steps import Steps, pack, unpack

WHOLE = st.integers(-(2**63), 2**63 - 1)


@given(numbers=st.lists(st.one_of(st.none(), WHOLE, st.integers(0, 9)), max_size=9))
def test_any_numbers_come_back_as_they_were(numbers: list[int | None]) -> None:
    series = pl.Series(numbers, dtype=pl.Int64())
    assert unpack(pack(series)).to_list() == numbers


@given(first=WHOLE.filter(lambda number: number < 2**62), steps=st.lists(st.integers(1, 2**16 - 1), min_size=1))
def test_what_rises_by_small_steps_takes_two_bytes_each(first: int, steps: list[int]) -> None:
    numbers = [first + sum(steps[:at]) for at in range(len(steps) + 1)]
    packed = pack(pl.Series(numbers, dtype=pl.Int64()))
    assert isinstance(packed, Steps)
    assert packed.steps.estimated_size() == 2 * len(steps)
    assert unpack(packed).to_list() == numbers

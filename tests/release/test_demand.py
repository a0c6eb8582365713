"""Constraints that demand more, and those that do not: the two lists."""

import pytest

from apertura.release.demand import demands_more

MORE = [
    ({}, {"required": True}),
    ({"required": False}, {"required": True}),
    ({}, {"unique": True}),
    ({}, {"minimum": 0}),
    ({"minimum": 0}, {"minimum": 1}),
    ({"minimum": 9}, {"minimum": 10}),
    ({"minimum": "9.5"}, {"minimum": "10"}),
    ({"maximum": 100}, {"maximum": 99.5}),
    ({"minimum": "2024-01-01"}, {"minimum": "2024-02-01"}),
    ({"maximum": "2024-12-31"}, {"maximum": "2024-12-30"}),
    ({"exclusiveMinimum": 0}, {"exclusiveMinimum": 1}),
    ({"maxLength": 10}, {"maxLength": 9}),
    ({"minLength": 1}, {"minLength": 2}),
    ({}, {"enum": ["a"]}),
    ({"enum": ["a", "b"]}, {"enum": ["b", "c"]}),
    ({}, {"pattern": "a+"}),
    ({"pattern": "a+"}, {"pattern": "a*"}),
]
NOT_MORE = [
    ({}, {}),
    ({"required": True}, {}),
    ({"required": True}, {"required": False}),
    ({"required": True}, {"required": True}),
    ({"minimum": 1}, {"minimum": 0}),
    ({"minimum": 10}, {"minimum": 9}),
    ({"minimum": 1}, {"minimum": 1.0}),
    ({"maximum": 9}, {"maximum": 10}),
    ({"maxLength": 9}, {"maxLength": 10}),
    ({"enum": ["a", "b"]}, {"enum": ["b", "c", "a"]}),
    ({"pattern": "a+"}, {"pattern": "a+"}),
    ({"pattern": "a+"}, {}),
]


@pytest.mark.parametrize(("before", "after"), MORE)
def test_these_demand_more(before, after) -> None:
    assert demands_more(before, after)


@pytest.mark.parametrize(("before", "after"), NOT_MORE)
def test_these_do_not(before, after) -> None:
    assert not demands_more(before, after)

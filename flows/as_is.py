"""A value to an argument that Prefect hands on without walking through it."""

from typing import TypeVar, cast

from prefect.utilities.annotations import quote

Value = TypeVar("Value")


def as_is(value: Value) -> Value:
    """Pass a large value to a task as it is: Prefect looks for futures inside every other argument."""
    return cast("Value", quote(value))

"""A reader that may refuse to its result and its problems, so that the next reader still runs."""

from collections.abc import Callable
from typing import TypeVar

from apertura.errors import DefinitionError

Result = TypeVar("Result")


def attempt(make: Callable[[], Result]) -> tuple[Result | None, tuple[str, ...]]:
    """Call ``make``: its result and no problem, or None and the problems of its DefinitionError."""
    try:
        return make(), ()
    except DefinitionError as error:
        return None, error.problems

"""Two sets of constraints to whether the second demands more than the first."""

from collections.abc import Callable, Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

Constraints = Mapping[str, Any]

_FLOORS = ("minimum", "exclusiveMinimum", "minLength")
_CEILINGS = ("maximum", "exclusiveMaximum", "maxLength")
_PROMISES = ("required", "unique")


def demands_more(before: Constraints, after: Constraints) -> bool:
    """Whether some value that ``before`` admits may be refused by ``after`` (Table Schema constraints).

    A promise made (required, unique), a bound brought nearer or set, an option taken away, a list of options or a
    pattern set. Two different patterns cannot be compared and count as demanding more.
    """
    return any(test(before, after) for test in (_promises_more, _bounds_nearer, _fewer_options, _another_pattern))


def _promises_more(before: Constraints, after: Constraints) -> bool:
    return any(after.get(name) is True and before.get(name) is not True for name in _PROMISES)


def _bounds_nearer(before: Constraints, after: Constraints) -> bool:
    floors = any(_nearer(before, after, name, lambda old, new: new > old) for name in _FLOORS)
    return floors or any(_nearer(before, after, name, lambda old, new: new < old) for name in _CEILINGS)


def _nearer(before: Constraints, after: Constraints, name: str, is_nearer: Callable[[Any, Any], bool]) -> bool:
    if name not in after:
        return False
    return name not in before or is_nearer(_bound(before[name]), _bound(after[name]))


def _bound(value: object) -> tuple[int, Decimal, str]:
    # bounds of dates are ISO text, whose order is that of time
    try:
        return 0, Decimal(str(value)), ""
    except InvalidOperation:
        return 1, Decimal(0), str(value)


def _fewer_options(before: Constraints, after: Constraints) -> bool:
    if "enum" not in after:
        return False
    return "enum" not in before or any(option not in after["enum"] for option in before["enum"])


def _another_pattern(before: Constraints, after: Constraints) -> bool:
    return "pattern" in after and after["pattern"] != before.get("pattern")

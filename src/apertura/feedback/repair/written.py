"""How a cell is named where it can be corrected, and which corrections are written as numbers."""

import re

CELL = re.compile(r"[A-Z]{1,3}[1-9]\d{0,6}")
"""Address of one cell: of a range, nothing can be corrected."""

_NUMBERS = frozenset({"integer", "number", "year"})
_NUMERAL = re.compile(r"-?\d{1,15}(?:\.\d{1,12})?")


def as_number(type_: str, after: str) -> bool:
    """Whether what is written into a cell of a field of this type is a number, not text."""
    return type_ in _NUMBERS and _NUMERAL.fullmatch(after) is not None

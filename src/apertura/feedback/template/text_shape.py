"""Regular expression to what any text that matches it must be, so far as a spreadsheet can tell."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

# the parts of the re module itself: nothing else surely reads an expression as it does
from re import _constants as ops  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

_LONGEST = 2000


@dataclass(frozen=True, slots=True)
class TextShape:
    """What is true of every match: its length, one of these beginnings (none: any), and whether it may have blanks."""

    shortest: int
    longest: int | None
    beginnings: tuple[str, ...]
    blanks: bool


def text_shape(pattern: str) -> TextShape:
    """Tell the shape of the texts that match a pattern; never one that a match might not have."""
    parsed = parser.parse(pattern)
    shortest, longest = parsed.getwidth()
    beginnings = tuple(sorted(_beginnings(list(parsed))))
    return TextShape(
        shortest=int(shortest),
        longest=int(longest) if longest < _LONGEST else None,
        beginnings=() if "" in beginnings else beginnings,
        blanks=_blanks(parsed),
    )


def _beginnings(nodes: Sequence[tuple[Any, Any]]) -> set[str]:
    found = {""}
    for operation, argument in nodes:
        if operation is ops.AT:
            continue
        if operation is ops.LITERAL:
            found = {start + chr(argument) for start in found}
        elif operation is ops.MAX_REPEAT and argument[:2] == (0, 1) and _literal(argument[2]):
            found |= {start + chr(argument[2][0][1]) for start in found}
        else:
            break
    return _shortest(found)


def _literal(nodes: Any) -> bool:
    return len(nodes) == 1 and nodes[0][0] is ops.LITERAL


def _shortest(found: set[str]) -> set[str]:
    return {one for one in found if not any(one != other and one.startswith(other) for other in found)}


def _blanks(nodes: Iterable[tuple[Any, Any]]) -> bool:
    return any(_blank(operation, argument) for operation, argument in nodes)


def _blank(operation: Any, argument: Any) -> bool:
    if operation is ops.AT:
        return False
    if operation is ops.LITERAL:
        return bool(argument == ord(" "))
    if operation is ops.IN:
        negated = argument[0][0] is ops.NEGATE
        has = any(_has_blank(*member) for member in argument if member[0] is not ops.NEGATE)
        return has != negated
    if operation in (ops.MAX_REPEAT, ops.MIN_REPEAT):
        return _blanks(argument[2])
    if operation is ops.SUBPATTERN:
        return _blanks(argument[3])
    if operation is ops.BRANCH:
        return any(_blanks(branch) for branch in argument[1])
    return True


def _has_blank(operation: Any, argument: Any) -> bool:
    if operation is ops.LITERAL:
        return bool(argument == ord(" "))
    if operation is ops.RANGE:
        return bool(argument[0] <= ord(" ") <= argument[1])
    return argument not in (ops.CATEGORY_DIGIT, ops.CATEGORY_WORD)

"""Issue to a valid example of what its cell may hold: that very value mended where it can be, else its field's."""

import re
from collections.abc import Callable, Mapping
from types import MappingProxyType

from apertura.feedback.echo import echo
from apertura.model.definition import Field
from apertura.model.issue import Issue

# the general types about how one value is written: only there does the example of the field answer the question
_WRITING = re.compile(r"type-error|constraint-(?!unique)|foreign-key|decimales-de-mas|celda-con-error")
_OTHER_MONEY = re.compile(r"(?<![^\W\d_])(?:usd?|dll?s|eur|d[oó]lar(?:es)?|euros?)(?![^\W\d_])|[€£¥]", re.IGNORECASE)
_NUMBER = re.compile(r"-?[1-9]\d{0,2}(?:,\d{3})+(?:\.\d+)?|-?\d+(?:\.\d+)?")


def example(issue: Issue, field: Field | None) -> str | None:
    """Return what may be written in the place of the issue's value, or an example of its field where it answers."""
    if issue.suggestion is not None:
        return echo(issue.suggestion)
    if mended := mend(issue):
        return mended
    if field is None or not field.example or not _WRITING.match(issue.type.code):
        return None
    return echo(field.example)


def mend(issue: Issue) -> str | None:
    """Return the issue's own value written as it is asked for, where that is plain to see."""
    way = _MENDED.get(issue.type.code)
    return way(issue, issue.value) if way and issue.value else None


def _only_number(_: Issue, value: str) -> str | None:
    """Return the one number that the text holds; of other money than pesos there is none to keep."""
    found = () if _OTHER_MONEY.search(value) else _NUMBER.findall(value)
    return found[0].replace(",", "") if len(found) == 1 and len(found[0]) < len(value) <= len(found[0]) + 30 else None


def _only_whole(issue: Issue, value: str) -> str | None:
    found = _only_number(issue, value) or value
    whole, _, decimals = found.partition(".")
    return whole if whole.lstrip("-").isdecimal() and not decimals.strip("0") and whole != value else None


_MENDED: Mapping[str, Callable[[Issue, str], str | None]] = MappingProxyType(
    {
        "type-error-number": _only_number,
        "type-error-integer": _only_whole,
    }
)

"""Figures, dates and names of columns to the words of a sentence of the quality report."""

from collections.abc import Iterable, Mapping
from datetime import date

from babel.dates import format_date

from apertura.release.phrases import listing, say

_MOST = 5
"""Names told before «and others»: a sentence is to be read."""


def day(when: date) -> str:
    """Write a date in full: 15 de abril de 2024."""
    return format_date(when, "long", locale="es_MX")


def percentage(part: int, whole: int) -> str:
    """Write a share rounded down, so that only all is 100 %."""
    return f"{100 * part // whole} %"


def named(names: Iterable[str]) -> str:
    """List names between «», the first few where they are many."""
    quoted = [f"«{name}»" for name in names]
    more = len(quoted) - _MOST
    return listing([*quoted[:_MOST], say("quality.others", more)] if more > 0 else quoted)


def counted(counts: Mapping[str, int]) -> str:
    """List columns with how many cells of each are meant."""
    told = [say("quality.cells.of", count, column=name) for name, count in counts.items()]
    more = len(told) - _MOST
    return listing([*told[:_MOST], say("quality.others", more)] if more > 0 else told)

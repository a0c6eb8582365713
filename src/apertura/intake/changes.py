"""Values as read beside cells as written to what a reading changed more than the spelling of, each told once."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence

import polars as pl

from apertura.intake.folding import folding
from apertura.intake.headings import Feed
from apertura.model.issue import Issue, IssueTypes
from apertura.model.ranges import compress
from apertura.model.table import ROW

_PLAIN_YES_NO = frozenset({"si", "no", "verdadero", "falso", "true", "false"})
_NUMERAL = re.compile(r"[-+]?[$ ]*[\d,.]+")


def _always(_text: str) -> bool:
    return True


def _not_a_numeral(text: str) -> bool:
    return _NUMERAL.fullmatch(text) is None


_CHANGED: Mapping[str, Callable[[str], bool]] = {
    "si_no": lambda text: folding(text) not in _PLAIN_YES_NO,
    "entero_con_unidad": _not_a_numeral,
    "dinero": _not_a_numeral,
    "catalogo": _always,
}
"""Readings that may change more than the spelling, and when; those that change a whole column are checks."""


def changes(
    words: pl.DataFrame, frame: pl.DataFrame, feeds: Sequence[Feed], sheet: str | None, issue_types: IssueTypes
) -> list[Issue]:
    """Say once for each distinct text what it was read as: ``words`` before the readings, ``frame`` after them."""
    issues: list[Issue] = []
    for feed in feeds:
        if feed.reading in _CHANGED:
            name = feed.field.name
            both = pl.DataFrame([frame[ROW], words[name].alias("written"), frame[name].alias("read")])
            issues.extend(_changes(both, feed, sheet, issue_types))
    return issues


def _changes(both: pl.DataFrame, feed: Feed, sheet: str | None, issue_types: IssueTypes) -> Iterator[Issue]:
    differing = both.filter(pl.col("written") != pl.col("read"))
    places: dict[tuple[str, str], list[int]] = {}
    for row, text, value in differing.iter_rows():
        if _CHANGED[feed.reading](text):
            places.setdefault((text, value), []).append(row)
    for (text, value), rows in places.items():
        yield Issue(
            issue_types["valor-convertido"],
            sheet=sheet,
            cell=compress((feed.column, row) for row in rows),
            row=rows[0],
            field=feed.field.name,
            value=text,
            details={"leido": value},
            count=len(rows),
        )

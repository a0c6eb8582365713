"""Words that ``values.csv`` gives a meaning to: replaced, and each one told once."""

from collections.abc import Mapping, Sequence

import polars as pl

from apertura.intake.cells import Cells
from apertura.intake.folding import folding
from apertura.intake.headings import Feed
from apertura.intake.known import Known
from apertura.model.issue import Issue, IssueTypes
from apertura.model.ranges import compress
from apertura.model.source import Meaning
from apertura.model.table import ROW

NOTHING = "sin dato"
"""How a steward is told that a word was read as a missing value."""


def meanings(
    cells: Cells, feeds: Sequence[Feed], known: Known, sheet: str | None, issue_types: IssueTypes
) -> tuple[pl.DataFrame, tuple[Issue, ...]]:
    """Read each field's words: a frame with one text column per fed field (words replaced), and what was replaced.

    The words that our own template offers are read as the keys they stand for, which is nothing to tell.
    """
    issues: list[Issue] = []
    columns: list[pl.Expr] = []
    for feed in feeds:
        labels = _labels(cells.frame[str(feed.column)], known.labels.get(feed.field.name, {}))
        hits = _hits(cells.frame[str(feed.column)], known.meanings.get(feed.field.name, {}))
        column = pl.col(str(feed.column))
        replaced = {text: hit.meant for text, hit in hits.items() if hit.meant != text and text not in labels}
        read = {**replaced, **labels}
        columns.append((column.replace(read) if read else column).alias(feed.field.name))
        issues += _issues(cells.frame, feed, {text: hits[text] for text in replaced}, sheet, issue_types)
    return cells.frame.select(columns), tuple(issues)


def _labels(texts: pl.Series, known: Mapping[str, str]) -> Mapping[str, str]:
    if not known:
        return {}
    found = ((text, known.get(folding(text))) for text in dict.fromkeys(texts.to_list()) if text is not None)
    return {text: key for text, key in found if key is not None}


def _hits(texts: pl.Series, known: Mapping[str, Meaning]) -> Mapping[str, Meaning]:
    if not known:
        return {}
    found = ((text, known.get(folding(text))) for text in dict.fromkeys(texts.to_list()) if text is not None)
    return {text: meaning for text, meaning in found if meaning is not None}


def _issues(
    frame: pl.DataFrame, feed: Feed, hits: Mapping[str, Meaning], sheet: str | None, issue_types: IssueTypes
) -> list[Issue]:
    if not hits:
        return []
    places: dict[str, list[tuple[str, int]]] = {}
    for text, row in zip(frame[str(feed.column)].to_list(), frame[ROW].to_list(), strict=True):
        if text in hits:
            places.setdefault(folding(text), []).append((text, row))
    return [
        Issue(
            issue_types["valor-convertido"],
            sheet=sheet,
            cell=compress((feed.column, row) for _, row in found),
            row=found[0][1],
            field=feed.field.name,
            value=found[0][0],
            details={"leido": hits[found[0][0]].meant or NOTHING},
            count=len(found),
        )
        for found in places.values()
    ]

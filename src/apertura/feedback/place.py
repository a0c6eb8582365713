"""Issues to the words that say where they are, and how many."""

from collections.abc import Sequence

from apertura.feedback.addresses import compress, compress_rows, extent
from apertura.feedback.echo import echo
from apertura.feedback.phrases import Phrases
from apertura.model.issue import Issue

RANGES = 12
"""Ranges named in full for a cause."""

FEW = 4
"""Ranges named in full for one of the values of a cause."""


def located(issues: Sequence[Issue]) -> bool:
    """Whether they are in cells or rows; what is about the file, or about whole sheets, is not."""
    return any(issue.cell is not None or issue.row is not None for issue in issues)


def place(issues: Sequence[Issue], phrases: Phrases) -> str:
    """Say exactly how many, in which sheet and where: ``3 celdas de la hoja «Avance»: F12, F15–F16.``."""
    sheets = dict.fromkeys(issue.sheet for issue in issues)
    return " ".join(_in_sheet([i for i in issues if i.sheet == sheet], sheet, phrases) for sheet in sheets)


def short_place(issues: Sequence[Issue], phrases: Phrases, few: int = FEW) -> str:
    """Say where, ``few`` ranges in full, for one line: ``F12–F41 (30 celdas)``; empty where they are nowhere."""
    if cells := _cells(issues):
        ranges = _listed(cells, few, phrases)
        if total(issues) == 1:
            return phrases.say("case.cells", ranges=ranges)
        return phrases.say("case.cells.count", ranges=ranges, count=how_many(issues, phrases))
    rows = _rows(issues)
    return phrases.say("case.rows", n=len(rows), ranges=_listed(rows, few, phrases)) if rows else ""


def how_many(issues: Sequence[Issue], phrases: Phrases) -> str:
    """Count them exactly, as what they are: cells, rows, or cases."""
    return phrases.say(f"count.{_unit(issues[0])}", n=total(issues))


def total(issues: Sequence[Issue]) -> int:
    """Count the cells, rows or sheets that they stand for."""
    return sum(issue.count for issue in issues)


def _unit(issue: Issue) -> str:
    if issue.cell is None:
        return "cases"
    cells, rows = extent(issue.cell)
    return "rows" if issue.count == rows != cells else "cells"


def _in_sheet(issues: Sequence[Issue], sheet: str | None, phrases: Phrases) -> str:
    count = how_many(issues, phrases)
    if cells := _cells(issues):
        return _sentence("where.cells", phrases, sheet, count, cells)
    return _sentence("where.rows" if _rows(issues) else "where.cases", phrases, sheet, count, _rows(issues))


def _sentence(id_: str, phrases: Phrases, sheet: str | None, count: str, ranges: Sequence[str]) -> str:
    listed = _listed(ranges, RANGES, phrases)
    # a single range of several rows is plural too
    n = 2 if "–" in listed else len(ranges)
    if sheet is None:
        return phrases.say(id_, n=n, count=count, ranges=listed)
    return phrases.say(f"{id_}.sheet", n=n, count=count, ranges=listed, sheet=echo(sheet))


def _cells(issues: Sequence[Issue]) -> tuple[str, ...]:
    return tuple(echo(range_) for range_ in compress(issue.cell for issue in issues if issue.cell is not None))


def _rows(issues: Sequence[Issue]) -> tuple[str, ...]:
    return compress_rows(issue.row for issue in issues if issue.row is not None)


def _listed(ranges: Sequence[str], limit: int, phrases: Phrases) -> str:
    rest = len(ranges) - limit
    listed = ", ".join(ranges[:limit])
    return phrases.say("ranges.more", n=rest, ranges=listed) if rest > 0 else listed

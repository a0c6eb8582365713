"""Sheets to the tables in them: which sheet, which rows of headings, which dataset, and why."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import combinations

from apertura.intake.candidate import Candidate, candidate
from apertura.intake.folding import folding
from apertura.intake.known import Known
from apertura.intake.levels import Levels, joined, levels, lowest
from apertura.intake.sheet import Sheet, blank

_ROWS = 100
_FAR_ROWS = 10_000
_LONGEST = 300
_CUT_ROWS = 40


def find(sheets: Sequence[Sheet], known: Mapping[str, Known]) -> tuple[Candidate, ...]:
    """Find the best header of each visible sheet, best sheet first; a sheet without a known heading has none.

    Each of the first 100 rows is scored against the headings of every dataset, alone and, where it helps, joined with
    its neighbours; where no sheet has a header there, those down to row 10,000 are.
    """
    best = _best_of(sheets, known, 0, _ROWS)
    if not any(one.enough for one in best):
        far = [one for one in _best_of(sheets, known, _ROWS, _FAR_ROWS) if one.enough]
        best = [*far, *(one for one in best if one.sheet not in [other.sheet for other in far])]
    if not any(one.enough for one in best):
        best = [*best, *(max(found, key=lambda one: one.score) for sheet in sheets if (found := _cut(sheet, known)))]
    return tuple(sorted(best, key=lambda one: one.score, reverse=True))


def _best_of(sheets: Sequence[Sheet], known: Mapping[str, Known], above: int, last: int) -> list[Candidate]:
    return [one for sheet in sheets if (one := _best(sheet, known, above, last)) is not None]


def _best(sheet: Sheet, known: Mapping[str, Known], above: int, last: int) -> Candidate | None:
    every = _candidates(sheet, known, above, last)
    allowed = [one for one in every if one.allowed]
    if not every:
        return None
    fits = max(every, key=lambda one: one.score)
    if not fits.allowed and fits.dataset not in {one.dataset for one in allowed}:
        # a row of layout says that the table stands in another sheet
        return replace(fits, enough=False)
    by_row: dict[int, Candidate] = {}
    for one in allowed:
        if one.header_row not in by_row or one.score > by_row[one.header_row].score:
            by_row[one.header_row] = one
    near = [one for one in allowed if one.matched > 1 and one.fields >= by_row[one.header_row].fields - 1]
    wider = [joined for one in near for joined in _wider(one, known[one.dataset])]
    for one in {(one.top, one.header_row): one for one in wider}.values():
        over = levels(sheet, one.top, one.header_row)
        over = {column: over[column] for column in one.joined or ()}
        wider.extend(_every(sheet, one.top, one.header_row, over, known))
    best = max((*by_row.values(), *wider), key=lambda one: one.score)
    return replace(best, others=tuple(_others(best, by_row.values())))


def _candidates(sheet: Sheet, known: Mapping[str, Known], above: int, last: int) -> list[Candidate]:
    """Weigh the rows below ``above`` down to ``last``."""
    found: list[Candidate] = []
    wanted = {dataset: one for dataset, one in known.items() if sheet.dataset in (None, dataset)}
    any_of_them = frozenset[str]().union(*(one.columns for one in wanted.values()))
    for header_row, row in enumerate(sheet.rows[above:last], above + 1):
        headings = [folding(cell) for cell in row if isinstance(cell, str) and 0 < len(cell) <= _LONGEST]
        distinct = any_of_them.intersection(headings)
        if not distinct:
            continue
        written = sum(1 for heading in row if not blank(heading))
        found += (
            candidate(sheet, header_row, header_row, headings, written, dataset, one)
            for dataset, one in wanted.items()
            if not distinct.isdisjoint(one.columns)
        )
    return found


def _wider(one: Candidate, known: Known) -> Iterator[Candidate]:
    """Join a header with its neighbours: as its merged cells ask, or where more fields are fed."""
    sheet, row = one.sheet, one.header_row
    if one.layout is not None or one.matched < 2:
        return
    bottom = lowest(sheet, row)
    for top, last in ((row - 1, row), (row - 2, row), (row, row + 1), (row, bottom)):
        if 0 < top < last <= len(sheet.rows):
            over = _within(levels(sheet, top, last), sheet.rows[row - 1])
            wider = _joined(sheet, top, last, over, one.dataset, known)
            if wider.fields > one.fields:
                yield wider
            elif last == bottom and top == row and wider.fields >= one.fields - 1:
                # merged cells leave no doubt; one heading may turn out to be only the title of several
                yield replace(wider, fields=max(wider.fields, one.fields), matched=max(wider.matched, one.matched))


def _within(over: Levels, row: Sequence[object]) -> Levels:
    """Leave out what stands away from the row of headings: names and titles in the corners of a sheet."""
    written = [column for column, cell in enumerate(row, 1) if not blank(cell)]
    first, last = written[0], written[-1]
    while first - 1 in over:
        first -= 1
    while last + 1 in over:
        last += 1
    return {column: texts for column, texts in over.items() if first <= column <= last}


def _cut(sheet: Sheet, known: Mapping[str, Known]) -> list[Candidate]:
    """Join neighbouring rows where no row alone is a header: headings cut in two."""
    rows = range(1, min(len(sheet.rows), _CUT_ROWS) + 1)
    spans = ((top, bottom) for top, bottom in combinations(rows, 2) if bottom - top < 3)
    every = (one for top, bottom in spans for one in _every(sheet, top, bottom, levels(sheet, top, bottom), known))
    return [one for one in every if one.enough]


def _every(sheet: Sheet, top: int, bottom: int, over: Levels, known: Mapping[str, Known]) -> Iterator[Candidate]:
    """Join rows as the headings of each dataset that knows one of them, and whose place is not fixed."""
    whole = {folding(" ".join(texts)) for texts in over.values()}
    for dataset, vocabulary in known.items():
        if sheet.dataset in (None, dataset) and not vocabulary.columns.keys().isdisjoint(whole):
            one = _joined(sheet, top, bottom, over, dataset, vocabulary)
            yield from [one] if one.allowed and one.layout is None else []


def _joined(sheet: Sheet, top: int, bottom: int, over: Levels, dataset: str, known: Known) -> Candidate:
    texts = joined(over, known.columns)
    headings = [folding(text) for text in texts.values()]
    return replace(candidate(sheet, top, bottom, headings, max(1, len(texts)), dataset, known), joined=texts)


def _others(best: Candidate, candidates: Iterable[Candidate]) -> Iterator[int]:
    own = {_headings(best.sheet, row) for row in range(best.top, best.header_row + 1)}
    # headings right above or below are other names of the same columns
    near = range(best.top - 1, best.header_row + 2)
    for one in candidates:
        apart = one.header_row not in near and _headings(one.sheet, one.header_row) not in own
        if apart and one.enough and one.layout is None:
            yield one.header_row


def _headings(sheet: Sheet, row: int) -> frozenset[str]:
    cells = sheet.rows[row - 1]
    return frozenset(folding(cell) for cell in cells if isinstance(cell, str) and not blank(cell))

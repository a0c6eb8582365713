"""Rows of headings, one above the other, to one heading for each column."""

from collections.abc import Container, Mapping, Sequence
from itertools import pairwise

from apertura.intake.folding import folding
from apertura.intake.sheet import Area, Sheet, blank

Levels = Mapping[int, tuple[str, ...]]
"""Texts over a column from the highest row down, by the column's number counted from 1."""


def levels(sheet: Sheet, top: int, bottom: int) -> Levels:
    """Give the texts over each column between two rows, counted from 1; a merged cell stands over all its columns.

    Where cells are not merged (in csv they never are), a blank cell over a text belongs to the text at its left.
    """
    rows = [_texts(sheet.rows[row - 1]) for row in range(top, bottom + 1)]
    width = max(map(len, rows))
    for row in rows:
        row.extend([""] * (width - len(row)))
    for area in sheet.marks.merged:
        if top <= area[0] <= bottom:
            _spread(rows, area, top)
    for upper, lower in pairwise(rows):
        _lean_left(upper, lower)
    return {
        column: tuple(dict.fromkeys(text for text in texts if text))
        for column, texts in enumerate(zip(*rows, strict=True), 1)
        if any(texts)
    }


def joined(over: Levels, known: Container[str]) -> Mapping[int, str]:
    """Give each column its heading: its levels joined, or the lowest alone where only that is a known heading."""
    return {column: _heading(texts, known) for column, texts in over.items()}


def lowest(sheet: Sheet, row: int) -> int:
    """Give the last row of the headings that begin in this row, as merged cells tell; the row itself without any."""
    bottom = row
    for top, left, last, right in sheet.marks.merged:
        if top == row and last > row and left == right:
            bottom = max(bottom, min(last, row + 2))
        elif top == last == row and right > left and row < len(sheet.rows):
            below = sheet.rows[row][left - 1 : right]
            if sum(1 for cell in below if isinstance(cell, str) and not blank(cell)) > 1:
                bottom = max(bottom, row + 1)
    return min(bottom, len(sheet.rows))


def _texts(row: Sequence[object]) -> list[str]:
    return [" ".join(cell.split()) if isinstance(cell, str) else "" for cell in row]


def _spread(rows: Sequence[list[str]], area: Area, top: int) -> None:
    first, left, _, right = area
    if left > len(rows[0]):
        return
    row = rows[first - top]
    row[left - 1 : right] = [row[left - 1]] * (min(right, len(row)) - left + 1)


def _lean_left(upper: list[str], lower: Sequence[str]) -> None:
    for column in range(1, len(upper)):
        if not upper[column] and lower[column] and lower[column - 1]:
            upper[column] = upper[column - 1]


def _heading(texts: Sequence[str], known: Container[str]) -> str:
    whole = " ".join(texts)
    return texts[-1] if folding(whole) not in known and folding(texts[-1]) in known else whole

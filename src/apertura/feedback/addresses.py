"""Addresses of cells to few ranges and to rows."""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

_ADDRESS = re.compile(r"([A-Z]{1,3})([1-9]\d*)(?:[:–-]([A-Z]{1,3})([1-9]\d*))?")


class Range(NamedTuple):
    """Cells between two columns and two rows; ordered by column, then by row. A column is its length and letters."""

    left: tuple[int, str]
    right: tuple[int, str]
    top: int
    bottom: int


def compress(cells: Iterable[str]) -> tuple[str, ...]:
    """Join the addresses that follow one another downwards: F12, F15, F16 are ``F12`` and ``F15–F16``.

    Each address is A1, a range (``F12:F15``) or several with commas; what is none of these is kept as it is, last.
    """
    found, others = _read(cells)
    return (*(_write(range_) for range_ in _joined(found)), *others)


def ranges(cells: Iterable[str]) -> tuple[Range, ...]:
    """Read addresses as ranges, those that follow one another downwards joined; what is no address is left out."""
    return tuple(_joined(_read(cells)[0]))


def compress_rows(rows: Iterable[int]) -> tuple[str, ...]:
    """Join the numbers that follow one another: 3, 4, 5, 9 are ``3–5`` and ``9``."""
    column = (0, "")
    found = _joined(Range(column, column, row, row) for row in rows)
    return tuple(f"{r.top}" if r.top == r.bottom else f"{r.top}–{r.bottom}" for r in found)


def rows_of(cells: Iterable[str]) -> Iterator[int]:
    """Rows that the addresses touch, with repetitions."""
    for range_ in _read(cells)[0]:
        yield from range(range_.top, range_.bottom + 1)


def extent(cell: str) -> tuple[int, int]:
    """Count the cells and the rows of an address; one that cannot be read has none."""
    found, _ = _read([cell])
    cells = sum((_number(r.right) - _number(r.left) + 1) * (r.bottom - r.top + 1) for r in _joined(found))
    return cells, sum(r.bottom - r.top + 1 for r in _joined(r._replace(left=(0, ""), right=(0, "")) for r in found))


def _number(column: tuple[int, str]) -> int:
    return sum((ord(letter) - 64) * 26**power for power, letter in enumerate(reversed(column[1])))


def _read(cells: Iterable[str]) -> tuple[list[Range], list[str]]:
    found, others = [], []
    for part in (part.strip() for cell in cells for part in cell.split(",")):
        if match := _ADDRESS.fullmatch(part):
            left, top, right, bottom = match.groups()
            right, bottom = right or left, bottom or top
            found.append(Range((len(left), left), (len(right), right), int(top), int(bottom)))
        elif part and part not in others:
            others.append(part)
    return found, others


def _joined(found: Iterable[Range]) -> list[Range]:
    joined: list[Range] = []
    for range_ in sorted(found):
        last = joined[-1] if joined else None
        if last and last[:2] == range_[:2] and range_.top <= last.bottom + 1:
            joined[-1] = last._replace(bottom=max(last.bottom, range_.bottom))
        else:
            joined.append(range_)
    return joined


def _write(range_: Range) -> str:
    first, last = f"{range_.left[1]}{range_.top}", f"{range_.right[1]}{range_.bottom}"
    return first if first == last else f"{first}–{last}"

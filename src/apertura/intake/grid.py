"""Rows of a sheet that are kept by column, and made when they are asked for."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import overload

from apertura.model.table import Kind

END = b"\0"
"""What ends a cell: no text of a workbook has it."""

DOUBTFUL = max(Kind) + 1
"""What a cell may hold besides a Kind: a text that may turn out to be blank, or that of an error."""

_NEAR = 1_000
"""Rows from either end of a column that are looked for one after the other, so as not to cut all of it."""


@dataclass(frozen=True, slots=True)
class Column:
    """The cells of a column, from row 1, as ``shown`` writes them, in UTF-8, with an END between two; and their kinds.

    There may be more of them, blank, than its grid has rows.
    """

    text: bytes
    kinds: bytes

    def texts(self, first: int, last: int) -> list[str]:
        """Give the cells between two rows, counted from 0, the last one left out."""
        if first >= last:
            return []
        if last <= _NEAR:
            return _cut(self.text[: self._end(last)])[first:]
        if len(self.kinds) - first <= _NEAR:
            return _cut(self.text[self._start(first) :])[: last - first]
        return _cut(self.text)[first:last]

    def _end(self, cells: int) -> int | None:
        """Where the first ``cells`` end; None: with the text."""
        end = -1
        for _ in range(cells):
            end = self.text.find(END, end + 1)
            if end < 0:
                return None
        return end

    def _start(self, row: int) -> int:
        start = len(self.text) + 1
        for _ in range(len(self.kinds) - row):
            start = self.text.rfind(END, 0, start - 1) + 1
        return start


def _cut(text: bytes) -> list[str]:
    return text.decode().split(END.decode())


@dataclass(frozen=True, slots=True)
class Grid(Sequence[Sequence[object]]):
    """A sheet's cells from A1, ``height`` of them in every column; as a sequence, its rows.

    A row has the Python values that its cells show: a number with 15 digits at most, a date with its time where it has
    one.
    """

    columns: tuple[Column, ...]
    height: int

    def __len__(self) -> int:
        """Rows, the last of which shows something."""
        return self.height

    @overload
    def __getitem__(self, place: int) -> Sequence[object]: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[Sequence[object]]: ...
    def __getitem__(self, place: int | slice) -> object:
        """Make one row, or several."""
        if isinstance(place, slice):
            first, last, step = place.indices(self.height)
            return self._rows(first, last)[::step] if step > 0 else self._rows(last + 1, first + 1)[::step]
        row = range(self.height)[place]
        return self._rows(row, row + 1)[0]

    def __iter__(self) -> Iterator[Sequence[object]]:
        """Make all rows at once: one after the other takes as many times longer as there are rows."""
        yield from self._rows(0, self.height)

    def _rows(self, first: int, last: int) -> list[list[object]]:
        made = (_values(column.texts(first, last), column.kinds[first:last]) for column in self.columns)
        return [list(row) for row in zip(*made, strict=True)]


def _values(texts: Sequence[str], kinds: bytes) -> Sequence[object]:
    if not {*kinds} - _AS_WRITTEN:
        return texts
    return [text if kind in _AS_WRITTEN else _value(text, kind) for text, kind in zip(texts, kinds, strict=True)]


_AS_WRITTEN = {int(kind) for kind in (Kind.EMPTY, Kind.TEXT, Kind.ERROR)} | {DOUBTFUL}


def _value(text: str, kind: int) -> object:
    if kind == Kind.NUMBER:
        return float(text)
    if kind == Kind.BOOLEAN:
        return text == "true"
    return datetime.fromisoformat(text) if "T" in text else date.fromisoformat(text)

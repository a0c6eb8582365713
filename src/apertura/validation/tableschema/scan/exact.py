"""Delimited bytes to records through Python's csv module itself: the last word on how a file is cut."""

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import polars as pl

from apertura.errors import UnreadableTableError
from apertura.validation.tableschema.scan.dialect import QUOTE
from apertura.validation.tableschema.scan.window import RECORD, Window


@dataclass(frozen=True, slots=True)
class Records:
    """Some records, and how many bytes of the window they took."""

    rows: list[list[str]]
    size: int

    def frame(self, names: Sequence[str]) -> tuple[pl.DataFrame, pl.Series]:
        """Columns called ``names``, null where a record is too short, and how many cells each record has."""
        width = len(names)
        padded = (row[:width] if len(row) >= width else [*row, *[None] * (width - len(row))] for row in self.rows)
        columns = list(zip(*padded, strict=True)) or [()] * width
        frame = pl.DataFrame(dict(zip(names, columns, strict=True)), schema=dict.fromkeys(names, pl.String()))
        return frame, pl.Series("widths", map(len, self.rows), dtype=pl.Int64())


def exact(window: Window, separator: str, *, size: int = 0, first: int = 1) -> Records:
    """Read whole records until ``size`` bytes are used, at least one; ``first`` is the number of the first one.

    Raises UnreadableTableError where bytes are not UTF-8, or a record has no end.
    """
    csv.field_size_limit(RECORD)
    lines = _Lines(window)
    rows: list[list[str]] = []
    try:
        for row in csv.reader(lines.texts(), delimiter=separator, quotechar=QUOTE):
            rows.append(row)
            if lines.used >= size:
                break
    except UnicodeDecodeError as error:
        raise UnreadableTableError(
            f"El registro {first + len(rows)} tiene bytes que no son UTF-8. Diga en qué codificación está el archivo, "
            "por ejemplo --codificacion cp1252."
        ) from error
    except csv.Error as error:
        raise UnreadableTableError(
            f"El registro {first + len(rows)} no se puede separar en celdas: unas comillas que abren no se cierran."
        ) from error
    return Records(rows, lines.used)


class _Lines:
    """The lines of a window as a text file opened with newline="" gives them; ``used`` counts their bytes."""

    def __init__(self, window: Window) -> None:
        self.used = 0
        self._window = window

    def texts(self) -> Iterator[str]:
        while True:
            # up to a line feed: a return at the very end may be half of a line break
            while not (end := self._end()) and not self._window.ended:
                if len(self._window.data) - self.used > RECORD:
                    raise csv.Error
                self._window.more()
            for line in self._window.data[self.used : end].splitlines(keepends=True):
                self.used += len(line)
                yield line.decode()
            if not end:
                return

    def _end(self) -> int:
        data = self._window.data
        return len(data) if self._window.ended and self.used < len(data) else data.rfind(b"\n", self.used) + 1

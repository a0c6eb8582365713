"""Path of a delimited file to its Table: compiled or quick where that is surely right, exact everywhere else."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import TypeAlias

import polars as pl

from apertura.validation.tableschema.scan.ahead import ahead
from apertura.validation.tableschema.scan.batch import Batch, Progress, Table
from apertura.validation.tableschema.scan.compiled import cut
from apertura.validation.tableschema.scan.dialect import Dialect, separator
from apertura.validation.tableschema.scan.exact import exact
from apertura.validation.tableschema.scan.quick import boundary, parse, quick, quotation
from apertura.validation.tableschema.scan.window import Window

LF = b"\n"


def open_csv(path: Path, dialect: Dialect, fields: Sequence[str]) -> Table:
    """Open a delimited file; ``fields`` are the names by which its separator is known where nobody says it.

    The header is the first record. Raises UnreadableTableError where it cannot be read, OSError where there is no file.
    """
    window = Window(path, dialect)
    window.more()
    line = window.data.split(LF, 1)[0].decode(errors="replace").rstrip("\r")
    mark = separator(dialect, line, fields)
    header = exact(window, mark)
    file = _File(path, dialect, mark)
    return Table(tuple(label.strip() for label in header.rows[0]) if header.rows else (), file.batches)


Stretch: TypeAlias = tuple[pl.DataFrame, pl.Series | None, int]
"""The cells of some records, how many each has unless all have them all, and the bytes that they took."""


@dataclass(slots=True)
class _File:
    """``proven`` holds, of the stretches that were surely cut right, by their turn, how many bytes they have."""

    path: Path
    dialect: Dialect
    mark: str
    proven: dict[int, int] = field(default_factory=dict)

    def batches(
        self, names: Sequence[str], progress: Progress, wanted: Collection[str] | None = None
    ) -> Iterator[Batch]:
        return ahead(self._batches(names, progress, list(names if wanted is None else wanted)))

    def _batches(self, names: Sequence[str], progress: Progress, wanted: list[str]) -> Iterator[Batch]:
        window, total = Window(self.path, self.dialect), self.path.stat().st_size
        window.use(exact(window, self.mark).size)
        first = 2
        for turn in count():
            if not _more(window):
                return
            frame, widths, size = (
                self._compiled(window, names, wanted)
                or self._known(turn, window, names, wanted)
                or self._new(turn, window, names, first)
            )
            frame = frame.select(wanted)
            yield Batch(first, frame, _uneven(widths, len(names)))
            first += frame.height
            window.use(size)
            progress(window.done, total)

    def _compiled(self, window: Window, names: Sequence[str], wanted: list[str]) -> Stretch | None:
        block = _whole(window.data) if window.ended else window.data
        stretch = cut(block, self.mark, names, wanted)
        return stretch and (*stretch[:2], min(stretch[2], len(window.data)))

    def _known(self, turn: int, window: Window, names: Sequence[str], wanted: list[str]) -> Stretch | None:
        size = self.proven.get(turn)
        frame = None if size is None else parse(_whole(window.data[:size]), self.mark, names, wanted)
        return None if size is None or frame is None else (frame, None, size)

    def _new(self, turn: int, window: Window, names: Sequence[str], first: int) -> Stretch:
        marks = quotation(window.data)
        cut = len(window.data) if window.ended else boundary(window.data, marks)
        frame = quick(_whole(window.data[:cut]), marks[: marks.searchsorted(cut)], self.mark, names) if cut else None
        if frame is not None:
            self.proven[turn] = cut
            return frame, None, cut
        records = exact(window, self.mark, size=cut, first=first)
        return (*records.frame(names), records.size)


def _whole(block: bytes) -> bytes:
    return block if block.endswith(LF) else block + LF


def _more(window: Window) -> bool:
    """Read another block, and say whether anything is left."""
    window.more()
    return bool(window.data)


def _uneven(widths: pl.Series | None, width: int) -> pl.Series | None:
    return None if widths is None or (widths == width).all() else widths

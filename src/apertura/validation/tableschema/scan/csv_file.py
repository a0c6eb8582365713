"""Path of a delimited file to its Table: quick where that is surely right, exact everywhere else."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import polars as pl

from apertura.validation.tableschema.scan.ahead import ahead
from apertura.validation.tableschema.scan.batch import Batch, Progress, Table
from apertura.validation.tableschema.scan.dialect import Dialect, separator
from apertura.validation.tableschema.scan.exact import exact
from apertura.validation.tableschema.scan.quick import boundary, quick, quotation
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

    def batches(names: Sequence[str], progress: Progress) -> Iterator[Batch]:
        return ahead(_batches(path, dialect, mark, names, progress))

    return Table(tuple(label.strip() for label in header.rows[0]) if header.rows else (), batches)


def _batches(path: Path, dialect: Dialect, mark: str, names: Sequence[str], progress: Progress) -> Iterator[Batch]:
    window, total = Window(path, dialect), path.stat().st_size
    window.use(exact(window, mark).size)
    first = 2
    while _more(window):
        marks = quotation(window.data)
        cut = len(window.data) if window.ended else boundary(window.data, marks)
        block = window.data[:cut]
        block = block if block.endswith(LF) else block + LF
        frame, widths, size = None, None, cut
        if cut:
            frame = quick(block, marks[: marks.searchsorted(cut)], mark, names)
        if frame is None:
            records = exact(window, mark, size=cut, first=first)
            frame, widths = records.frame(names)
            size = records.size
        yield Batch(first, frame, _uneven(widths, len(names)))
        first += frame.height
        window.use(size)
        progress(window.done, total)


def _more(window: Window) -> bool:
    """Read another block, and say whether anything is left."""
    window.more()
    return bool(window.data)


def _uneven(widths: pl.Series | None, width: int) -> pl.Series | None:
    return None if widths is None or (widths == width).all() else widths

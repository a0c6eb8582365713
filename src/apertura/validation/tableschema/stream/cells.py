"""Batch to what is wrong with its records and cells, in columns."""

import operator
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from functools import cache, lru_cache, reduce

import polars as pl

from apertura.validation.tableschema.reading import Reading, cell_reader
from apertura.validation.tableschema.scan.batch import Batch
from apertura.validation.tableschema.stream.columns import DOUBT, is_missing
from apertura.validation.tableschema.stream.expected import Expected
from apertura.validation.tableschema.stream.report import Cause, Found

REMEMBERED = 1 << 16
"""Distinct doubtful texts whose reading is kept, per column."""

FEW = 4096
"""Cells that are sooner looked at one by one than all at once."""

Reader = Callable[[object], Reading]


def readers(columns: Sequence[Expected]) -> dict[str, Reader]:
    """Make the reader of each column's doubtful cells; frictionless is not imported before the first of them."""
    return {column.field.name: _reader(column) for column in columns}


def faults(
    batch: Batch, columns: Sequence[Expected], answers: pl.DataFrame, read: Mapping[str, Reader]
) -> Iterator[Found]:
    """Find what is wrong in a batch, keys apart, given the ``answers`` to the questions of ``columns``.

    A record without any value is one error, whatever else is wrong with it.
    """
    rows = pl.int_range(batch.first, batch.first + batch.cells.height, dtype=pl.UInt64(), eager=True)
    blank = _blank(batch, columns, answers)
    if blank is not None:
        yield Found(Cause("blank-row"), rows.filter(blank))
    if batch.widths is not None:
        full = pl.repeat(value=True, n=len(rows), eager=True) if blank is None else ~blank
        yield from _uneven(rows.filter(full), batch.widths.filter(full), columns)
    for column in columns:
        doubt = answers[DOUBT.format(column.place)]
        if doubt.any():
            doubt = doubt if blank is None else doubt & ~blank
            yield from _cells(column, rows.filter(doubt), batch.cells[column.place].filter(doubt), read)


def _blank(batch: Batch, columns: Sequence[Expected], answers: pl.DataFrame) -> pl.Series | None:
    """Which records have no value at all; None where none is so."""
    # one without any value leaves in doubt all that must have one
    required = [answers[DOUBT.format(column.place)] for column in columns if column.field.required]
    if not all(doubt.any() for doubt in required) or (required and not reduce(operator.and_, required).any()):
        return None
    blank = batch.cells.select(pl.all_horizontal(is_missing(column) for column in columns)).to_series()
    return blank if blank.any() else None


def _uneven(rows: pl.Series, widths: pl.Series, columns: Sequence[Expected]) -> Iterator[Found]:
    for column in columns:
        if len(short := rows.filter(widths < column.number)):
            yield Found(Cause("missing-cell", column.field.name, column.number), short)
    longest = max(widths.to_list(), default=0)
    for number in range(len(columns) + 1, longest + 1):
        yield Found(Cause("extra-cell", None, number), rows.filter(widths >= number))


def _cells(column: Expected, rows: pl.Series, texts: pl.Series, read: Mapping[str, Reader]) -> Iterator[Found]:
    reader = read[column.field.name]
    notes = {text: tuple(reader(text).notes.items()) for text in _distinct(texts)}
    for name, note in dict.fromkeys(fault for broken in notes.values() for fault in broken):
        these = [text for text, broken in notes.items() if (name, note) in broken]
        chosen = None if len(these) == len(notes) else _among(texts, these)
        found = (rows, texts) if chosen is None else (rows.filter(chosen), texts.filter(chosen))
        yield Found(_cause(column, name, note), found[0], found[1].cast(pl.String))


def _distinct(texts: pl.Series) -> Collection[object]:
    # asking polars costs more than going through a few
    return dict.fromkeys(texts.to_list()) if len(texts) <= FEW else texts.unique(maintain_order=True).to_list()


def _among(texts: pl.Series, these: Sequence[object]) -> pl.Series:
    if len(texts) <= FEW:
        wanted = frozenset(these)
        return pl.Series([text in wanted for text in texts.to_list()], dtype=pl.Boolean())
    return texts.is_in(pl.Series(these, dtype=texts.dtype).implode(), nulls_equal=True)


def _cause(column: Expected, name: str, note: str) -> Cause:
    place = (column.field.name, column.number)
    return Cause("type-error", *place, None, note) if name == "type" else Cause("constraint-error", *place, name, note)


def _reader(column: Expected) -> Reader:
    made = cache(lambda: cell_reader(column.field, column.missing))
    return lru_cache(maxsize=REMEMBERED)(lambda cell: made()(cell))

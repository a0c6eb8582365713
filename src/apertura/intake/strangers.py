"""Rows as read to the blocks, below a blank row, in which nothing is what the dataset asks for."""

import re
from collections.abc import Collection, Iterator, Sequence
from itertools import pairwise

import polars as pl

from apertura.intake.headings import Feed
from apertura.model.definition import Field
from apertura.model.table import ROW

_SHAPES = {
    "date": r"^\d{4}-\d{2}-\d{2}$",
    "datetime": r"^\d{4}-\d{2}-\d{2}",
    "boolean": r"^(?:true|false)$",
    "number": r"^[-+]?\d+(?:\.\d+)?$",
    "integer": r"^[-+]?\d+$",
}


def strangers(
    frame: pl.DataFrame, blank: Sequence[int], feeds: Sequence[Feed], context: Collection[str]
) -> tuple[tuple[int, ...], ...]:
    """Find the blocks of rows that are another table or a note: their rows, by number.

    A block lies below a blank row. In none of its rows does a required field with a shape of its own (a list of
    options, a pattern, a date, a number) hold a value of that shape. Without such a field there is no telling, nor
    where the first block has no such value either. Fields of ``context`` may be blank, and do not count.
    """
    shaped = [feed.field for feed in feeds if _tells(feed.field) and feed.field.name not in context]
    if not blank or not shaped:
        return ()
    fits = frame.select(pl.any_horizontal(_fits(field) for field in shaped).fill_null(value=False)).to_series()
    first, *rest = _blocks(frame[ROW].to_list(), blank)
    if not fits[first[0] : first[1]].any():
        return ()
    rows = frame[ROW].to_list()
    return tuple(tuple(rows[start:end]) for start, end in rest if not fits[start:end].any())


def _tells(field: Field) -> bool:
    has_shape = "enum" in field.constraints or "pattern" in field.constraints or field.type in _SHAPES
    return field.required and has_shape


def _fits(field: Field) -> pl.Expr:
    value = pl.col(field.name)
    options, pattern = field.constraints.get("enum"), field.constraints.get("pattern")
    if isinstance(options, Sequence) and not isinstance(options, str):
        return value.is_in([str(option) for option in options])
    if isinstance(pattern, str):
        shape = re.compile(pattern)
        return value.map_batches(
            lambda texts: pl.Series([one is not None and shape.search(one) is not None for one in texts.to_list()]),
            return_dtype=pl.Boolean,
        )
    return value.str.contains(_SHAPES[field.type])


def _blocks(rows: Sequence[int], blank: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Cut row numbers where a blank row lies between two of them; places, from and up to."""
    gaps = set(blank)
    cuts = [at for at, (above, below) in enumerate(pairwise(rows), 1) if not gaps.isdisjoint(range(above + 1, below))]
    yield from pairwise((0, *cuts, len(rows)))

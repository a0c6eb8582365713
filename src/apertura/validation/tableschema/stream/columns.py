"""Expected columns to the question asked of each cell of a batch: whether it is in doubt; and to which hold nothing."""

from collections.abc import Sequence
from itertools import zip_longest

import polars as pl

from apertura.validation.tableschema.arrow_types import polars_type
from apertura.validation.tableschema.stream.expected import TEXT, Expected

DOUBT, VALUE = "doubt:{}", "value:{}"


def questions(columns: Sequence[Expected]) -> list[pl.Expr]:
    """Boolean columns ``doubt:…`` of a batch, never null: the cell is not surely right, with a value or without one."""
    apart = _apart(columns)
    return [(~_right(column, apart=apart[column.place])).alias(DOUBT.format(column.place)) for column in columns]


def values(columns: Sequence[Expected]) -> list[pl.Expr]:
    """Columns ``value:…`` of a batch: the typed value where it is surely right, null where there is none."""
    apart = _apart(columns)
    return [_value(column, apart=apart[column.place]).alias(VALUE.format(column.place)) for column in columns]


def _value(column: Expected, *, apart: bool) -> pl.Expr:
    text = column.dtype == TEXT and polars_type(column.field) == TEXT
    value = pl.col(column.place) if text else column.compiled.typed
    return value if apart and (column.field.required or not text) else pl.when(~is_missing(column)).then(value)


def _right(column: Expected, *, apart: bool) -> pl.Expr:
    sure = column.compiled.sure
    if column.field.required:
        return sure if apart else sure & ~is_missing(column)
    return sure | is_missing(column)


def _apart(columns: Sequence[Expected]) -> dict[str, bool]:
    """Of which columns no word that means no value could surely be one: what is sure there is not missing."""
    texts = [column for column in columns if column.dtype == TEXT]
    words = zip_longest(*(column.missing for column in texts))
    frame = pl.DataFrame(list(words), schema={column.place: pl.String() for column in texts}, orient="row")
    sure = frame.select(column.compiled.sure.any().alias(column.place) for column in texts)
    found = dict(zip(sure.columns, sure.row(0), strict=True)) if texts else {}
    return {column.place: not found.get(column.place, True) for column in columns}


def missing(cells: pl.DataFrame, column: Expected) -> pl.Series:
    """Which cells of a column hold no value."""
    return cells.select(is_missing(column)).to_series()


def is_missing(column: Expected) -> pl.Expr:
    """Whether a cell holds no value: it is not there, or it is one of the words that say so."""
    text = pl.col(column.place)
    words = list(column.missing)
    if not words or (column.dtype != pl.String and words == [""]):
        return text.is_null()
    if column.dtype != pl.String:
        return text.is_null() | _as_python(text, column.dtype).is_in(words)
    if words == [""]:
        return (text.str.len_bytes() == 0).fill_null(value=True)
    # most texts are longer than any of the words
    short = text.str.len_bytes() <= max(len(word.encode()) for word in words)
    return (short & text.is_in(words)).fill_null(value=True)


def _as_python(column: pl.Expr, dtype: pl.DataType) -> pl.Expr:
    """Texts of typed values as Python writes them."""
    return (
        pl.when(column).then(pl.lit("True")).otherwise(pl.lit("False"))
        if dtype == pl.Boolean
        else column.cast(pl.String)
    )

"""Expected columns to the two questions asked of a batch at once: which cells are in doubt, which are missing."""

from collections.abc import Sequence

import polars as pl

from apertura.validation.tableschema.stream.expected import Expected

DOUBT, MISSING = "doubt:{}", "missing:{}"


def questions(columns: Sequence[Expected]) -> list[pl.Expr]:
    """Boolean columns of a batch, never null.

    ``doubt:…``: the cell is not surely right, with a value or without one. ``missing:…``: it holds no value.
    """
    asked = []
    for column in columns:
        missing, sure = is_missing(column), column.compiled.sure
        right = sure & ~missing if column.field.required else sure | missing
        asked += [(~right).alias(DOUBT.format(column.place)), missing.alias(MISSING.format(column.place))]
    return asked


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

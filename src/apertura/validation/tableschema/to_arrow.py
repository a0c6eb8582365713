"""Checked columns to an Arrow table of exactly the declared types."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

import polars as pl

from apertura.validation.tableschema.arrow_types import arrow_schema, options

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import pyarrow as pa

    from apertura.model.definition import Field


def to_arrow(columns: Mapping[str, pl.Series], fields: Sequence[Field]) -> pa.Table:
    """Arrow table of one column per field, in order, typed as ``arrow_types.arrow_schema`` says."""
    return _typed([_array(columns[field.name], field) for field in fields], arrow_schema(fields))


def _array(column: pl.Series, field: Field) -> pa.Array[Any]:
    import pyarrow as pa

    if not options(field):
        return _plain(column)
    type_of_codes, dictionary = _dictionary(options(field))
    codes = column.cast(type_of_codes).to_physical().cast(pl.Int32)
    return pa.DictionaryArray.from_arrays(_plain(codes), dictionary)


@lru_cache(maxsize=1024)
def _dictionary(words: tuple[str, ...]) -> tuple[pl.Enum, pa.Array[Any]]:
    """Make the dictionary of a column: the schema's list itself, so that the tables of all bodies share it."""
    import pyarrow as pa

    # From polars and not from a list: pyarrow imports pandas to look at a list.
    listed = _typed([_plain(pl.Series(words, dtype=pl.String))], pa.schema([pa.field("", pa.string())]))
    return pl.Enum(words), listed.to_batches()[0].column(0)


def _typed(arrays: Sequence[pa.Array[Any]], schema: pa.Schema) -> pa.Table:
    import pyarrow as pa

    # what casts an array imports pyarrow.compute, for a tenth of a second
    return pa.Table.from_arrays([*arrays], names=schema.names).to_reader().cast(schema).read_all()


def _plain(column: pl.Series) -> pa.Array[Any]:
    return column.to_arrow(compat_level=pl.CompatLevel.oldest())

"""Text to null: the words that a schema declares as missing values."""

from collections.abc import Mapping
from functools import lru_cache

import polars as pl

from apertura.model.definition import Field, TableSchema


def blank_missing(texts: pl.DataFrame, schema: TableSchema) -> pl.DataFrame:
    """One string column per field, in the schema's order, null where the cell is one of the field's missing values."""
    return texts.select(_blanks(schema))


def missing_values(field: Field, schema: Mapping[str, object]) -> list[str]:
    """Words that mean "no value" in a field: its own where it has any, else its schema's, else the empty text."""
    declared = field.descriptor.get("missingValues", schema.get("missingValues", [""]))
    if not isinstance(declared, (list, tuple)):
        return [""]
    return [str(entry["value"]) if isinstance(entry, Mapping) else str(entry) for entry in declared]


@lru_cache(maxsize=1024)
def _blanks(schema: TableSchema) -> tuple[pl.Expr, ...]:
    return tuple(_blank(field, schema.descriptor) for field in schema.fields)


def _blank(field: Field, schema: Mapping[str, object]) -> pl.Expr:
    text = pl.col(field.name).cast(pl.String)
    words = missing_values(field, schema)
    missing = text.str.len_bytes() == 0 if words == [""] else text.is_in(words)
    return pl.when(~missing).then(text).alias(field.name)

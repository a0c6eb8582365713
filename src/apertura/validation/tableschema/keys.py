"""Typed columns to repeated or empty keys."""

from collections.abc import Iterator, Mapping, Set

import polars as pl

from apertura.model.definition import Field, TableSchema
from apertura.validation.tableschema.cells import Cells
from apertura.validation.tableschema.fault import Fault


def check_keys(schema: TableSchema, cells: Mapping[str, Cells], rows: pl.Series, absent: Set[str]) -> Iterator[Fault]:
    """Find values that repeat in unique fields, and rows that repeat or lack the primary key.

    Typed values are compared, those that break a constraint included. Missing and unreadable cells are left out of
    ``unique`` and are one more value in a primary key of several fields. Each repeat names the occurrence before it,
    by the sheet's row number (``rows``). Keys over ``absent`` fields are not checked.
    """
    for field in schema.fields:
        if field.constraints.get("unique") is True:
            yield from _unique(field, cells[field.name].key, rows)
    if schema.primary_key and not absent & set(schema.primary_key):
        yield from _primary_key(schema, cells, rows)


def _unique(field: Field, key: pl.Series, rows: pl.Series) -> Iterator[Fault]:
    for index, previous in _repeats(pl.DataFrame({"0": key}), ~key.is_null()):
        yield Fault(index, (field.name,), "constraint-unique", {"otra_fila": str(rows[previous])})


def _primary_key(schema: TableSchema, cells: Mapping[str, Cells], rows: pl.Series) -> Iterator[Fault]:
    fields = schema.primary_key
    titles = {"clave": ", ".join(schema.field(name).title for name in fields)}
    keys = pl.DataFrame({str(position): cells[name].key for position, name in enumerate(fields)})
    empty = keys.select(pl.all_horizontal(pl.all().is_null())).to_series()
    for index in empty.arg_true():
        yield Fault(index, fields, "primary-key-empty", titles)
    for index, previous in _repeats(keys, ~empty):
        yield Fault(index, fields, "primary-key", {**titles, "otra_fila": str(rows[previous])})


def _repeats(keys: pl.DataFrame, counted: pl.Series) -> list[tuple[int, int]]:
    """Row of each repeat, and the row of the same key just before it, both counted from 0."""
    repeated = keys.is_duplicated() & counted
    if not repeated.any():
        return []
    previous = pl.col("index").shift(1).over(keys.columns).alias("previous")
    found = keys.with_row_index("index").filter(repeated).with_columns(previous)
    return found.drop_nulls("previous").select("index", "previous").rows()

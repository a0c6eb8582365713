"""Field to Arrow type: the one place that says how a Table Schema type is stored."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pyarrow as pa

    from apertura.model.definition import Field

PRECISION = 38
"""Digits that a decimal128 holds in all, before and after the point."""

UNDECLARED_DECIMALS = 9
"""Digits after the point of a number whose schema does not say how many it may have."""


def arrow_schema(fields: Sequence[Field]) -> pa.Schema:
    """Arrow schema of a canonical table: one column per field, in order, nullable."""
    import pyarrow as pa

    return pa.schema([pa.field(field.name, arrow_type(field)) for field in fields])


def arrow_type(field: Field) -> pa.DataType:
    """Arrow type of a field.

    date32, decimal128 with the field's decimals, int64 (integer), int32 (year), bool, dictionary of strings (string
    with a list of options), and string for everything else, yearmonth included (``2024-03``).
    """
    import pyarrow as pa

    match field.type:
        case "integer":
            return pa.int64()
        case "number":
            return pa.decimal128(PRECISION, decimals(field))
        case "boolean":
            return pa.bool_()
        case "date":
            return pa.date32()
        case "year":
            return pa.int32()
        case _:
            return pa.dictionary(pa.int32(), pa.string()) if options(field) else pa.string()


def polars_type(field: Field) -> pl.DataType:
    """Type of the field's column while it is being checked: as in Arrow, but options are plain strings."""
    match field.type:
        case "integer":
            return pl.Int64()
        case "number":
            return pl.Decimal(PRECISION, decimals(field))
        case "boolean":
            return pl.Boolean()
        case "date":
            return pl.Date()
        case "year":
            return pl.Int32()
        case _:
            return pl.String()


def decimals(field: Field) -> int:
    """Digits after the point that the column of a number holds."""
    return UNDECLARED_DECIMALS if field.decimals is None else field.decimals


def options(field: Field) -> tuple[str, ...]:
    """List of options of a string field, without repeats, in the schema's order; empty where it has none."""
    enum = field.constraints.get("enum")
    if field.type != "string" or not isinstance(enum, (list, tuple)):
        return ()
    return tuple(dict.fromkeys(str(option) for option in enum))

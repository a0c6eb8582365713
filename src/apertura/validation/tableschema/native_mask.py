"""Column that is already typed to "surely reads as this type", where its kind is the field's own."""

import polars as pl

from apertura.model.definition import Field
from apertura.validation.tableschema.arrow_types import polars_type
from apertura.validation.tableschema.mask import Mask, Order, never
from apertura.validation.tableschema.number_mask import float_bound

EXACT_FLOAT = 10**15
"""Whole numbers under it are float64 exactly, and compare as such."""


def native_mask(field: Field, dtype: pl.DataType) -> Mask:
    """Mask of a field over a column of a Parquet file; a kind that is not the field's goes to the cell reader.

    Kinds matter to frictionless: a number in a text field is a type error, a text in a number field may be none.
    """
    column = pl.col(field.name)
    whole = dtype.is_integer() and dtype != pl.UInt64
    match field.type:
        case "integer" if whole:
            return Mask(column.is_not_null(), column, Order(column))
        case "year" if whole:
            return Mask(column.is_between(0, 9999), column, Order(column))
        case "number" if whole:
            near = column.is_between(-EXACT_FLOAT, EXACT_FLOAT)
            return Mask(
                near, column.cast(polars_type(field), strict=False), Order(column.cast(pl.Float64), float_bound)
            )
        case "number" if dtype.is_float():
            unread = pl.lit(None, polars_type(field))
            return Mask(column.is_finite(), unread, Order(column.cast(pl.Float64), float_bound))
        case "boolean" if dtype == pl.Boolean:
            return Mask(column.is_not_null(), column)
        case "date" if dtype == pl.Date:
            return Mask(column.is_not_null(), column, Order(column))
        case "datetime" if dtype == pl.Datetime and "enum" not in field.constraints:
            return Mask(column.is_not_null(), pl.lit(None, pl.String()))
        case "time" if dtype == pl.Time and "enum" not in field.constraints:
            return Mask(column.is_not_null(), pl.lit(None, pl.String()))
        case _:
            return never(field)

"""Text column to "surely reads as this number": decimal and group characters, currency and percent signs."""

import re
from decimal import Decimal

import polars as pl

from apertura.model.definition import Field
from apertura.validation.tableschema.arrow_types import decimals, polars_type
from apertura.validation.tableschema.literal import Literal
from apertura.validation.tableschema.mask import Mask, Order, never

WHOLE_DIGITS = 20
"""Digits before the point that a column of decimals reads by itself; longer numbers go to the cell reader."""

FLOAT_DIGITS = 15
"""Digits that a float64 tells apart, so that it compares as the decimal does (IEEE 754)."""


def number_mask(field: Field, text: pl.Expr) -> Mask:
    """Mask of a number field."""
    group, point = str(field.descriptor.get("groupChar", "")), str(field.descriptor.get("decimalChar", "."))
    if field.descriptor.get("floatNumber") or group == point or not re.fullmatch(r"[.,'_\u00a0 ]?[.,]", group + point):
        return never(field)
    plain = text.str.replace_all(group, "", literal=True) if group else text
    before, after = ("", "") if field.descriptor.get("bareNumber", True) else ("[$ ]*", "[ %]*")
    tail = f"(?:{re.escape(point)}[0-9]{{1,{decimals(field)}}})?" if decimals(field) else ""
    shaped = plain.str.contains(f"^{before}-?[0-9]{{1,{WHOLE_DIGITS}}}{tail}{after}$")
    bare = plain.str.strip_chars("$ %") if before else plain
    digits = bare if point == "." else bare.str.replace(point, ".", literal=True)
    comparable = digits.str.len_bytes() <= FLOAT_DIGITS
    return Mask(
        shaped,
        digits.cast(polars_type(field), strict=False),
        Order(digits.cast(pl.Float64, strict=False), float_bound, comparable),
    )


def float_bound(literal: Literal) -> float | None:
    """Bound of a number as a float64; None where that could compare otherwise."""
    if not isinstance(literal, (int, Decimal)):
        return None
    return float(literal) if len(Decimal(literal).as_tuple().digits) <= FLOAT_DIGITS else None

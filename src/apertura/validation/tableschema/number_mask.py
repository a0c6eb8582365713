"""Text column to "surely reads as this number": decimal and group characters, currency and percent signs."""

import re
from decimal import Decimal

import polars as pl

from apertura.model.definition import Field
from apertura.validation.tableschema.arrow_types import decimals, polars_type
from apertura.validation.tableschema.literal import Literal, literal
from apertura.validation.tableschema.mask import Mask, Order, never

WHOLE_DIGITS = 20
"""Digits before the point that a column of decimals reads by itself; longer numbers go to the cell reader."""

FLOAT_DIGITS = 15
"""Digits that a float64 tells apart, so that it compares as the decimal does (IEEE 754)."""


def number_mask(field: Field, text: pl.Expr) -> Mask:
    """Mask of a number field; a minimum of zero and a maximum that is a power of ten are seen in the digits."""
    group, point = str(field.descriptor.get("groupChar", "")), str(field.descriptor.get("decimalChar", "."))
    if field.descriptor.get("floatNumber") or group == point or not re.fullmatch(r"[.,'_\u00a0 ]?[.,]", group + point):
        return never(field)
    before, after = ("", "") if field.descriptor.get("bareNumber", True) else ("[$ ]*", "[ %]*")
    settled, sign, power = _settled(field)
    tail = f"(?:{re.escape(point)}[0-9]{{1,{decimals(field)}}})?" if decimals(field) else ""
    # the group character is only deleted, wherever it stands
    digits = f"[0-9][0-9{re.escape(group)}]{{0,{WHOLE_DIGITS - 1 if power is None else power - 1}}}{tail}"
    digits = digits if power is None else f"(?:{digits}|10{{{power}}}(?:{re.escape(point)}0{{1,9}})?)"
    plain = text.str.replace_all(group, "", literal=True) if group else text
    bare = plain.str.strip_chars("$ %") if before else plain
    value = bare if point == "." else bare.str.replace(point, ".", literal=True)
    comparable = value.str.len_bytes() <= FLOAT_DIGITS
    return Mask(
        text.str.contains(f"^{before}{sign}{digits}{after}$"),
        value.cast(polars_type(field), strict=False),
        Order(value.cast(pl.Float64, strict=False), float_bound, comparable),
        settled=settled,
    )


def _settled(field: Field) -> tuple[frozenset[str], str, int | None]:
    """Which bounds the shape of the digits settles, and how: the sign it allows, and the power of ten on top."""
    low, high = (literal(field, field.constraints.get(name)) for name in ("minimum", "maximum"))
    top = str(high) if isinstance(high, (int, Decimal)) and re.fullmatch("10{1,18}", str(high)) else None
    settled = {"minimum"} if low == 0 and isinstance(low, (int, Decimal)) else set()
    settled |= {"maximum"} if top else set()
    return frozenset(settled), "" if "minimum" in settled else "-?", len(top) - 1 if top else None


def float_bound(bound: Literal) -> float | None:
    """Bound of a number as a float64; None where that could compare otherwise."""
    if not isinstance(bound, (int, Decimal)):
        return None
    return float(bound) if len(Decimal(bound).as_tuple().digits) <= FLOAT_DIGITS else None

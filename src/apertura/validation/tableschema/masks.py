"""Text column to "surely reads as this type" and its value, type by type."""

import re
from collections.abc import Callable

import polars as pl

from apertura.model.definition import Field
from apertura.validation.tableschema.arrow_types import decimals, polars_type
from apertura.validation.tableschema.literal import DATE_PATTERNS

Mask = tuple[pl.Expr, pl.Expr]
"""A boolean expression that may say yes only where frictionless surely does, and the value where it says yes."""

WHOLE_DIGITS = 20
"""Digits before the point that a column of decimals reads by itself; longer numbers go to the cell reader."""

STRING_SHAPES = {
    "uri": r"^https?://[A-Za-z0-9]\S*$",
    "email": r"^[A-Za-z0-9_]+(?:[.+-][A-Za-z0-9_]+)*@(?:[A-Za-z0-9]+[.-])*[A-Za-z0-9]+\.[A-Za-z]{2,20}$",
}
EMAIL_BYTES = 64
DATE_SHAPES = {"%Y-%m-%d": r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$", "%d/%m/%Y": r"^[0-9]{2}/[0-9]{2}/[0-9]{4}$"}
TRUE_VALUES = ("true", "True", "TRUE", "1")
FALSE_VALUES = ("false", "False", "FALSE", "0")


def mask(field: Field) -> Mask:
    """Mask of the field's type and format, its constraints left aside. A type without one never says yes."""
    text = pl.col(field.name)
    return MASKS[field.type](field, text) if field.type in MASKS else _never(field, text)


def words(field: Field, key: str, default: tuple[str, ...]) -> list[str]:
    """Words of ``trueValues`` or ``falseValues`` of a boolean field."""
    declared = field.descriptor.get(key, default)
    return [str(word) for word in declared] if isinstance(declared, (list, tuple)) else list(default)


def _never(field: Field, _: pl.Expr) -> Mask:
    return pl.lit(False), pl.lit(None, polars_type(field))  # noqa: FBT003


def _string(field: Field, text: pl.Expr) -> Mask:
    format_ = str(field.descriptor.get("format", "default"))
    if format_ == "default":
        return text.is_not_null(), text
    if format_ not in STRING_SHAPES:
        return _never(field, text)
    shaped = text.str.contains(STRING_SHAPES[format_])
    return (shaped & (text.str.len_bytes() <= EMAIL_BYTES) if format_ == "email" else shaped), text


def _integer(_: Field, text: pl.Expr) -> Mask:
    value = text.cast(pl.Int64, strict=False)
    return value.is_not_null(), value


def _number(field: Field, text: pl.Expr) -> Mask:
    group, point = str(field.descriptor.get("groupChar", "")), str(field.descriptor.get("decimalChar", "."))
    if field.descriptor.get("floatNumber") or group == point or not re.fullmatch(r"[.,' ]?[.,]", group + point):
        return _never(field, text)
    plain = text.str.replace_all(group, "", literal=True) if group else text
    tail = f"(?:{re.escape(point)}[0-9]{{1,{decimals(field)}}})?" if decimals(field) else ""
    shaped = plain.str.contains(f"^-?[0-9]{{1,{WHOLE_DIGITS}}}{tail}$")
    value = plain if point == "." else plain.str.replace(point, ".", literal=True)
    return shaped, value.cast(polars_type(field), strict=False)


def _boolean(field: Field, text: pl.Expr) -> Mask:
    true, false = words(field, "trueValues", TRUE_VALUES), words(field, "falseValues", FALSE_VALUES)
    return text.is_in(true + false), ~text.is_in(false)


def _date(field: Field, text: pl.Expr) -> Mask:
    pattern = DATE_PATTERNS.get(str(field.descriptor.get("format", "default")))
    if pattern is None:
        return _never(field, text)
    value = text.str.to_date(pattern, strict=False)
    return text.str.contains(DATE_SHAPES[pattern]) & (value.dt.year() >= 1), value


def _year(_: Field, text: pl.Expr) -> Mask:
    return text.str.contains(r"^[0-9]{4}$"), text.cast(pl.Int32, strict=False)


def _yearmonth(_: Field, text: pl.Expr) -> Mask:
    return text.str.contains(r"^[0-9]{4}-(?:0[1-9]|1[0-2])$"), text


MASKS: dict[str, Callable[[Field, pl.Expr], Mask]] = {
    "string": _string,
    "integer": _integer,
    "number": _number,
    "boolean": _boolean,
    "date": _date,
    "year": _year,
    "yearmonth": _yearmonth,
}

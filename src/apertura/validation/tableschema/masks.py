"""Text column to "surely reads as this type" and its value, type by type."""

import re
from collections.abc import Callable

import polars as pl

from apertura.model.definition import Field
from apertura.validation.tableschema.literal import CLOCK, ISO_DAY, LEAP_YEAR, date_pattern
from apertura.validation.tableschema.mask import Mask, Order, among, never
from apertura.validation.tableschema.number_mask import number_mask

STRING_SHAPES = {
    "email": r"^[A-Za-z0-9_]+(?:[.+-][A-Za-z0-9_]+)*@(?:[A-Za-z0-9]+[.-])*[A-Za-z0-9]+\.[A-Za-z]{2,20}$",
    "uuid": r"^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$",
    "binary": r"^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$",
}
EMAIL_BYTES = 64
YEAR_BYTES = 4
DAY_FIRST = (
    r"^(?:(?:(?:0[1-9]|1[0-9]|2[0-8])/(?:0[1-9]|1[0-2])|(?:29|30)/(?:0[13-9]|1[0-2])|31/(?:0[13578]|1[02]))"
    rf"/[1-9][0-9]{{3}}|29/02/{LEAP_YEAR})$"
)
DATE_PARTS = {"%Y": "[0-9]{4}", "%m": "[0-9]{2}", "%d": "[0-9]{2}"}
DURATION = r"^P(?:[0-9]{1,4}[YMWD]|T[0-9]{1,6}[HMS]|T[0-9]{1,4}H[0-9]{1,4}M(?:[0-9]{1,4}S)?)$"
POINT = r"^-?(?:1[0-7][0-9]|[0-9]{1,2})(?:\.[0-9]{1,15})?, ?-?[0-8]?[0-9](?:\.[0-9]{1,15})?$"
ITEMS = {"integer": "-?[0-9]{1,18}", "number": r"-?[0-9]{1,18}(?:\.[0-9]{1,18})?", "date": ISO_DAY, "time": CLOCK}
TRUE_VALUES = ("true", "True", "TRUE", "1")
FALSE_VALUES = ("false", "False", "FALSE", "0")


def mask(field: Field) -> Mask:
    """Mask of the field's type and format, its constraints left aside. A type without one never says yes."""
    text = pl.col(field.name)
    return MASKS[field.type](field, text) if field.type in MASKS else never(field)


def words(field: Field, key: str, default: tuple[str, ...]) -> list[str]:
    """Words of ``trueValues`` or ``falseValues`` of a boolean field."""
    declared = field.descriptor.get(key, default)
    return [str(word) for word in declared] if isinstance(declared, (list, tuple)) else list(default)


def _format(field: Field) -> str:
    return str(field.descriptor.get("format", "default"))


def _string(field: Field, text: pl.Expr) -> Mask:
    length = text.str.len_chars()
    if _format(field) == "default":
        return Mask(text.is_not_null(), text, length=length)
    if _format(field) == "uri":
        # a scheme is all that frictionless asks for
        return Mask(text.str.starts_with("https://") | text.str.starts_with("http://"), text, length=length)
    if _format(field) not in STRING_SHAPES:
        return never(field)
    shaped = text.str.contains(STRING_SHAPES[_format(field)])
    short = shaped & (text.str.len_bytes() <= EMAIL_BYTES) if _format(field) == "email" else shaped
    return Mask(short, text, length=length)


def _any(_: Field, text: pl.Expr) -> Mask:
    return Mask(text.is_not_null(), text)


def _integer(_: Field, text: pl.Expr) -> Mask:
    value = text.cast(pl.Int64, strict=False)
    return Mask(value.is_not_null(), value, Order(value))


def _boolean(field: Field, text: pl.Expr) -> Mask:
    true, false = words(field, "trueValues", TRUE_VALUES), words(field, "falseValues", FALSE_VALUES)
    return Mask(among(text, true + false), ~text.is_in(false))


def _date(field: Field, text: pl.Expr) -> Mask:
    pattern = date_pattern(field)
    if pattern is None:
        return never(field)
    value = text.str.to_date(pattern, strict=False)
    # a day that is surely in its month needs no parsing
    match pattern:
        case "%Y-%m-%d":
            return Mask(text.str.contains(f"^{ISO_DAY}$"), value, Order(text, str))
        case "%d/%m/%Y":
            return Mask(text.str.contains(DAY_FIRST), value, Order(value))
    shape = re.sub("%[Ymd]", lambda part: DATE_PARTS[part.group()], pattern.replace(".", r"\."))
    return Mask(text.str.contains(f"^{shape}$") & (value.dt.year() >= 1), value, Order(value))


def _datetime(field: Field, text: pl.Expr) -> Mask:
    if _format(field) != "default":
        return never(field)
    # with a zone and without one do not compare
    return Mask(text.str.contains(f"^{ISO_DAY}T{CLOCK}Z?$"), text, Order(text, comparable=~text.str.ends_with("Z")))


def _time(field: Field, text: pl.Expr) -> Mask:
    return Mask(text.str.contains(f"^{CLOCK}$"), text, Order(text)) if _format(field) == "default" else never(field)


def _year(_: Field, text: pl.Expr) -> Mask:
    value = text.cast(pl.Int64, strict=False)
    return Mask((text.str.len_bytes() == YEAR_BYTES) & (value >= 0), value, Order(value))


def _yearmonth(_: Field, text: pl.Expr) -> Mask:
    return Mask(text.str.contains(r"^[0-9]{4}-(?:0[1-9]|1[0-2])$"), text, Order(text))


def _duration(_: Field, text: pl.Expr) -> Mask:
    return Mask(text.str.contains(DURATION), text)


def _geopoint(field: Field, text: pl.Expr) -> Mask:
    return Mask(text.str.contains(POINT), text) if _format(field) == "default" else never(field)


def _list(field: Field, text: pl.Expr) -> Mask:
    mark, item = str(field.descriptor.get("delimiter", ",")), str(field.descriptor.get("itemType", "string"))
    if not re.fullmatch("[,;|]", mark) or (item != "string" and item not in ITEMS):
        return never(field)
    many = text.is_not_null() if item == "string" else text.str.contains(f"^{ITEMS[item]}(?:[{mark}]{ITEMS[item]})*$")
    return Mask(many, text, length=text.str.count_matches(mark, literal=True) + 1)


MASKS: dict[str, Callable[[Field, pl.Expr], Mask]] = {
    "any": _any,
    "boolean": _boolean,
    "date": _date,
    "datetime": _datetime,
    "duration": _duration,
    "geopoint": _geopoint,
    "integer": _integer,
    "list": _list,
    "number": number_mask,
    "string": _string,
    "time": _time,
    "year": _year,
    "yearmonth": _yearmonth,
}

"""Value of a constraint to a typed value, where that is beyond doubt."""

import re
from datetime import date, datetime
from decimal import Decimal

from apertura.model.definition import Field

DATE_PATTERNS = {"default": "%Y-%m-%d", "%Y-%m-%d": "%Y-%m-%d", "%d/%m/%Y": "%d/%m/%Y"}
"""Formats of a date field that column expressions read, as strptime writes them."""

Literal = int | Decimal | date | str


def literal(field: Field, value: object) -> Literal | None:
    """Read a bound or an option of a field; None where only the field's own cell reader could say what it means."""
    match field.type:
        case "string":
            return value if isinstance(value, str) else None
        case "integer" | "year":
            return _whole(value)
        case "number":
            return _number(field, value)
        case "date":
            return _date(field, value)
        case "yearmonth":
            return value if isinstance(value, str) and re.fullmatch(r"[0-9]{4}-[0-9]{2}", value) else None
        case _:
            return None


def _whole(value: object) -> int | None:
    if isinstance(value, int) and not isinstance(value, bool):
        return value if abs(value) < 10**18 else None
    return int(value) if isinstance(value, str) and re.fullmatch(r"-?[0-9]{1,18}", value) else None


def _number(field: Field, value: object) -> Decimal | None:
    if isinstance(value, bool):
        return None
    if isinstance(value, (int, float)):
        text = str(value)
    elif isinstance(value, str) and not {"groupChar", "decimalChar"} & field.descriptor.keys():
        text = value
    else:
        return None
    return Decimal(text) if re.fullmatch(r"-?[0-9]{1,18}(?:\.[0-9]{1,9})?", text) else None


def _date(field: Field, value: object) -> date | None:
    pattern = DATE_PATTERNS.get(str(field.descriptor.get("format", "default")))
    if pattern is None or not isinstance(value, str):
        return None
    try:
        return datetime.strptime(value, pattern).date()
    except ValueError:
        return None

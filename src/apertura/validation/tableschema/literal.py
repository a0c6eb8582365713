"""Value of a constraint to a typed value, where that is beyond doubt."""

import re
from datetime import date, datetime
from decimal import Decimal

from apertura.model.definition import Field

MONTH_DAY = "(?:0[1-9]|1[0-2])-(?:0[1-9]|1[0-9]|2[0-8])|(?:0[13-9]|1[0-2])-(?:29|30)|(?:0[13578]|1[02])-31"
LEAP_YEAR = "[1-9][0-9](?:0[48]|[2468][048]|[13579][26])"
ISO_DAY = f"(?:[1-9][0-9]{{3}}-(?:{MONTH_DAY})|{LEAP_YEAR}-02-29)"
"""Days that are surely in the calendar, as ISO 8601 writes them; 29 February 2000 and the like are left out."""

CLOCK = r"(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]"
"""Times of day to the second."""

PARTS = ("%Y", "%m", "%d")

Literal = int | Decimal | date | str


def date_pattern(field: Field) -> str | None:
    """Pattern of a date field, as strptime writes it; None where column expressions might read it otherwise."""
    declared = str(field.descriptor.get("format", "default"))
    pattern = "%Y-%m-%d" if declared == "default" else declared
    marks = re.fullmatch(r"%[Ymd][-/. ]%[Ymd][-/. ]%[Ymd]", pattern)
    return pattern if marks and all(part in pattern for part in PARTS) else None


def literal(field: Field, value: object) -> Literal | None:
    """Read a bound or an option of a field; None where only the field's own cell reader could say what it means."""
    match field.type:
        case "string" | "any":
            return value if isinstance(value, str) else None
        case "integer":
            return _whole(value)
        case "year":
            # a year is written with four digits, or it is none
            return _whole(value) if not isinstance(value, str) or re.fullmatch("[0-9]{4}", value) else None
        case "number":
            return _number(field, value)
        case "date":
            return _date(field, value)
        case "yearmonth" | "datetime" | "time":
            return value if isinstance(value, str) and re.fullmatch(TEXTS[field.type], value) else None
        case _:
            return None


TEXTS = {"yearmonth": "[0-9]{4}-[0-9]{2}", "datetime": f"{ISO_DAY}T{CLOCK}", "time": CLOCK}


def _whole(value: object) -> int | None:
    if isinstance(value, int) and not isinstance(value, bool):
        return value if abs(value) < 10**18 else None
    return int(value) if isinstance(value, str) and re.fullmatch(r"-?[0-9]{1,18}", value) else None


def _number(field: Field, value: object) -> Decimal | None:
    if isinstance(value, bool):
        return None
    if isinstance(value, (int, float)):
        text = str(value)
    elif isinstance(value, str) and (_plain(field) or re.fullmatch("-?[0-9]+", value)):
        text = value
    else:
        return None
    return Decimal(text) if re.fullmatch(r"-?[0-9]{1,18}(?:\.[0-9]{1,9})?", text) else None


def _plain(field: Field) -> bool:
    return not {"groupChar", "decimalChar"} & field.descriptor.keys()


def _date(field: Field, value: object) -> date | None:
    pattern = date_pattern(field)
    if pattern is None or not isinstance(value, str):
        return None
    try:
        return datetime.strptime(value, pattern).date()
    except ValueError:
        return None

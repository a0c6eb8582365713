"""Value read by frictionless to a text that two values share exactly where Python calls them equal."""

import json
from datetime import date, datetime, time, timedelta
from decimal import Decimal

UNEQUAL = "NaN"
"""Identity of a value that equals nothing, itself included."""


def identity(value: object) -> str:
    """Name a value for keys, across types: 1, 1.0 and true are the same, "1" is another; NaN is UNEQUAL.

    Lists and objects, which frictionless cannot compare at all, are the same where their JSON is.
    """
    match value:
        case bool() | int() | float() | Decimal():
            return _number(Decimal(value))
        case str():
            return f"text {value}"
        case datetime():
            return f"datetime {_instant(value)}"
        case date():
            return f"date {value.isoformat()}"
        case time():
            return f"time {_clock(value)}"
        case timedelta():
            return f"duration {value / timedelta(microseconds=1):.0f}"
        case tuple():
            return f"tuple {' '.join(map(identity, value))}" if UNEQUAL not in map(identity, value) else UNEQUAL
        case list() | dict():
            return f"json {json.dumps(value, sort_keys=True, default=identity)}"
        case _:
            return f"duration {_duration(value)}"


def number_key(value: Decimal) -> str:
    """Digits of a finite number without the zeros at either end, and the power of ten they stand at."""
    sign, digits, exponent = value.as_tuple()
    significant = "".join(map(str, digits)).rstrip("0")
    power = int(exponent) + len(digits) - len(significant)
    return f"{'-' if sign else ''}{significant.lstrip('0')}E{power}" if significant.lstrip("0") else "0"


def _number(value: Decimal) -> str:
    if value.is_nan():
        return UNEQUAL
    return f"number {number_key(value) if value.is_finite() else value}"


def _instant(value: datetime) -> str:
    offset = value.utcoffset()
    if offset is None:
        return value.isoformat()
    since = value.replace(tzinfo=None) - datetime.min - offset
    # an instant outside the calendar has no other text
    return (
        f"{(datetime.min + since).isoformat()}Z" if timedelta() <= since <= datetime.max - datetime.min else str(since)
    )


def _clock(value: time) -> str:
    offset = value.utcoffset()
    if offset is None:
        return value.isoformat()
    since = timedelta(hours=value.hour, minutes=value.minute, seconds=value.second, microseconds=value.microsecond)
    return f"{(since - offset) / timedelta(microseconds=1):.0f} Z"


def _duration(value: object) -> str:
    """Years and months apart from the rest, as isodate's own equality has them."""
    parts = [getattr(value, name) for name in ("years", "months", "tdelta")]
    years, months, rest = (part if isinstance(part, timedelta) else Decimal(part) for part in parts)
    exact = identity(rest).removeprefix("duration ")
    return exact if not years and not months else f"{identity(years)} {identity(months)} {exact}"

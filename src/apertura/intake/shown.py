"""A cell's value to the text that stands for it."""

from collections.abc import Callable, Mapping
from datetime import date, datetime, time, timedelta
from decimal import Decimal


def shown(value: object) -> str:
    """Write a cell as text: ISO 8601 dates, numbers with the 15 digits a spreadsheet shows and no idle decimals."""
    return SHOWN[type(value)](value)


def _number(value: float) -> str:
    if value.is_integer():
        return str(int(value))
    text = f"{value:.15g}"
    return f"{Decimal(text):f}" if "e" in text else text


def _duration(value: timedelta) -> str:
    minutes, seconds = divmod(int(value.total_seconds()), 60)
    return f"{minutes // 60}:{minutes % 60:02}:{seconds:02}"


def _instant(value: datetime) -> str:
    return value.date().isoformat() if value.time() == time() else value.isoformat(timespec="seconds")


SHOWN: Mapping[type, Callable[..., str]] = {
    str: str,
    float: _number,
    int: str,
    bool: lambda value: "true" if value else "false",
    date: date.isoformat,
    datetime: _instant,
    time: lambda value: value.isoformat(timespec="seconds"),
    timedelta: _duration,
}
"""How each type is shown."""

"""A field and a text to the reason why the field does not accept it."""

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from apertura.model.definition import Field

_FORMS: Mapping[str, str] = {
    "integer": r"-?[0-9]{1,18}",
    "number": r"-?[0-9]{1,15}(\.[0-9]+)?",
    "boolean": "true|false",
    "date": r"[0-9]{4}-[0-9]{2}-[0-9]{2}",
    "datetime": r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}",
    "time": r"[0-9]{2}:[0-9]{2}:[0-9]{2}",
    "year": r"[0-9]{4}",
    "yearmonth": r"[0-9]{4}-(0[1-9]|1[0-2])",
}
_READ: Mapping[str, Callable[[str], object]] = {
    "integer": int,
    "number": Decimal,
    "date": date.fromisoformat,
    "datetime": datetime.fromisoformat,
    "time": time.fromisoformat,
}
_BOUNDS: Mapping[str, tuple[str, Callable[[int], bool]]] = {
    "minimum": ("es menor que", lambda order: order >= 0),
    "maximum": ("es mayor que", lambda order: order <= 0),
    "exclusiveMinimum": ("no es mayor que", lambda order: order > 0),
    "exclusiveMaximum": ("no es menor que", lambda order: order < 0),
}


def refusal(field: Field, text: str) -> str | None:
    """Say in Spanish why ``field`` does not accept ``text``, as a predicate («no es de tipo date»); None where it does.

    Accepts less than Frictionless, never more: only the one way of writing a value that this house stores (ISO 8601,
    point for decimals, ``true``/``false``). ``apertura esquemas`` asks Frictionless too.
    """
    try:
        value = read(field, text)
    except ValueError:
        return f"no es de tipo {field.type}"
    for name, constraint in field.constraints.items():
        if reason := _broken(field, name, constraint, text, value):
            return reason
    decimals = len(text.partition(".")[2]) if field.type == "number" else 0
    if field.decimals is not None and decimals > field.decimals:
        return f"tiene más de {field.decimals} decimales"
    return None


def read(field: Field, text: str) -> object:
    """Read ``text`` as a value of the field's type that can be compared; ValueError where it is none."""
    if field.type != "string" and not re.fullmatch(_FORMS[field.type], text):
        raise ValueError(text)
    return _READ.get(field.type, str)(text)


def written(value: object) -> str:
    """Write a scalar of a JSON or YAML file as the text of a cell."""
    return str(value).lower() if isinstance(value, bool) else str(value)


def _broken(field: Field, name: str, constraint: object, text: str, value: object) -> str | None:
    if name in _BOUNDS:
        words, holds = _BOUNDS[name]
        return None if holds(_compare(value, read(field, written(constraint)))) else f"{words} {constraint}"
    if isinstance(constraint, list):
        if text in constraint:
            return None
        options = [read(field, written(option)) for option in constraint]
        return None if value in options else "no está entre las opciones"
    if name == "pattern":
        return None if re.fullmatch(str(constraint), text) else f"no tiene la forma {constraint}"
    if name == "minLength":
        return None if len(text) >= int(str(constraint)) else f"tiene menos de {constraint} caracteres"
    if name == "maxLength":
        return None if len(text) <= int(str(constraint)) else f"tiene más de {constraint} caracteres"
    return None


def _compare(value: Any, other: Any) -> int:
    return int(value > other) - int(value < other)

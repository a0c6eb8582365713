"""Field to the spreadsheet formula that tells a wrong value of it; what it calls wrong is never right."""

from collections.abc import Iterator
from datetime import date

from apertura.feedback.template.text_shape import text_shape
from apertura.model.definition import Field

_FIRST, _LAST = date(1990, 1, 1), date(2100, 12, 31)
_EPOCH = date(1899, 12, 30)
_COMPARED = {"minimum": "<", "maximum": ">", "exclusiveMinimum": "<=", "exclusiveMaximum": ">="}


def wrong(field: Field, lists: tuple[str, ...], cells: str) -> str:
    """Write a formula that is greater than 0 where a value is wrong; empty where nothing can be told.

    ``cells`` is one cell, or a range in an array formula, for all of which it then is: hence sums and products of
    conditions, and never OR or AND. ``lists`` are the ranges of the options, any of which may have the value.
    """
    if lists:
        return "*".join(f"ISERROR(MATCH({cells},{each},0))" for each in lists)
    if field.type == "boolean":
        return "*".join(f"({cells}<>{said})" for said in ('"Sí"', '"Si"', '"No"', "TRUE", "FALSE"))
    if field.type == "string":
        return "+".join(_text(field, cells))
    bad = "+".join(_number(field, cells))
    return f"IF(ISNUMBER({cells}),{bad},1)" if bad else f"NOT(ISNUMBER({cells}))"


def serial(day: date) -> int:
    """Count the days by which a spreadsheet knows a date."""
    return (day - _EPOCH).days


def bound(field: Field, constraint: str) -> float | None:
    """Give a limit of a field as the spreadsheet's number: dates too; None where it has none."""
    value = field.constraints.get(constraint)
    if value is None:
        return None
    return serial(date.fromisoformat(str(value)[:10])) if field.type in ("date", "datetime") else float(str(value))


def _number(field: Field, cells: str) -> Iterator[str]:
    if field.type in ("date", "datetime"):
        yield f"({cells}<{serial(_FIRST)})+({cells}>={serial(_LAST) + 1})"
    if field.type in ("integer", "year"):
        yield f"({cells}<>INT({cells}))"
    elif field.decimals is not None:
        yield f"(ABS({cells}-ROUND({cells},{field.decimals}))>0.0000000001)"
    for constraint, comparison in _COMPARED.items():
        if (limit := bound(field, constraint)) is not None:
            yield f"({cells}{comparison}{limit:.15g})"


def _text(field: Field, cells: str) -> Iterator[str]:
    text = f"TRIM({cells})"
    longest, shortest = field.constraints.get("maxLength"), field.constraints.get("minLength")
    if isinstance(longest, int):
        yield f"(LEN({text})>{longest})"
    if isinstance(shortest, int):
        yield f"(LEN({text})<{shortest})"
    if not isinstance(pattern := field.constraints.get("pattern"), str):
        return
    shape = text_shape(pattern)
    if shape.shortest > 1:
        yield f"(LEN({text})<{shape.shortest})"
    if shape.longest is not None:
        yield f"(LEN({text})>{shape.longest})"
    if shape.beginnings:
        yield "*".join(f'(LEFT({text},{len(start)})<>"{start}")' for start in shape.beginnings)
    if not shape.blanks:
        yield f'ISNUMBER(FIND(" ",{text}))'

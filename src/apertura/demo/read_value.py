"""A value of a ``demo.yaml`` to what draws it."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import TypeVar

from apertura.demo.value import Choice, Day, DaysFrom, Mean, Measure, Quarterly, Scalar, Sum, Value, Whole

_QUARTERS = 4

Limit = TypeVar("Limit", int, float, date)


def read_value(document: object) -> Value:
    """Read a plain value, or a way to draw one; ValueError, in Spanish, where it is neither."""
    if not isinstance(document, Mapping):
        return read_scalar(document)
    if len(document) != 1:
        raise ValueError("debe ser un solo valor, o una sola manera de elegirlo")
    [(kind, limits)] = document.items()
    if kind not in _DRAWS or not isinstance(limits, list):
        raise ValueError(f"no hay una manera de elegir «{kind}» como esa; las que hay son {', '.join(_DRAWS)}")
    try:
        return _DRAWS[kind](*limits)
    except TypeError:
        raise ValueError(f"a «{kind}» le sobran o le faltan datos") from None


def read_scalar(document: object) -> Scalar:
    """Read what a cell may hold; ValueError, in Spanish, where no cell may."""
    if document is None or isinstance(document, str | int | float | date):
        return document
    raise ValueError(f"«{document}» no es un valor de una celda")


def _choice(*options: object) -> Choice:
    if not options:
        raise ValueError("no hay de dónde elegir")
    return Choice(tuple(read_scalar(option) for option in options))


def _whole(low: object, high: object) -> Whole:
    return Whole(*_ordered(_integer(low), _integer(high)))


def _measure(low: object, high: object, decimals: object) -> Measure:
    return Measure(*_ordered(_number(low), _number(high)), _integer(decimals))


def _day(first: object, last: object) -> Day:
    match first, last:
        case date(), date():
            return Day(*_ordered(first, last))
        case _:
            raise ValueError("los límites deben ser fechas sin comillas, como 2024-01-31")


def _days_from(start: object, low: object, high: object) -> DaysFrom:
    return DaysFrom(str(start), *_ordered(_integer(low), _integer(high)))


def _quarterly(*options: object) -> Quarterly:
    if len(options) != _QUARTERS:
        raise ValueError("los trimestres son cuatro")
    return Quarterly(tuple(read_scalar(option) for option in options))


def _fields(*names: object) -> tuple[str, ...]:
    if not names:
        raise ValueError("no hay de qué campos calcularlo")
    return tuple(map(str, names))


def _integer(limit: object) -> int:
    match limit:
        case int():
            return limit
        case _:
            raise ValueError(f"«{limit}» debe ser un número entero")


def _number(limit: object) -> float:
    match limit:
        case int() | float():
            return limit
        case _:
            raise ValueError(f"«{limit}» debe ser un número")


def _ordered(low: Limit, high: Limit) -> tuple[Limit, Limit]:
    if high < low:
        raise ValueError("el segundo límite va antes que el primero")
    return low, high


_DRAWS: Mapping[str, Callable[..., Value]] = {
    "elige": _choice,
    "entero": _whole,
    "numero": _measure,
    "fecha": _day,
    "dias": _days_from,
    "suma": lambda *names: Sum(_fields(*names)),
    "promedio": lambda *names: Mean(_fields(*names)),
    "trimestre": _quarterly,
}

"""Value read by frictionless to what a column of our type holds of it, exactly, or to why it cannot."""

from dataclasses import dataclass
from datetime import date
from decimal import Context, Decimal

from apertura.model.definition import Field
from apertura.model.suggestion import SLIP, Suggestion
from apertura.validation.tableschema.arrow_types import PRECISION, decimals
from apertura.validation.tableschema.fault import Fault
from apertura.validation.tableschema.identity import UNEQUAL, identity, number_key

INT64 = range(-(2**63), 2**63)
EXACT = Context(prec=2 * PRECISION)

Stored = str | int | bool | Decimal | date


@dataclass(frozen=True, slots=True)
class Fit:
    """``stored`` is the value in the column, None where it cannot hold it; then ``key`` stands for it in keys."""

    stored: Stored | None
    key: str | None = None
    fault: Fault | None = None


def fit(field: Field, written: str, value: object) -> Fit:
    """Hold a value in the column's type without changing it.

    Frictionless admits numbers of any size, NaN, infinities and years of more than four digits: what the published
    type cannot hold is a type error, and a number with more decimals than declared is ``decimales-de-mas``.
    """
    match field.type:
        case "integer":
            return Fit(int(str(value))) if value in INT64 else _misfit(field, str(value))
        case "number":
            return _fit_number(field, Decimal(str(value)))
        case "yearmonth":
            return _fit_yearmonth(field, value)
        case "any" if isinstance(value, str):
            return Fit(value)
        case "string" | "boolean" | "date" | "year":
            return Fit(value) if isinstance(value, (str, int, date)) else _misfit(field, repr(value))
        case "datetime" | "time":
            # the mask's own cells stand in keys as they are written
            return Fit(written, key=identity(value).removeprefix(f"{field.type} "))
        case _:
            return Fit(written, key=identity(value))


def _fit_number(field: Field, value: Decimal) -> Fit:
    if not value.is_finite():
        return _misfit(field, UNEQUAL if value.is_nan() else str(value))
    key = number_key(value)
    whole, power = key.rpartition("E")[::2]
    if not whole:
        return Fit(Decimal(0))
    if -int(power) > decimals(field):
        fault = Fault(None, (field.name,), "decimales-de-mas", {"limite": str(decimals(field))}, _rounded(field, value))
        return Fit(None, key, fault)
    if len(whole.lstrip("-")) + int(power) > PRECISION - decimals(field):
        return _misfit(field, key)
    return Fit(value.quantize(Decimal(1).scaleb(-decimals(field)), context=EXACT))


def _rounded(field: Field, value: Decimal) -> Suggestion | None:
    if value.adjusted() >= PRECISION - decimals(field):
        return None
    rounded = value.quantize(Decimal(1).scaleb(-decimals(field)), context=EXACT)
    # what would become nothing was not meant so
    return Suggestion(str(rounded), SLIP) if rounded else None


def _fit_yearmonth(field: Field, value: object) -> Fit:
    year, month = value if isinstance(value, tuple) else (None, None)
    if isinstance(year, int) and 0 <= year <= 9999:
        return Fit(f"{year:04}-{month:02}")
    return _misfit(field, repr(value))


def _misfit(field: Field, key: str | None) -> Fit:
    return Fit(None, key, Fault(None, (field.name,), f"type-error-{field.type}", {"esperado": field.title}))

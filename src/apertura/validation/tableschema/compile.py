"""Field to column expressions: which cells surely conform, and their typed values."""

import operator
from collections.abc import Iterator
from dataclasses import dataclass
from functools import reduce

import polars as pl

from apertura.model.definition import Field
from apertura.validation.tableschema.arrow_types import polars_type
from apertura.validation.tableschema.literal import Literal, literal
from apertura.validation.tableschema.masks import mask
from apertura.validation.tableschema.pattern import translate

BOUNDS = {
    "minimum": operator.ge,
    "maximum": operator.le,
    "exclusiveMinimum": operator.gt,
    "exclusiveMaximum": operator.lt,
}
LONGEST = 2**31 - 1
UNSURE = pl.lit(False)  # noqa: FBT003


@dataclass(frozen=True, slots=True)
class Compiled:
    """Two expressions over the field's text column.

    ``sure`` is never null and says yes only where frictionless would surely read the cell without a note; it need not
    say yes to everything valid. ``typed`` is the value there, null elsewhere, of ``arrow_types.polars_type``.
    """

    sure: pl.Expr
    typed: pl.Expr


def compile_field(field: Field) -> Compiled:
    """Compile a field, ``required`` and ``unique`` left aside: those look at more than a value."""
    shaped, value = mask(field)
    sure = reduce(operator.and_, _constraints(field, value), shaped).fill_null(value=False)
    return Compiled(sure, pl.when(sure).then(value).cast(polars_type(field)))


def _constraints(field: Field, value: pl.Expr) -> Iterator[pl.Expr]:
    if "enum" in field.constraints:
        yield _among(field, value)
    if field.type == "string":
        yield from _text_constraints(field, value)
        return
    for name in BOUNDS.keys() & field.constraints.keys():
        bound = literal(field, field.constraints[name])
        yield UNSURE if bound is None else BOUNDS[name](value, pl.lit(bound))


def _among(field: Field, value: pl.Expr) -> pl.Expr:
    enum = field.constraints["enum"]
    options = [literal(field, option) for option in enum] if isinstance(enum, (list, tuple)) else [None]
    known: list[Literal] = [option for option in options if option is not None]
    return value.is_in(known) if known and len(known) == len(options) else UNSURE


def _text_constraints(field: Field, text: pl.Expr) -> Iterator[pl.Expr]:
    if "pattern" in field.constraints:
        expression = translate(str(field.constraints["pattern"]))
        yield UNSURE if expression is None else text.str.contains(expression, strict=False)
    shortest, longest = field.constraints.get("minLength", 0), field.constraints.get("maxLength", LONGEST)
    if (shortest, longest) != (0, LONGEST):
        yield text.str.len_chars().is_between(pl.lit(shortest), pl.lit(longest))

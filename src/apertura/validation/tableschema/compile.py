"""Field to column expressions: which cells surely conform, and their typed values."""

import operator
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import reduce

import polars as pl

from apertura.model.definition import Field
from apertura.validation.tableschema.arrow_types import polars_type
from apertura.validation.tableschema.literal import Literal, literal
from apertura.validation.tableschema.mask import Mask, among
from apertura.validation.tableschema.masks import mask
from apertura.validation.tableschema.native_mask import native_mask
from apertura.validation.tableschema.pattern import translate
from apertura.validation.tableschema.reading import categories

BOUNDS = {
    "minimum": operator.ge,
    "maximum": operator.le,
    "exclusiveMinimum": operator.gt,
    "exclusiveMaximum": operator.lt,
}
ELSEWHERE = frozenset({"required", "unique"})
UNSURE = pl.lit(False)  # noqa: FBT003


@dataclass(frozen=True, slots=True)
class Compiled:
    """Two expressions over the field's text column.

    ``sure`` is never null and says yes only where frictionless would surely read the cell without a note; it need not
    say yes to everything valid. ``typed`` is the value there, null elsewhere, of ``arrow_types.polars_type``.
    """

    sure: pl.Expr
    typed: pl.Expr


def compile_field(field: Field, dtype: pl.DataType | None = None) -> Compiled:
    """Compile a field, ``required`` and ``unique`` left aside: those look at more than a value.

    ``dtype`` is that of the column, where it is not of texts.
    """
    read = mask(field) if dtype is None or dtype == pl.String else native_mask(field, dtype)
    sure = reduce(operator.and_, _constraints(field, read), read.shaped).fill_null(value=False)
    return Compiled(sure, pl.when(sure).then(read.value).cast(polars_type(field)))


def _constraints(field: Field, read: Mask) -> Iterator[pl.Expr]:
    for name in field.constraints.keys() - ELSEWHERE - read.settled:
        yield CONSTRAINTS[name](field, read, name) if name in CONSTRAINTS else UNSURE
    if "categories" in field.descriptor:
        yield _among(field, read, categories(field.descriptor))


def _enum(field: Field, read: Mask, _: str) -> pl.Expr:
    return _among(field, read, field.constraints["enum"])


def _among(field: Field, read: Mask, enum: object) -> pl.Expr:
    options = [literal(field, option) for option in enum] if isinstance(enum, (list, tuple)) else [None]
    known: list[Literal] = [option for option in options if option is not None]
    if not known or len(known) < len(options):
        return UNSURE
    texts = [option for option in known if isinstance(option, str)]
    return among(read.value, texts) if len(texts) == len(known) else read.value.is_in(known)


def _bound(field: Field, read: Mask, name: str) -> pl.Expr:
    bound = literal(field, field.constraints[name])
    limit = None if bound is None or read.order is None else read.order.bound(bound)
    if read.order is None or limit is None:
        return UNSURE
    compared: pl.Expr = BOUNDS[name](read.order.value, pl.lit(limit))
    return compared if read.order.comparable is None else read.order.comparable & compared


def _pattern(field: Field, read: Mask, _: str) -> pl.Expr:
    expression = translate(str(field.constraints["pattern"])) if field.type == "string" else None
    return UNSURE if expression is None else read.value.str.contains(expression, strict=False)


def _length(field: Field, read: Mask, name: str) -> pl.Expr:
    limit = field.constraints[name]
    if read.length is None or not isinstance(limit, int):
        return UNSURE
    return read.length >= limit if name == "minLength" else read.length <= limit


CONSTRAINTS: Mapping[str, Callable[[Field, Mask, str], pl.Expr]] = {
    "enum": _enum,
    "pattern": _pattern,
    "minLength": _length,
    "maxLength": _length,
    **dict.fromkeys(BOUNDS, _bound),
}

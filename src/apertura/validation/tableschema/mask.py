"""Mask: what a column expression can say of a type, and how its values compare with bounds."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import polars as pl

from apertura.model.definition import Field
from apertura.validation.tableschema.arrow_types import polars_type
from apertura.validation.tableschema.literal import Literal


@dataclass(frozen=True, slots=True)
class Order:
    """How sure cells stand to a bound.

    ``value`` is compared with ``bound`` of the bound's literal, where ``comparable`` (None: everywhere).
    """

    value: pl.Expr
    bound: Callable[[Literal], object] = lambda literal: literal
    comparable: pl.Expr | None = None


@dataclass(frozen=True, slots=True)
class Mask:
    """``shaped`` may say yes only where frictionless surely reads the type; ``value`` is the value there.

    ``order`` and ``length`` are None where bounds or lengths of the type are left to the cell reader.
    ``settled`` are the constraints that ``shaped`` already holds to.
    """

    shaped: pl.Expr
    value: pl.Expr
    order: Order | None = None
    length: pl.Expr | None = None
    settled: frozenset[str] = frozenset()


def among(text: pl.Expr, words: Sequence[str]) -> pl.Expr:
    """Whether a text is one of some words, null where it is null."""
    # looking words up in a fixed list takes half the time of ``is_in``
    return text.cast(pl.Enum(list(dict.fromkeys(words))), strict=False).is_not_null()


def never(field: Field) -> Mask:
    """Mask that leaves every cell to the cell reader."""
    return Mask(pl.lit(False), pl.lit(None, polars_type(field)))  # noqa: FBT003

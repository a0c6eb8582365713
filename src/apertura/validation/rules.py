"""Typed columns to the rows that break a rule between columns."""

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

import polars as pl

from apertura.model.definition import Rule
from apertura.validation.tableschema.cells import Cells
from apertura.validation.tableschema.fault import Fault


def check_rules(rules: Sequence[Rule], cells: Mapping[str, Cells], texts: pl.DataFrame) -> Iterator[Fault]:
    """Evaluate each rule's SQL condition over the typed columns; broken where it is false, not where it is null.

    A row in which a field of the rule holds something unreadable is not judged: that cell has a fault of its own. The
    fault is about the rule's first field; details carry the text of every field of it. Conditions divide through
    NULLIF: a division by zero is infinite.
    """
    if not rules:
        return
    frame = pl.DataFrame([_wide(column.typed) for column in cells.values()])
    for rule, holds in zip(rules, _evaluate(rules, frame), strict=True):
        if not holds.all():
            yield from _breaches(rule, ~holds, cells, texts)


def _wide(column: pl.Series) -> pl.Series:
    # In 64 bits the product of two large integers would wrap around in silence.
    return column.cast(pl.Int128) if column.dtype.is_integer() else column


def _evaluate(rules: Sequence[Rule], frame: pl.DataFrame) -> list[pl.Series]:
    """Whether each rule holds in each row; where it is null it holds."""
    conditions = [_condition(rule.condition).alias(str(number)) for number, rule in enumerate(rules)]
    try:
        return _answers(frame, conditions)
    except pl.exceptions.ComputeError:
        return [answer for condition in conditions for answer in _answer_anyhow(frame, condition)]


@lru_cache(maxsize=4096)
def _condition(written: str) -> pl.Expr:
    return pl.sql_expr(written)


def _answer_anyhow(frame: pl.DataFrame, condition: pl.Expr) -> list[pl.Series]:
    try:
        return _answers(frame, [condition])
    except pl.exceptions.ComputeError:
        # Decimals stop at an overflow or a zero divisor, in whatever row it is; floats go on.
        return _answers(frame.with_columns(pl.selectors.decimal().cast(pl.Float64)), [condition])


def _answers(frame: pl.DataFrame, conditions: Sequence[pl.Expr]) -> list[pl.Series]:
    return frame.select(condition.fill_null(value=True) for condition in conditions).get_columns()


def _breaches(rule: Rule, broken: pl.Series, cells: Mapping[str, Cells], texts: pl.DataFrame) -> Iterator[Fault]:
    for name in rule.fields:
        broken &= ~cells[name].unknown
    indexes = broken.arg_true()
    for index, written in zip(indexes, texts.select(rule.fields)[indexes].fill_null("").iter_rows(), strict=True):
        details = dict(zip(rule.fields, written, strict=True))
        yield Fault(index, rule.fields, rule.issue_type.code, details, about=rule.fields[:1])

"""Two tables of a derived dataset, as published text, to the reasons the difference of their rows gives."""

from collections.abc import Iterator, Sequence

import polars as pl

from apertura.release.canonical_csv import read_csv
from apertura.release.phrases import say
from apertura.release.reason import Level, Reason

_BEFORE = ":antes"


def derived_row_changes(before: bytes, after: bytes, key: Sequence[str], values: Sequence[str]) -> tuple[Reason, ...]:
    """Tell rows added (MINOR), rows gone (MAJOR: something is published no more) and values that differ (PATCH).

    Rows are matched by ``key``; of the other fields only ``values`` are compared.
    """
    return () if before == after else tuple(_reasons(read_csv(before), read_csv(after), key, values))


def _reasons(old: pl.DataFrame, new: pl.DataFrame, key: Sequence[str], values: Sequence[str]) -> Iterator[Reason]:
    if added := new.join(old, on=key, how="anti", nulls_equal=True).height:
        yield Reason(Level.MINOR, say("derived.added", added))
    if gone := old.join(new, on=key, how="anti", nulls_equal=True).height:
        yield Reason(Level.MAJOR, say("derived.gone", gone))
    pairs = new.join(old, on=key, how="inner", nulls_equal=True, suffix=_BEFORE)
    for field in values:
        if moved := pairs.filter(pl.col(field).ne_missing(pl.col(field + _BEFORE))).height:
            yield Reason(Level.PATCH, say("derived.changed", moved, field=field))

"""Two national tables, as published text, to the reasons the difference of their rows gives."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import polars as pl

from apertura.release.canonical_csv import read_csv
from apertura.release.phrases import say
from apertura.release.reason import Level, Reason

# field names hold no colon, so that these cannot be fields
_BODY, _PERIOD, _BEFORE = ":garante", ":periodo", ":antes"


@dataclass(frozen=True, slots=True)
class Rows:
    """A version's data and its lineage, as the bytes of their CSV files; the rows of both are parallel."""

    data: bytes
    lineage: bytes


def row_changes(before: Rows, after: Rows, key: Sequence[str], values: Sequence[str]) -> tuple[Reason, ...]:
    """Tell rows added, rows gone and values corrected, counted by period.

    Rows are matched by ``key``; of the other fields only ``values`` are compared. Rows added are MINOR. Rows gone while
    their body's table for the period is still there are a correction, PATCH; where the whole table is gone it is MAJOR:
    something that could be relied on is published no more. A value that differs, or is now null, or no longer is, is
    corrected: PATCH.
    """
    if before.data == after.data:
        return ()
    old, new = _with_origin(before), _with_origin(after)
    return (
        *_added(new.join(old, on=key, how="anti", nulls_equal=True)),
        *_gone(old.join(new, on=key, how="anti", nulls_equal=True), new),
        *_corrected(new.join(old, on=key, how="inner", nulls_equal=True, suffix=_BEFORE), values),
    )


def _with_origin(rows: Rows) -> pl.DataFrame:
    origin = read_csv(rows.lineage).select(
        pl.col("entrega_garante").alias(_BODY), pl.col("entrega_periodo").alias(_PERIOD)
    )
    return pl.concat([read_csv(rows.data), origin], how="horizontal")


def _added(rows: pl.DataFrame) -> Iterator[Reason]:
    for period, count, bodies in _by_period(rows):
        yield Reason(
            Level.MINOR,
            say("rows.added", count, rows=say("rows", count), bodies=say("bodies", bodies), period=period),
        )


def _gone(rows: pl.DataFrame, new: pl.DataFrame) -> Iterator[Reason]:
    tables = [_BODY, _PERIOD]
    for period, count, bodies in _by_period(rows.join(new, on=tables, how="anti")):
        said = say("rows.withdrawn", rows=say("rows", count), bodies=say("bodies", bodies), period=period)
        yield Reason(Level.MAJOR, said)
    for period, count, bodies in _by_period(rows.join(new, on=tables, how="semi")):
        said = say("rows.removed", count, rows=say("rows", count), bodies=say("bodies", bodies), period=period)
        yield Reason(Level.PATCH, said)


def _corrected(pairs: pl.DataFrame, values: Sequence[str]) -> Iterator[Reason]:
    for field in values:
        differing = pairs.filter(pl.col(field).ne_missing(pl.col(field + _BEFORE)))
        for period, count, bodies in _by_period(differing):
            said = say("values.corrected", count, field=field, bodies=say("bodies", bodies), period=period)
            yield Reason(Level.PATCH, said)


def _by_period(rows: pl.DataFrame) -> Iterator[tuple[str, int, int]]:
    counted = rows.group_by(_PERIOD).agg(pl.len().alias("rows"), pl.col(_BODY).n_unique().alias("bodies"))
    yield from counted.sort(_PERIOD).iter_rows()

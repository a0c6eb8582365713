"""Two tables of a dataset, as published text, to every cell that differs."""

from collections.abc import Sequence

import polars as pl

ACTION, FIELD, BEFORE, AFTER = "cambio", "campo", "antes", "despues"
ADDED, REMOVED, CORRECTED = "agregada", "retirada", "corregida"
_OLD = ":antes"


def cell_changes(before: pl.DataFrame, after: pl.DataFrame, key: Sequence[str]) -> pl.DataFrame:
    """List what changed: the columns of ``key``, ``cambio``, ``campo``, ``antes`` and ``despues``, all text.

    A row added or removed is one row per cell that holds something, with ``antes`` or ``despues`` empty; of a row that
    both have, the cells that differ. Only ``key`` tells rows apart. A field that one of the two lacks is compared as
    empty. Sorted by key, then as the fields come in ``after``.
    """
    fields = [name for name in dict.fromkeys([*after.columns, *before.columns]) if name not in key]
    old, new = _with(before, fields, key), _with(after, fields, key)
    parts = [
        _whole(new.join(old, on=key, how="anti", nulls_equal=True), fields, key, ADDED),
        _whole(old.join(new, on=key, how="anti", nulls_equal=True), fields, key, REMOVED),
        _corrected(new.join(old, on=key, how="inner", nulls_equal=True, suffix=_OLD), fields, key),
    ]
    order = pl.col(FIELD).replace_strict(fields, range(len(fields)), return_dtype=pl.Int64)
    return pl.concat(parts).sort(*key, order, nulls_last=False)


def _with(table: pl.DataFrame, fields: Sequence[str], key: Sequence[str]) -> pl.DataFrame:
    lacking = [pl.lit(None, pl.String).alias(name) for name in fields if name not in table.columns]
    return table.with_columns(lacking).select(*key, *fields)


def _whole(rows: pl.DataFrame, fields: Sequence[str], key: Sequence[str], action: str) -> pl.DataFrame:
    cells = rows.unpivot(fields, index=list(key), variable_name=FIELD, value_name=AFTER).drop_nulls(AFTER)
    value, nothing = pl.col(AFTER), pl.lit(None, pl.String)
    before, after = (nothing, value) if action == ADDED else (value, nothing)
    return cells.select(*key, pl.lit(action).alias(ACTION), FIELD, before.alias(BEFORE), after.alias(AFTER))


def _corrected(pairs: pl.DataFrame, fields: Sequence[str], key: Sequence[str]) -> pl.DataFrame:
    return pl.concat(
        pairs.filter(pl.col(name).ne_missing(pl.col(name + _OLD))).select(
            *key,
            pl.lit(CORRECTED).alias(ACTION),
            pl.lit(name).alias(FIELD),
            pl.col(name + _OLD).alias(BEFORE),
            pl.col(name).alias(AFTER),
        )
        for name in fields
    )

"""Typed columns and the table of an earlier period to the two laid side by side, row by row."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import polars as pl

from apertura.model.definition import DatasetDefinition
from apertura.validation.earlier import Earlier
from apertura.validation.key_columns import key_columns
from apertura.validation.tableschema.cells import Cells

BEFORE = ":antes"
"""What the name of a column of the earlier table ends in."""

INDEX = ":fila"
"""Column that counts the rows of the table from 0."""

_KEY = ":llave"


@dataclass(frozen=True, slots=True)
class Beside:
    """Two tables of a dataset, side by side.

    ``now`` has a column per field and INDEX; ``before`` a column per field, null where the table had none; ``both`` the
    rows of ``now`` that were there before, with those of then (names ending in BEFORE). ``gone`` are the keys of the
    rows that are no longer there, as text, without what the submission fills. ``period`` is that of ``before``.
    """

    now: pl.DataFrame
    before: pl.DataFrame
    both: pl.DataFrame
    gone: tuple[tuple[str, ...], ...]
    unknown: Mapping[str, bool]
    period: str


def lay_beside(definition: DatasetDefinition, cells: Mapping[str, Cells], earlier: Earlier) -> Beside:
    """Pair the rows by the dataset's primary key, leaving out the period; a row without a whole key has no pair."""
    names = list(cells)
    key = [name for name in definition.schema.primary_key if definition.context.get(name) != "period"]
    now = pl.DataFrame([column.typed for column in cells.values()]).with_row_index(INDEX)
    before = key_columns(earlier.table, names)
    keyed_now, keyed_before = (_keyed(frame, key) for frame in (now, before))
    parts = [f"{name}{_KEY}" for name in key]
    renamed = keyed_before.rename({name: f"{name}{BEFORE}" for name in names})
    both = keyed_now.join(renamed, on=parts, how="inner", maintain_order="left")
    telling = [name for name in key if name not in definition.context] or key
    gone = keyed_before.drop_nulls(parts).join(keyed_now, on=parts, how="anti", maintain_order="left")
    return Beside(
        now=now,
        before=before,
        both=both.drop(parts),
        gone=tuple(gone.select(pl.col(telling).cast(pl.String)).iter_rows()),
        unknown={name: bool(column.unknown.any()) for name, column in cells.items()},
        period=earlier.period,
    )


def _keyed(frame: pl.DataFrame, key: Sequence[str]) -> pl.DataFrame:
    # as text, for what was accepted under an older schema may be of another type
    return frame.with_columns(pl.col(name).cast(pl.String).alias(f"{name}{_KEY}") for name in key)

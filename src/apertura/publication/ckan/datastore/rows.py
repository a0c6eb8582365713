"""Published table, and the one a DataStore has, to the requests that make the second the first."""

from collections.abc import Iterator, Sequence
from typing import Any

import polars as pl

from apertura.publication.ckan.datastore.table import Table, portal_rows
from apertura.publication.ckan.wire.call import write
from apertura.publication.ckan.wire.connection import Connection

BATCH = 10_000
"""Rows in one request: some MiB of JSON, some seconds of work."""
TURNS = 10
"""Where keys change, the new rows come and the old ones go in so many turns: a tenth more of them at most is there."""

Filters = dict[str, Any]


def correct(connection: Connection, resource: str, table: Table) -> None:
    """Send the rows that differ: the changed by ``update``, as after ``upsert`` CKAN's text search finds the old ones.

    Where keys change, new rows and old ones take turns, so that the table is neither empty nor ever twice as long.
    """
    there, wanted, key = portal_rows(connection, resource, table), table.rows, list(table.key)
    new = wanted.join(there, on=key, how="anti")
    same_rows = wanted.join(there, on=wanted.columns, how="semi", nulls_equal=True)
    changed = wanted.join(same_rows, on=key, how="anti").join(new, on=key, how="anti")
    old = there.join(wanted, on=key, how="anti")
    gone = list(_filters(old, key, max(1, -(-old.height // TURNS)) if new.height else BATCH))
    _send(connection, resource, table, "update", changed)
    for come, go in _turns(new, gone):
        _send(connection, resource, table, "insert", come)
        for filters in go:
            write(connection, "datastore_delete", {"resource_id": resource, "force": True, "filters": filters})


def _send(connection: Connection, resource: str, table: Table, method: str, rows: pl.DataFrame) -> None:
    for batch in rows.iter_slices(BATCH):
        data = {"resource_id": resource, "force": True, "method": method, "records": records(batch, table)}
        write(connection, "datastore_upsert", data)


def _turns(new: pl.DataFrame, gone: Sequence[Filters]) -> Iterator[tuple[pl.DataFrame, Sequence[Filters]]]:
    """Let some rows come, then some go, and so on; all at once where none come, or none go."""
    turns = TURNS if new.height and gone else 1
    for turn in range(turns):
        come = new.slice(turn * new.height // turns, (turn + 1) * new.height // turns - turn * new.height // turns)
        yield come, gone[turn * len(gone) // turns : (turn + 1) * len(gone) // turns]


def records(rows: pl.DataFrame, table: Table) -> list[dict[str, Any]]:
    """Spell rows as ``datastore_create`` and ``datastore_upsert`` take them."""
    types = {each["id"]: each["type"] for each in table.fields}
    whole = [name for name, type_ in types.items() if type_ == "int8"]
    truths = [name for name, type_ in types.items() if type_ == "bool"]
    typed = rows.with_columns(
        *(pl.col(name).cast(pl.Int64) for name in whole), *((pl.col(name) == "true").alias(name) for name in truths)
    )
    return typed.to_dicts()


def _filters(gone: pl.DataFrame, key: Sequence[str], most: int) -> Iterator[Filters]:
    """One filter for rows that differ only in the last part of their key, but no more than ``most`` of them."""
    *first, last = key
    groups = gone.group_by(first, maintain_order=True) if first else [((), gone)]
    for values, rows in groups:
        for batch in rows.iter_slices(most):
            yield {**dict(zip(first, values, strict=True)), last: batch[last].to_list()}

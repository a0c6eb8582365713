"""Published table to a DataStore that has it: only the rows that differ, changed, added, then gone; then compared."""

from collections.abc import Iterator, Sequence
from typing import Any

import polars as pl

from apertura.errors import BrokenPublicationError, PortalRefusedError, PortalUncertainError
from apertura.publication.ckan.datastore.columns import same
from apertura.publication.ckan.datastore.table import (
    Table,
    broken_table,
    portal_fields,
    portal_rows,
    published_table,
    table_id,
)
from apertura.publication.ckan.mapping.wanted import Wanted
from apertura.publication.ckan.site.survey import Survey
from apertura.publication.ckan.wire.call import read, write
from apertura.publication.ckan.wire.connection import Connection
from apertura.publication.ckan.wire.patience import patiently
from apertura.release.files import data_file

BATCH = 10_000
"""Rows in one request: some MiB of JSON, some seconds of work."""
LARGEST = 256 * 1024 * 1024
"""Bytes of CSV; a larger table is had as a file alone: here it would not fit in memory."""
VIEW = "datatables_view"


def fills(survey: Survey, wanted: Wanted) -> bool:
    """Whether the DataStore is ours to fill: there is one, no loader of the portal, and the table is not huge."""
    [size] = (file.file.size for file in wanted.files if file.name == data_file(wanted.dataset))
    return "datastore" in survey.plugins and survey.loader is None and size <= LARGEST


def fill(connection: Connection, survey: Survey, wanted: Wanted, *, public: bool) -> None:
    """Have a DataStore hold exactly the table of a version, and show it in a view; compared in the end by content.

    While it changes it is neither empty nor does it have a row twice: rows are told apart by the primary key. After an
    answer that says nothing the table is read again, and only what still differs is sent. Only where a field went or
    changed its type is the table made anew, and is not there for a moment. Raises BrokenPublicationError where it is
    not the published one in the end.
    """
    table, resource = published_table(wanted), table_id(wanted)
    for attempt in patiently(connection.settings):
        with attempt:
            _columns(connection, resource, table)
            _rows(connection, resource, table)
    if VIEW in survey.plugins:
        _view(connection, resource)
    problems = broken_table(connection, wanted) if public else ()
    if problems:
        raise BrokenPublicationError(" ".join(problems))


def _columns(connection: Connection, resource: str, table: Table) -> None:
    there = portal_fields(connection, resource)
    if there is not None and same(there, table.fields, described=True):
        return
    if there is not None and not same(there, table.fields[: len(there)], described=False):
        write(connection, "datastore_delete", {"resource_id": resource, "force": True})
    data = {"resource_id": resource, "force": True, "fields": table.fields, "primary_key": list(table.key)}
    write(connection, "datastore_create", data)


def _rows(connection: Connection, resource: str, table: Table) -> None:
    """Send differences; changed rows by ``update``, as after ``upsert`` CKAN's text search finds the old ones."""
    there, wanted, key = portal_rows(connection, resource, table), table.rows, list(table.key)
    new = wanted.join(there, on=key, how="anti")
    same_rows = wanted.join(there, on=wanted.columns, how="semi", nulls_equal=True)
    changed = wanted.join(same_rows, on=key, how="anti").join(new, on=key, how="anti")
    gone = there.join(wanted, on=key, how="anti")
    for method, rows in (("update", changed), ("insert", new)):
        for batch in rows.iter_slices(BATCH):
            records = _records(batch, table)
            data = {"resource_id": resource, "force": True, "method": method, "records": records}
            write(connection, "datastore_upsert", data)
    for filters in _filters(gone, key):
        write(connection, "datastore_delete", {"resource_id": resource, "force": True, "filters": filters})


def _records(rows: pl.DataFrame, table: Table) -> list[dict[str, Any]]:
    types = {each["id"]: each["type"] for each in table.fields}
    whole = [name for name, type_ in types.items() if type_ == "int8"]
    truths = [name for name, type_ in types.items() if type_ == "bool"]
    typed = rows.with_columns(
        *(pl.col(name).cast(pl.Int64) for name in whole), *((pl.col(name) == "true").alias(name) for name in truths)
    )
    return typed.to_dicts()


def _filters(gone: pl.DataFrame, key: Sequence[str]) -> Iterator[dict[str, Any]]:
    """One filter for all the rows that differ only in the last part of their key."""
    *first, last = key
    if not first:
        yield from ({last: batch[last].to_list()} for batch in gone.iter_slices(BATCH))
        return
    for values, rows in gone.group_by(first, maintain_order=True):
        yield {**dict(zip(first, values, strict=True)), last: rows[last].to_list()}


def _view(connection: Connection, resource: str) -> None:
    views = read(connection, "resource_view_list", id=resource) or []
    if any(each["view_type"] == VIEW for each in views):
        return
    try:
        data = {"resource_id": resource, "view_type": VIEW, "title": "Tabla"}
        write(connection, "resource_view_create", data)
    except (PortalRefusedError, PortalUncertainError) as error:
        raise PortalUncertainError(f"No se pudo crear la vista de tabla: {error}") from error

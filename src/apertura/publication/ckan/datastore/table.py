"""Published table, and the one a DataStore has, to rows that can be compared: one spelling of each value."""

import hashlib
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import polars as pl

from apertura.publication.ckan.datastore.columns import Fields, columns, primary_key, same
from apertura.publication.ckan.mapping.ids import resource_id
from apertura.publication.ckan.mapping.wanted import Wanted
from apertura.publication.ckan.wire.call import read
from apertura.publication.ckan.wire.connection import Connection
from apertura.release.canonical_csv import read_csv
from apertura.release.files import data_file
from apertura.release.phrases import say

PAGE = 32_000
"""The most rows CKAN gives in one answer (``ckan.datastore.search.rows_max``)."""


@dataclass(frozen=True, slots=True)
class Table:
    """Rows as text, sorted by ``key``, with the fields a DataStore table of them has."""

    rows: pl.DataFrame
    key: Sequence[str]
    fields: list[dict[str, Any]]

    @property
    def digest(self) -> str:
        """SHA-256 over the rows."""
        return hashlib.sha256(self.rows.write_csv().encode()).hexdigest()


def published_table(wanted: Wanted) -> Table:
    """Read the table of a version."""
    name = data_file(wanted.dataset)
    [entry] = (each for each in wanted.sealed.descriptor["resources"] if each["path"] == name)
    [file] = (each for each in wanted.sealed.files if each.path.name == name)
    schema = entry["schema"]
    key, fields = primary_key(schema), columns(schema)
    return Table(_spelled(read_csv(file.path.read_bytes()), fields).sort(key), key, fields)


def portal_fields(connection: Connection, resource: str) -> list[Mapping[str, Any]] | None:
    """Ask which fields a DataStore table has; None where there is none."""
    info = read(connection, "datastore_info", id=resource)
    return [each for each in info["fields"] if each["id"] != "_id"] if info else None


def portal_rows(connection: Connection, resource: str, table: Table, *, anonymously: bool = False) -> pl.DataFrame:
    """Read all rows a DataStore has, a page at a time, in the order and the spelling of a published table."""
    names = table.rows.columns
    pages = list(_pages(connection, resource, names, table.key, anonymously=anonymously))
    empty = pl.DataFrame(schema=dict.fromkeys(names, pl.String))
    return _spelled(pl.concat([empty, *pages]), table.fields).sort(table.key)


def broken_table(connection: Connection, wanted: Wanted, *, typed: bool = True) -> tuple[str, ...]:
    """Say what of a version's table anybody who asks the DataStore does not get: columns, count, every value.

    Of a table that a portal's loader made, not ``typed``, the columns' names are compared, and the values where all are
    text: else the loader guessed types, and spells them its own way.
    """
    table, resource = published_table(wanted), table_id(wanted)
    place = f"{wanted.dataset}/{data_file(wanted.dataset)}"
    there = portal_fields(connection, resource)
    if there is None:
        return (say("portal.broken.no.table", place=place),)
    if not (same(there, table.fields, described=True) if typed else _names(there) == _names(table.fields)):
        return (say("portal.broken.columns", place=place),)
    rows = portal_rows(connection, resource, table, anonymously=True)
    exact = typed or all(each["type"] == "text" for each in there)
    if rows.height != table.rows.height or (exact and Table(rows, table.key, table.fields).digest != table.digest):
        return (say("portal.broken.rows", place=place, rows=f"{rows.height:,}", wanted=f"{table.rows.height:,}"),)
    return ()


def table_id(wanted: Wanted) -> str:
    """Id of the resource whose table it is."""
    return resource_id(wanted.dataset, data_file(wanted.dataset))


def _names(fields: Fields) -> list[str]:
    return [each["id"] for each in fields]


def _pages(
    connection: Connection, resource: str, names: Sequence[str], key: Sequence[str], *, anonymously: bool
) -> Iterator[pl.DataFrame]:
    offset = 0
    while True:
        found = read(
            connection,
            "datastore_search",
            anonymously=anonymously,
            resource_id=resource,
            fields=",".join(names),
            sort=", ".join(f'"{name}" asc' for name in key),
            records_format="csv",
            include_total=False,
            limit=PAGE,
            offset=offset,
        )
        text = found["records"] if found else ""
        if not text:
            return
        page = pl.read_csv(io.StringIO(text), has_header=False, new_columns=list(names), infer_schema=False)
        yield page
        if page.height < PAGE:
            return
        offset += PAGE


def _spelled(rows: pl.DataFrame, fields: list[dict[str, Any]]) -> pl.DataFrame:
    return rows.select(_value(each["id"], each["type"]) for each in fields)


def _value(name: str, type_: str) -> pl.Expr:
    column = pl.col(name).replace("", None)
    if type_ == "bool":
        return column.replace({"t": "true", "f": "false"})
    if type_ == "timestamp":
        return column.str.strip_chars_end("Z").str.replace(r"\.0+$", "")
    return column

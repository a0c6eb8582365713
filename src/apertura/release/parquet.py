"""Draft and number to a Parquet file that describes itself."""

from collections.abc import Iterator, Sequence
from typing import Any

import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq

from apertura.model.definition import Field
from apertura.model.version import VersionNumber
from apertura.release.draft import Draft
from apertura.validation.as_table import as_table
from apertura.validation.tableschema.arrow_types import arrow_schema

ROW_GROUP = 32_768
"""Rows of a group: small enough for a reader of one body and quarter, which the sort puts in few of them."""

DICTIONARY_BYTES = 16 * 1024 * 1024
"""pyarrow gives a dictionary up at 1 MiB, which with repeated free text costs a third of the file."""

SCATTERED = 0.5
"""Of the values between a group's extremes, the share that is in the group, up to which a filter is worth its bytes."""

FALSE_ALARMS = 0.05
"""Share of the values that a group lacks which its filter may admit: a filter has about a byte for each value held."""


def parquet(draft: Draft, number: VersionNumber) -> bytes:
    """Write the national table: types of ``arrow_types``, zstd, the same input the same bytes.

    Each field carries ``title``, ``description`` and ``unit`` where it has one; the schema carries the dataset's
    ``title``, ``description``, ``version`` and ``license``.
    """
    sink = pa.BufferOutputStream()
    write_table(_typed(draft.table.data, _described(draft, number)), sink, draft.definition.schema.primary_key)
    return sink.getvalue().to_pybytes()


def write_table(table: pa.Table, sink: Any, key: Sequence[str]) -> None:
    """Write rows that are sorted by ``key`` (ascending, nulls first) where a reader of few of them fetches little.

    The file says that order and the extremes of each page (the page index). Where a column of the key is scattered, so
    that a group's extremes would have a reader look into it in vain, a Bloom filter says which values the group has.
    """
    pq.write_table(
        table,
        sink,
        compression="zstd",
        compression_level=3,
        row_group_size=ROW_GROUP,
        dictionary_pagesize_limit=DICTIONARY_BYTES,
        write_page_index=True,
        sorting_columns=[pq.SortingColumn(table.column_names.index(name), nulls_first=True) for name in key],
        bloom_filter_options=dict(_filters(table, key)),
    )


def _filters(table: pa.Table, key: Sequence[str]) -> Iterator[tuple[str, dict[str, int | float]]]:
    if table.num_rows <= ROW_GROUP:
        return
    for name in key:
        rank = pl.col(name).rank("dense").cast(pl.Int64)
        groups = (
            _frame(table, name)
            .select(rank.alias("rank"), group=pl.int_range(pl.len()) // ROW_GROUP)
            .drop_nulls("rank")
            .group_by("group")
            .agg(held=pl.col("rank").n_unique(), within=pl.col("rank").max() - pl.col("rank").min() + 1)
        )
        held, within = (sum(groups[name].to_list()) for name in ("held", "within"))
        if held <= SCATTERED * within:
            yield name, {"ndv": max(1, *groups["held"]), "fpp": FALSE_ALARMS}


def _frame(table: pa.Table, name: str) -> pl.DataFrame:
    column = table.column(name)
    return pl.DataFrame({name: column.cast(pa.string()) if pa.types.is_dictionary(column.type) else column})


def _described(draft: Draft, number: VersionNumber) -> pa.Schema:
    fields = draft.definition.schema.fields
    typed = arrow_schema(fields)
    about: dict[bytes | str, bytes | str] = {
        "title": draft.title,
        "description": draft.description,
        "version": str(number),
        "license": draft.definition.licence.name,
    }
    return pa.schema([typed.field(field.name).with_metadata(_words(field)) for field in fields], about)


def _words(field: Field) -> dict[bytes | str, bytes | str]:
    unit = field.descriptor.get("apertura:unidad")
    return {"title": field.title, "description": field.description, **({"unit": str(unit)} if unit else {})}


def _typed(data: pl.DataFrame, schema: pa.Schema) -> pa.Table:
    # polars hands text over as views, and no view can be cast to a dictionary
    table = as_table(data)
    columns = []
    for field in schema:
        column = table.column(field.name)
        text = column.cast(pa.string()) if pa.types.is_string_view(column.type) else column
        columns.append(text.cast(field.type).combine_chunks())
    return pa.Table.from_arrays(columns, schema=schema)

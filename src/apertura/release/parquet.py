"""Draft and number to a Parquet file that describes itself."""

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


def parquet(draft: Draft, number: VersionNumber) -> bytes:
    """Write the national table: types of ``arrow_types``, zstd, the same input the same bytes.

    Each field carries ``title``, ``description`` and ``unit`` where it has one; the schema carries the dataset's
    ``title``, ``description``, ``version`` and ``license``.
    """
    schema = _described(draft, number)
    sink = pa.BufferOutputStream()
    pq.write_table(
        _typed(draft.table.data, schema),
        sink,
        compression="zstd",
        compression_level=3,
        row_group_size=ROW_GROUP,
        dictionary_pagesize_limit=DICTIONARY_BYTES,
    )
    return sink.getvalue().to_pybytes()


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

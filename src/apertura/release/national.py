"""Acceptances to one national table: every row of every body, sorted by the primary key, each with its origin."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np
import polars as pl
import pyarrow as pa

from apertura.errors import UnpublishableTableError
from apertura.model.definition import DatasetDefinition, Field
from apertura.model.table import ROW, SHEET_SPAN
from apertura.model.version import Acceptance
from apertura.validation.as_table import as_table
from apertura.validation.tableschema.arrow_types import arrow_type

ORIGIN = ("archivo_sha256", "hoja", "fila", "entrega_garante", "entrega_periodo")
"""Columns that say where a row comes from: file, sheet, row in the sheet, who handed it in and for when."""


Column: TypeAlias = "pa.ChunkedArray[Any] | pa.Array[Any]"


@dataclass(frozen=True, slots=True)
class National:
    """``data``: one column per field of the schema; ``origin``: the columns of ORIGIN, parallel to it."""

    data: pl.DataFrame
    origin: pl.DataFrame


def national(definition: DatasetDefinition, acceptances: Sequence[Acceptance], periods: Sequence[str]) -> National:
    """Put the accepted tables one under the other, sorted by the primary key (text by code point, nulls first).

    Where a body hands in a key for several of ``periods`` (ids, earliest first), as in a register that it brings up to
    date, the row of the latest stands; coverage counts the others. Tables accepted under an earlier schema are brought
    to the present one: a field they lack is null, one that is gone is left out. Raises UnpublishableTableError where
    that loses something or leaves a required value out, and where two bodies have one key.
    """
    key = list(definition.schema.primary_key)
    data = pl.DataFrame(pa.concat_tables([_aligned(each, definition.schema.fields) for each in acceptances]))
    origin = _origin(acceptances)
    rows = pl.concat([data, origin], how="horizontal")
    rank = pl.col("entrega_periodo").replace_strict(list(periods), range(len(periods)), return_dtype=pl.Int64)
    stand = rows.sort(*key, rank, nulls_last=False).unique([*key, "entrega_garante"], keep="last", maintain_order=True)
    _refuse_twins(definition.name, stand, key)
    return National(stand.select(data.columns), stand.select(ORIGIN))


def _aligned(acceptance: Acceptance, fields: Sequence[Field]) -> pa.Table:
    accepted = as_table(acceptance.table.data)
    columns = {}
    for field in fields:
        present = field.name in accepted.column_names
        column = accepted.column(field.name) if present else pa.nulls(accepted.num_rows)
        columns[field.name] = _cast(column, field, acceptance)
    return pa.table(columns)


def _cast(column: Column, field: Field, acceptance: Acceptance) -> Column:
    wanted = arrow_type(field)
    if field.required and column.null_count:
        raise UnpublishableTableError(f"A {_which(acceptance)} le falta «{field.name}», que ahora es obligatorio.")
    try:
        return column.cast(pa.string() if pa.types.is_dictionary(wanted) else wanted)
    except pa.ArrowInvalid as error:
        raise UnpublishableTableError(
            f"En {_which(acceptance)}, «{field.name}» no cabe en el tipo que ahora tiene."
        ) from error


def _which(acceptance: Acceptance) -> str:
    submission = acceptance.submission
    return f"la tabla de {acceptance.dataset} aceptada a {submission.garante} en {submission.period}"


def _origin(acceptances: Sequence[Acceptance]) -> pl.DataFrame:
    rows = [as_table(each.table.rows).column(ROW).cast(pa.uint32()) for each in acceptances]
    row = pl.Series(ROW, pa.chunked_array([chunk for column in rows for chunk in column.chunks], pa.uint32()))
    sheets = [(each.table.sheet, *each.table.more_sheets) for each in acceptances]
    # the sheets of all, one under the other: each row of a table counts from the first of its own
    first = np.cumsum([0, *map(len, sheets[:-1])], dtype=np.uint32)
    place = row // SHEET_SPAN + pl.Series(np.repeat(first, list(map(len, rows))))
    sources = pl.DataFrame(
        [
            (each.submission.sha256, sheet, each.submission.garante, each.submission.period)
            for each, listed in zip(acceptances, sheets, strict=True)
            for sheet in listed
        ],
        schema=dict.fromkeys((name for name in ORIGIN if name != ROW), pl.String),
        orient="row",
    )
    return sources[place].with_columns((row % SHEET_SPAN).alias(ROW)).select(ORIGIN)


def _refuse_twins(dataset: str, rows: pl.DataFrame, key: list[str]) -> None:
    twins = rows.filter(pl.struct(key).is_duplicated())
    if twins.is_empty():
        return
    places = twins.select("entrega_garante", "entrega_periodo", "fila").head(2).rows()
    named = " y ".join(f"{garante} {period}, fila {row}" for garante, period, row in places)
    raise UnpublishableTableError(
        f"En {dataset}, dos organismos entregaron filas con la misma llave ({', '.join(key)}): {named}."
    )

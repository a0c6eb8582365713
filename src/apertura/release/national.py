"""Acceptances to one national table: every row of every body, sorted by the primary key, each with its origin."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

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
    data = pl.concat([_aligned(acceptance, definition.schema.fields) for acceptance in acceptances])
    origin = pl.concat([_origin(acceptance) for acceptance in acceptances])
    rows = pl.concat([data, origin], how="horizontal")
    rank = pl.col("entrega_periodo").replace_strict(list(periods), range(len(periods)), return_dtype=pl.Int64)
    stand = rows.sort(*key, rank, nulls_last=False).unique([*key, "entrega_garante"], keep="last", maintain_order=True)
    _refuse_twins(definition.name, stand, key)
    return National(stand.select(data.columns), stand.select(ORIGIN))


def _aligned(acceptance: Acceptance, fields: Sequence[Field]) -> pl.DataFrame:
    accepted = as_table(acceptance.table.data)
    columns = {}
    for field in fields:
        present = field.name in accepted.column_names
        column = accepted.column(field.name) if present else pa.nulls(accepted.num_rows)
        columns[field.name] = _cast(column, field, acceptance)
    return pl.DataFrame(pa.table(columns))


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


def _origin(acceptance: Acceptance) -> pl.DataFrame:
    submission = acceptance.submission
    sha256, sheet, garante, period = (
        pl.lit(value, pl.String)
        for value in (submission.sha256, acceptance.table.sheet, submission.garante, submission.period)
    )
    more = dict(enumerate(acceptance.table.more_sheets, 1))
    if more:
        sheet = (pl.col(ROW) // SHEET_SPAN).replace_strict(more, default=sheet, return_dtype=pl.String)
    rows = pl.DataFrame(acceptance.table.rows).select(pl.col(ROW).cast(pl.UInt32))
    named = zip(ORIGIN, (sha256, sheet, pl.col(ROW) % SHEET_SPAN, garante, period), strict=True)
    return rows.select(column.alias(name) for name, column in named)


def _refuse_twins(dataset: str, rows: pl.DataFrame, key: list[str]) -> None:
    twins = rows.filter(pl.struct(key).is_duplicated())
    if twins.is_empty():
        return
    places = twins.select("entrega_garante", "entrega_periodo", "fila").head(2).rows()
    named = " y ".join(f"{garante} {period}, fila {row}" for garante, period, row in places)
    raise UnpublishableTableError(
        f"En {dataset}, dos organismos entregaron filas con la misma llave ({', '.join(key)}): {named}."
    )

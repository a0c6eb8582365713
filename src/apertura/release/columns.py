"""Acceptances to where each field stands in the files handed in: with a row of the lineage, the cell of each value."""

from collections.abc import Sequence

import polars as pl

from apertura.model.definition import DatasetDefinition
from apertura.model.table import letters
from apertura.model.version import Acceptance
from apertura.release.canonical_csv import write_csv

COLUMNS = ("archivo_sha256", "hoja", "campo", "columna")
"""File, sheet (none in a file that has no sheets), field of the table, and letters of the column it was read from."""


def columns(definition: DatasetDefinition, acceptances: Sequence[Acceptance]) -> bytes | None:
    """Write the column of every field of every file that stands, by file, sheet and place; None where none is known.

    A field that the submission itself gives, as the body and the period, stands in no column.
    """
    rows = [
        (acceptance.submission.sha256, sheet, name, acceptance.table.columns[name])
        for acceptance in acceptances
        for sheet in (acceptance.table.sheet, *acceptance.table.more_sheets)
        for name in (field.name for field in definition.schema.fields)
        if name in acceptance.table.columns
    ]
    if not rows:
        return None
    types = {**dict.fromkeys(COLUMNS, pl.String), "columna": pl.UInt32}
    told = pl.DataFrame(rows, schema=types, orient="row").unique().sort("archivo_sha256", "hoja", "columna", "campo")
    return write_csv(told.with_columns(pl.col("columna").map_elements(letters, return_dtype=pl.String)))

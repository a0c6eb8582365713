"""Arrow table to the columns of a key, plain, whatever contract the table was accepted under."""

from collections.abc import Sequence

import polars as pl

from apertura.model.table import Arrow
from apertura.validation.as_table import as_table


def key_columns(table: Arrow, fields: Sequence[str]) -> pl.DataFrame:
    """Select ``fields`` in their order; codes become text, and a column that the table does not have yet is null."""
    data = as_table(table)
    there = pl.DataFrame(data.select([name for name in fields if name in data.column_names]))
    plain = there.with_columns((pl.selectors.categorical() | pl.selectors.enum()).cast(pl.String))
    lacking = {name: pl.lit(None) for name in fields if name not in plain.columns}
    return plain.with_columns(**lacking).select(fields)

"""CanonicalTable to its rows as text, the way the door reads it: ISO dates, plain numbers, true and false."""

from collections.abc import Mapping

import polars as pl

from apertura.model.table import CanonicalTable


def as_rows(table: CanonicalTable) -> tuple[Mapping[str, str | None], ...]:
    """List the rows by field; None where there is no value."""
    frame = pl.DataFrame(table.data)
    return tuple(frame.select(pl.all().cast(pl.String)).iter_rows(named=True))

"""Anything that speaks Arrow to a pyarrow table."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pyarrow as pa

    from apertura.model.table import Arrow


def as_table(data: Arrow) -> pa.Table:
    """Take over columns without copying; ``pa.table()`` would import pandas to see whether they are a data frame."""
    import pyarrow as pa

    return pa.RecordBatchReader.from_stream(data).read_all()

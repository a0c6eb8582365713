"""Path of a Parquet file to its Table: typed columns stay typed, and each row is a record."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from apertura.errors import UnreadableTableError
from apertura.validation.tableschema.scan.batch import Batch, Progress, Table

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence
    from pathlib import Path

PARQUET = b"PAR1"
"""How Parquet files begin, whatever their names."""

ROWS = 1 << 16
"""Rows read at a time."""


def open_parquet(path: Path) -> Table:
    """Open a Parquet file; row 2 is its first, as if its labels were a header.

    Raises UnreadableTableError where it is damaged, or a column holds lists, structures or bytes.
    """
    import pyarrow as pa
    from pyarrow import parquet

    try:
        schema = pl.from_arrow(parquet.read_schema(path).empty_table()).schema  # type: ignore[union-attr]
    except (pa.ArrowException, OSError) as error:
        raise UnreadableTableError(f"«{path.name}» no se puede leer como Parquet: está dañado o incompleto.") from error
    for name, dtype in schema.items():
        if dtype.is_nested() or dtype == pl.Binary:
            raise UnreadableTableError(f"La columna «{name}» de «{path.name}» guarda listas, estructuras o bytes.")

    def batches(names: Sequence[str], progress: Progress, wanted: Collection[str] | None = None) -> Iterator[Batch]:
        with parquet.ParquetFile(path) as file:
            total, first = file.metadata.num_rows, 2
            for batch in file.iter_batches(batch_size=ROWS):
                frame = pl.DataFrame(pl.from_arrow(batch))
                frame.columns = list(names)
                frame = frame if wanted is None else frame.select(wanted)
                yield Batch(first, frame.with_columns(pl.col(pl.Categorical, pl.Enum).cast(pl.String)))
                first += frame.height
                progress(first - 2, total)

    return Table(tuple(schema), batches, tuple(_plain(dtype) for dtype in schema.values()))


def _plain(dtype: pl.DataType) -> pl.DataType:
    return pl.String() if dtype in (pl.Categorical, pl.Enum) else dtype

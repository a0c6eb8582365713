"""Dataset to the typed rows that its latest version in the folder catalogue has."""

from collections.abc import Sequence
from pathlib import Path

import polars as pl

from apertura.publication.folder.versions import LATEST, pending
from apertura.release.files import parquet_file


def published_rows(root: Path, dataset: str, columns: Sequence[str]) -> pl.DataFrame:
    """Read some columns of the latest version; no rows where there is none, no column that it lacks."""
    number = pending(root / dataset) or LATEST
    path = root / dataset / number / parquet_file(dataset)
    if not path.exists():
        return pl.DataFrame(schema=dict.fromkeys(columns, pl.String))
    there = pl.scan_parquet(path)
    known = there.collect_schema().names()
    return there.select([name for name in columns if name in known]).collect()

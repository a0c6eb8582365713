"""A file and a Table Schema to the report of ``check`` and, of a file without errors, to canonical CSV and Parquet."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import polars as pl

from apertura.validation.tableschema.arrow_types import polars_type
from apertura.validation.tableschema.scan.batch import Progress
from apertura.validation.tableschema.scan.dialect import Dialect
from apertura.validation.tableschema.stream.check import SAMPLES, Opened, Tables, Tally, opened
from apertura.validation.tableschema.stream.report import Gone, Report
from apertura.validation.tableschema.stream.scratch import Scratch

ROW_GROUP = 1 << 17
"""Rows of a group of the Parquet file."""


def canonical(
    path: Path,
    descriptor: Mapping[str, Any],
    *,
    csv: Path,
    parquet: Path,
    tables: Tables | None = None,
    dialect: Dialect | None = None,
    progress: Progress = lambda *_: None,
    samples: int = SAMPLES,
    scratch: Scratch | None = None,
) -> Report:
    """Check a file as ``check`` does, in one pass, and write its rows: both files are whole if the report is valid.

    If it is not, they hold the rows before the first error, or do not exist, and are for the caller to remove. The CSV
    is RFC 4180 in UTF-8, quotes where needed; dates are ISO 8601, booleans true and false, numbers plain. The Parquet
    file has the types of ``arrow_types``. Raises what ``check`` raises, and UnreadableTableError where frictionless
    admits a value that no column of its type can hold.
    """
    source, tally = opened(path, descriptor, tables, dialect), Tally(samples)
    if source.header.columns is None:
        for found in source.findings(progress):
            tally.add(found)
        return tally.report(source.schema)
    rows = _Rows(source, tally, csv, progress, scratch)
    rows.write(parquet)
    return tally.report(source.schema)


class _Rows:
    """The typed rows of a file as a source that polars draws from, written as CSV while they pass."""

    def __init__(self, source: Opened, tally: Tally, csv: Path, progress: Progress, scratch: Scratch | None) -> None:
        columns = source.header.columns or ()
        self._schema = {column.field.name: polars_type(column.field) for column in columns}
        self._source, self._tally, self._csv, self._progress = source, tally, csv, progress
        self._scratch = scratch
        self._broken: BaseException | None = None

    def write(self, parquet: Path) -> None:
        from polars.io.plugins import register_io_source

        rows = register_io_source(lambda *_: self._guarded(), schema=self._schema)
        rows.sink_parquet(parquet, compression="zstd", compression_level=3, row_group_size=ROW_GROUP)
        if self._broken is not None:
            raise self._broken

    def _guarded(self) -> Iterator[pl.DataFrame]:
        # polars would give an error of ours another name
        try:
            yield from self._drawn()
        except GeneratorExit:
            raise
        except BaseException as error:  # noqa: BLE001
            self._broken = error

    def _drawn(self) -> Iterator[pl.DataFrame]:
        with self._csv.open("wb") as file:
            pl.DataFrame(schema=self._schema).write_csv(file)
            for found in self._source.findings(self._progress, values=True, scratch=self._scratch):
                self._tally.add(found)
                if isinstance(found, Gone) and found.typed is not None:
                    found.typed.with_columns(_plain(self._schema)).write_csv(file, include_header=False)
                    yield found.typed


def _plain(schema: Mapping[str, pl.DataType]) -> Sequence[pl.Expr]:
    """Numbers as texts without the zeros that their type has and nobody wrote."""
    numbers = [name for name, dtype in schema.items() if isinstance(dtype, pl.Decimal) and dtype.scale]
    return [pl.col(name).cast(pl.String).str.strip_chars_end("0").str.strip_chars_end(".") for name in numbers]

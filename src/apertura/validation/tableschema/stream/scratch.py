"""Key texts to a database on disk, for keys of more records than memory should hold."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING

import polars as pl

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

KEYS = 1 << 25
"""Keys that memory holds, each in eight bytes or as a text."""

MEMORY = "256MB"
ROWS = 1 << 16
"""Rows handed back at a time."""


@dataclass(frozen=True, slots=True)
class Scratch:
    """A folder that whoever checks may fill and its owner removes, used where a key has more than ``keys`` records."""

    folder: Path
    keys: int = KEYS

    def database(self) -> Database:
        """Make an empty database in the folder."""
        return Database(self.folder / f"{secrets.token_hex(8)}.duckdb")


class Database:
    """Tables of DuckDB in a file; what does not fit in its memory is put beside the file."""

    def __init__(self, path: Path) -> None:
        import duckdb

        self._tables: set[str] = set()
        beside = str(path.with_suffix(".tmp"))
        self._connection = duckdb.connect(str(path), config={"memory_limit": MEMORY, "temp_directory": beside})

    def add(self, table: str, rows: pl.DataFrame) -> None:
        """Add rows to a table, made with their columns where there is none."""
        batch = self._connection.from_arrow(rows.to_arrow())
        if table in self._tables:
            batch.insert_into(table)
        else:
            batch.create(table)
            self._tables.add(table)

    def rows(self, query: str) -> Iterator[pl.DataFrame]:
        """Give what a query finds, some rows at a time; the database is closed afterwards."""
        for batch in self._connection.sql(query).to_arrow_reader(ROWS):
            yield pl.DataFrame(pl.from_arrow(batch))
        self._connection.close()

"""A file and a Table Schema to a report: every error counted, a few of each cause shown."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import zip_longest
from pathlib import Path
from typing import Any, TypeAlias

from apertura.errors import UnreadableTableError
from apertura.model.definition import TableSchema
from apertura.validation.tableschema.read_schema import read_schema, schema_as_named
from apertura.validation.tableschema.scan.batch import Progress, Table
from apertura.validation.tableschema.scan.csv_file import open_csv
from apertura.validation.tableschema.scan.dialect import Dialect
from apertura.validation.tableschema.scan.parquet_file import PARQUET, open_parquet
from apertura.validation.tableschema.stream.expected import Header, read_header
from apertura.validation.tableschema.stream.findings import Target, findings
from apertura.validation.tableschema.stream.report import Cause, Count, Found, Gone, Report, Sample
from apertura.validation.tableschema.stream.scratch import Scratch

WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
"""How xlsx and ods files begin, and xls ones."""

SAMPLES = 10
"""Errors of one cause that a report shows, unless it is asked for another number."""


Tables: TypeAlias = Mapping[str, Path | tuple[Path, Mapping[str, Any]]]


def check(
    path: Path,
    descriptor: Mapping[str, Any],
    *,
    tables: Tables | None = None,
    dialect: Dialect | None = None,
    progress: Progress = lambda *_: None,
    samples: int = SAMPLES,
    scratch: Scratch | None = None,
) -> Report:
    """Check a CSV or Parquet file against a Table Schema descriptor, in memory that its size does not set.

    Only its keys grow with it, eight bytes a record, up to what ``scratch`` says; from there on they are on disk.

    ``tables`` are those that foreign keys name: the file of each, with its schema where it has one; where not, its
    columns are read as the fields that name them. Verdicts are those of frictionless 5.21, save
    what docs/diferencias.md lists. Raises InvalidSchemaError, UnreadableTableError, OSError.
    """
    source, tally = opened(path, descriptor, tables, dialect), Tally(samples)
    for found in source.findings(progress, scratch=scratch):
        tally.add(found)
    return tally.report(source.schema)


def errors(
    path: Path,
    descriptor: Mapping[str, Any],
    *,
    tables: Tables | None = None,
    dialect: Dialect | None = None,
    scratch: Scratch | None = None,
) -> Iterator[tuple[Cause, Sample]]:
    """Find every single error of a file, in no order that matters; the arguments are those of ``check``."""
    for found in opened(path, descriptor, tables, dialect).findings(lambda *_: None, scratch=scratch):
        if isinstance(found, Found):
            yield from ((found.cause, sample) for sample in _samples(found, len(found.rows)))


@dataclass(frozen=True, slots=True)
class Opened:
    """A file, its schema, what its header says, and the tables that its foreign keys name."""

    table: Table
    schema: TableSchema
    header: Header
    targets: Mapping[str, Target]

    def findings(
        self, progress: Progress, *, values: bool = False, scratch: Scratch | None = None
    ) -> Iterator[Found | Gone]:
        """Find everything that is wrong; see ``findings``."""
        return findings(self.table, self.schema, self.header, self.targets, progress, values=values, scratch=scratch)


def opened(path: Path, descriptor: Mapping[str, Any], tables: Tables | None, dialect: Dialect | None) -> Opened:
    """Open what ``check`` checks; the arguments are its own."""
    schema, dialect = read_schema(descriptor), dialect or Dialect()
    targets = {name: _target(name, named, schema, dialect) for name, named in (tables or {}).items()}
    table = _open(path, dialect, [field.name for field in schema.fields])
    return Opened(table, schema, read_header(table, schema), targets)


def _open(path: Path, dialect: Dialect, names: list[str]) -> Table:
    with path.open("rb") as file:
        start = file.read(max(map(len, WORKBOOKS)))
    if start.startswith(WORKBOOKS):
        raise UnreadableTableError(f"«{path.name}» es un libro de hojas de cálculo: guárdelo como CSV UTF-8.")
    return open_parquet(path) if start.startswith(PARQUET) else open_csv(path, dialect, names)


def _target(name: str, named: Path | tuple[Path, Mapping[str, Any]], schema: TableSchema, dialect: Dialect) -> Target:
    if isinstance(named, tuple):
        path, descriptor = named
        target = read_schema(descriptor)
        return Target(_open(path, dialect, [field.name for field in target.fields]), target)
    table = _open(named, dialect, [])
    return Target(table, schema_as_named(table.labels, name, schema))


@dataclass(slots=True)
class Tally:
    """What was found so far: how often, and up to ``limit`` samples of each cause."""

    limit: int
    rows: int = 0
    errors: dict[Cause, int] = field(default_factory=dict)
    shown: dict[Cause, list[Sample]] = field(default_factory=dict)

    def add(self, found: Found | Gone) -> None:
        """Count one finding, or the records gone through."""
        if isinstance(found, Gone):
            self.rows += found.records
            return
        self.errors[found.cause] = self.errors.get(found.cause, 0) + len(found.rows)
        shown = self.shown.setdefault(found.cause, [])
        shown += _samples(found, self.limit - len(shown))

    def report(self, schema: TableSchema) -> Report:
        """Report what was counted, the whole file first, then column by column."""
        counts = (Count(cause, count, tuple(self.shown[cause])) for cause, count in self.errors.items())
        ordered = tuple(sorted(counts, key=lambda count: count.cause.number or 0))
        return Report(self.rows, len(schema.fields), ordered)


def _samples(found: Found, count: int) -> list[Sample]:
    columns = (found.rows, found.values, found.previous)
    return [
        Sample(*cells) for cells in zip_longest(*([] if column is None else column.head(count) for column in columns))
    ]

"""Derivation and what is published to the tables that its query is asked of."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import polars as pl

from apertura.definitions.derived.columns import source_columns
from apertura.definitions.derived.relations import RELATIONS
from apertura.model.definition import Definitions
from apertura.model.derivation import Derivation
from apertura.model.version import PublishedVersion, VersionNumber
from apertura.release.canonical_csv import read_csv


@dataclass(frozen=True, slots=True)
class SourceTable:
    """A source: its rows as text, with the SQL type of each column, and what tells one row from another.

    ``version`` is None where the source has none: a catalogue, a relation, or a dataset that is not published yet.
    """

    name: str
    title: str
    version: VersionNumber | None
    rows: pl.DataFrame
    columns: Mapping[str, str]
    key: tuple[str, ...]


def source_tables(
    derivation: Derivation, definitions: Definitions, published: Mapping[str, PublishedVersion]
) -> tuple[SourceTable, ...]:
    """Make the table of each source, in their order: of a dataset, the rows published; none where nothing is."""
    return tuple(_source_table(name, definitions, published.get(name)) for name in derivation.sources)


def _source_table(name: str, definitions: Definitions, version: PublishedVersion | None) -> SourceTable:
    columns = source_columns(name, definitions)
    if name in definitions.publishable:
        return _dataset(name, columns, definitions, version)
    if name in RELATIONS:
        relation = RELATIONS[name]
        rows = _frame(list(relation.rows(definitions)), list(columns))
        return SourceTable(name, relation.title, None, rows, columns, relation.key)
    catalogue = definitions.catalogues[name]
    cells = [tuple(row[column] or None for column in columns) for row in catalogue.rows]
    key = _listed(catalogue.descriptor.get("primaryKey")) or tuple(columns)
    return SourceTable(name, catalogue.title, None, _frame(cells, list(columns)), columns, key)


def _dataset(
    name: str, columns: Mapping[str, str], definitions: Definitions, version: PublishedVersion | None
) -> SourceTable:
    definition = definitions.publishable[name]
    key = definition.schema.primary_key
    if version is None:
        return SourceTable(name, definition.title, None, _frame([], list(columns)), columns, key)
    there = read_csv(version.data)
    # what was published under an earlier schema lacks the fields that are new
    lacking = [pl.lit(None, pl.String).alias(column) for column in columns if column not in there.columns]
    rows = there.with_columns(lacking).select(list(columns))
    return SourceTable(name, str(version.descriptor["title"]), version.number, rows, columns, key)


def _frame(rows: Sequence[Sequence[str | None]], columns: Sequence[str]) -> pl.DataFrame:
    return pl.DataFrame(list(rows), schema=dict.fromkeys(columns, pl.String), orient="row")


def _listed(names: Any) -> tuple[str, ...]:
    return (names,) if isinstance(names, str) else tuple(names or ())

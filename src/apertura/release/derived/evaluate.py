"""A query and its sources to the rows it makes, and the rows that each was made of."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import duckdb
import polars as pl

from apertura.definitions.derived.columns import ORIGIN, ROW, table_columns
from apertura.definitions.derived.sealed_database import ask, open_database, quoted
from apertura.definitions.derived.sound_query import unsound
from apertura.errors import UnpublishableTableError
from apertura.model.definition import DatasetDefinition
from apertura.model.derivation import Derivation
from apertura.release.derived.source_tables import SourceTable


@dataclass(frozen=True, slots=True)
class Computed:
    """``data``: one typed column per field, sorted by the primary key, nulls first.

    ``origins``: by source, a list of row numbers (counted from 1, ascending, each once) parallel to ``data``.
    """

    data: pl.DataFrame
    origins: Mapping[str, pl.Series]


def evaluate(definition: DatasetDefinition, derivation: Derivation, sources: Sequence[SourceTable]) -> Computed:
    """Compute the rows of a derived dataset; the same sources give the same rows.

    Raises UnpublishableTableError where the query is unsound, cannot be computed of these sources or in the memory it
    may use, or does not make the columns of the schema.
    """
    with open_database() as database:
        if found := unsound(database, derivation.query, derivation.sources):
            raise _failure(definition.name, found[0].sentence)
        try:
            made = _run(database, definition, derivation.query, sources)
        except duckdb.Error as error:
            raise _failure(definition.name, str(error).partition("\n")[0]) from error
    key = list(definition.schema.primary_key)
    ordered = made.sort(key, nulls_last=False, maintain_order=True)
    fields = list(table_columns(definition.schema))
    return Computed(
        ordered.select(fields),
        {
            name.removeprefix(ORIGIN): ordered[name].list.drop_nulls().list.unique().list.sort()
            for name in ordered.columns
            if name not in fields
        },
    )


def _run(
    database: duckdb.DuckDBPyConnection, definition: DatasetDefinition, query: str, sources: Sequence[SourceTable]
) -> pl.DataFrame:
    for source in sources:
        _offer(database, source)
    wanted = table_columns(definition.schema)
    relation = database.sql(query)
    origins = [name for name in relation.columns if name.startswith(ORIGIN)]
    if [name for name in relation.columns if name not in origins] != list(wanted):
        raise _failure(definition.name, f"da {', '.join(relation.columns)}, que no son los campos del esquema")
    typed = [f"CAST({quoted(name)} AS {type_}) AS {quoted(name)}" for name, type_ in wanted.items()]
    listed = [f"CAST({quoted(name)} AS BIGINT[]) AS {quoted(name)}" for name in origins]
    return pl.DataFrame(relation.project(", ".join([*typed, *listed])).to_arrow_table())


def _offer(database: duckdb.DuckDBPyConnection, source: SourceTable) -> None:
    """Have a source be a table of the name the query knows it by, typed as its schema says."""
    written = f"{source.name}:texto"  # no source has a colon in its name
    rows = source.rows.with_row_index(ROW, offset=1)
    database.register(written, rows.to_arrow(compat_level=pl.CompatLevel.oldest()))
    typed = (f"CAST({quoted(name)} AS {type_}) AS {quoted(name)}" for name, type_ in source.columns.items())
    columns = ", ".join([f"CAST({quoted(ROW)} AS BIGINT) AS {quoted(ROW)}", *typed])
    ask(database, f"CREATE VIEW {quoted(source.name)} AS SELECT {columns} FROM {quoted(written)}")  # noqa: S608 - quoted


def _failure(name: str, reason: str) -> UnpublishableTableError:
    return UnpublishableTableError(f"La consulta de {name} no se puede calcular: {reason}.")

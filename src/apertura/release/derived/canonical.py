"""Computed rows to a CanonicalTable, by the same validation as any table that is handed in."""

from collections.abc import Sequence

import polars as pl

from apertura.errors import UnpublishableTableError
from apertura.model.definition import DatasetDefinition, Definitions
from apertura.model.issue import Issue
from apertura.model.table import ROW, CanonicalTable, CellAccount, NormalisedTable
from apertura.release.canonical_csv import read_csv, write_csv
from apertura.validation.validate import validate

_MOST = 3
"""Issues told of a table that is ours to mend."""


def canonical(definition: DatasetDefinition, definitions: Definitions, data: pl.DataFrame) -> CanonicalTable:
    """Validate the rows as they are to be written; ``rows`` of the table counts them from 1.

    Raises UnpublishableTableError where they break the schema, a key, a reference or a rule that returns a table.
    """
    values = read_csv(write_csv(data)).with_row_index(ROW, offset=1)
    table = NormalisedTable(
        dataset=definition.name,
        sheet=None,
        header_row=0,
        header_reason="",
        columns={name: place for place, name in enumerate(data.columns, 1)},
        values=values,
        cells=CellAccount(used=sum(data[name].count() for name in data.columns), ignored=0, reported=0),
    )
    checked, issues = validate(table, definition, definitions)
    if checked is None:
        raise UnpublishableTableError(
            f"Lo que se calculó de {definition.name} no cumple su propio esquema: {_told(issues)}."
        )
    return checked


def _told(issues: Sequence[Issue]) -> str:
    returning = [issue for issue in issues if issue.type.severity.returns]
    more = [f"y {len(returning) - _MOST} más"] if len(returning) > _MOST else []
    return "; ".join([*map(_one, returning[:_MOST]), *more])


def _one(issue: Issue) -> str:
    where = f"fila {issue.row}" if issue.row else "toda la tabla"
    field = f", «{issue.field}»" if issue.field else ""
    value = f" («{issue.value}»)" if issue.value else ""
    return f"{where}{field}{value}: {issue.type.title_es.lower()}"

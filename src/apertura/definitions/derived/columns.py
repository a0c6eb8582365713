"""A source of a query, or the table it makes, to the SQL types of its columns."""

from collections.abc import Mapping
from typing import Any

from apertura.definitions.derived.relations import RELATIONS
from apertura.model.definition import Definitions, TableSchema

ROW = "_fila"
"""Column that each source has besides its own: the number of the row, counted from 1 in the order of its file."""

ORIGIN = "_filas_"
"""How the name of a column begins that lists the rows of a source which a row was computed from."""

_TYPES: Mapping[str, str] = {
    "integer": "BIGINT",
    "year": "INTEGER",
    "boolean": "BOOLEAN",
    "date": "DATE",
    "datetime": "TIMESTAMP",
    "time": "TIME",
}


def source_columns(name: str, definitions: Definitions) -> Mapping[str, str]:
    """Give the SQL type of each column that a source has of its own, as Table Schema says it."""
    if name in RELATIONS:
        return dict.fromkeys(RELATIONS[name].columns, "VARCHAR")
    known = definitions.publishable
    descriptor = known[name].schema.descriptor if name in known else definitions.catalogues[name].descriptor
    return _columns(descriptor)


def table_columns(schema: TableSchema) -> Mapping[str, str]:
    """Give the SQL type of each column of the table that a query is to make."""
    return _columns(schema.descriptor)


def _columns(descriptor: Mapping[str, Any]) -> Mapping[str, str]:
    return {field["name"]: _type(field) for field in descriptor["fields"]}


def _type(field: Mapping[str, Any]) -> str:
    if field["type"] == "number":
        return f"DECIMAL(38, {field['apertura:decimales']})"
    return _TYPES.get(field["type"], "VARCHAR")

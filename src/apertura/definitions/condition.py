"""The SQL condition of a rule to the fields it names, and why it cannot be asked of each row of a table."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from apertura.model.definition import TableSchema

if TYPE_CHECKING:
    import polars as pl


def examine(condition: str, schema: TableSchema) -> tuple[tuple[str, ...], str | None]:
    """Give the fields that ``condition`` names, each once, and what is wrong with it, None where nothing is.

    It is tried on two rows without data, typed as a table is typed while its rules are judged.
    """
    import polars as pl

    try:
        expression = pl.sql_expr(condition)
    except pl.exceptions.PolarsError as error:
        return (), f"la condición no se entiende como SQL ({_first_line(error)})"
    fields = tuple(dict.fromkeys(expression.meta.root_names()))
    rows = pl.DataFrame({field.name: [None, None] for field in schema.fields}, schema=_types(schema))
    missing = [name for name in fields if name not in rows.columns]
    if missing:
        return fields, f"la condición nombra un campo que no existe: {', '.join(f'«{name}»' for name in missing)}"
    if not fields:
        return fields, "la condición no nombra ningún campo"
    try:
        answer = rows.select(expression.alias("answer"))["answer"]
    except pl.exceptions.PolarsError as error:
        return fields, f"la condición no se puede calcular ({_first_line(error)})"
    if answer.dtype != pl.Boolean:
        return fields, "la condición no responde sí o no"
    return fields, None if len(answer) == len(rows) else "la condición no responde por cada fila"


def _types(schema: TableSchema) -> Mapping[str, "pl.DataType"]:
    import polars as pl

    types: Mapping[str, pl.DataType] = {
        "integer": pl.Int128(),
        "year": pl.Int128(),
        "boolean": pl.Boolean(),
        "date": pl.Date(),
    }
    return {
        field.name: types.get(field.type, pl.String()) if field.decimals is None else pl.Decimal(38, field.decimals)
        for field in schema.fields
    }


def _first_line(error: Exception) -> str:
    return str(error).partition("\n")[0]

"""The SQL conditions of rules to the fields they name, and why one cannot be asked of each row of a table."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, TypeAlias

from apertura.model.definition import TableSchema

if TYPE_CHECKING:
    import polars as pl

Examined: TypeAlias = tuple[tuple[str, ...], str | None]
"""The fields that a condition names, each once, and what is wrong with it, None where nothing is."""


def examine(conditions: Sequence[str], schema: TableSchema) -> tuple[Examined, ...]:
    """Examine each condition, on two rows without data, typed as a table is typed while its rules are judged."""
    import polars as pl

    rows = pl.DataFrame({field.name: [None, None] for field in schema.fields}, schema=_types(schema))
    parsed = [_parse(condition, rows.columns) for condition in conditions]
    sound = {index: each for index, each in enumerate(parsed) if isinstance(each, pl.Expr)}
    answers = _answers(rows, sound)
    return tuple(
        (tuple(dict.fromkeys(each.meta.root_names())), answers[index]) if isinstance(each, pl.Expr) else each
        for index, each in enumerate(parsed)
    )


def _parse(condition: str, names: Sequence[str]) -> "pl.Expr | Examined":
    import polars as pl

    try:
        expression = pl.sql_expr(condition)
    except pl.exceptions.PolarsError as error:
        return (), f"la condición no se entiende como SQL ({_first_line(error)})"
    fields = tuple(dict.fromkeys(expression.meta.root_names()))
    missing = [name for name in fields if name not in names]
    if missing:
        return fields, f"la condición nombra un campo que no existe: {', '.join(f'«{name}»' for name in missing)}"
    return expression if fields else (fields, "la condición no nombra ningún campo")


def _answers(rows: "pl.DataFrame", conditions: "Mapping[int, pl.Expr]") -> Mapping[int, str | None]:
    """Tell what is wrong with each condition; all are asked at once, and one by one only where that fails."""
    import polars as pl

    try:
        # each answer in a list of its own: one of another length would be repeated, or stop the others
        asked = rows.select(condition.implode().alias(str(index)) for index, condition in conditions.items())
    except pl.exceptions.PolarsError as error:
        if len(conditions) == 1:
            return dict.fromkeys(conditions, f"la condición no se puede calcular ({_first_line(error)})")
        alone = (_answers(rows, {index: condition}) for index, condition in conditions.items())
        return {index: problem for answer in alone for index, problem in answer.items()}
    return {index: _shape_problem(asked[str(index)][0], len(rows)) for index in conditions}


def _shape_problem(answer: "pl.Series", height: int) -> str | None:
    import polars as pl

    if answer.dtype != pl.Boolean:
        return "la condición no responde sí o no"
    return None if len(answer) == height else "la condición no responde por cada fila"


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

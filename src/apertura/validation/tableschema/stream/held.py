"""Batch of right cells to the typed columns that hold their values."""

from collections.abc import Mapping, Sequence

import polars as pl

from apertura.errors import UnreadableTableError
from apertura.validation.tableschema.arrow_types import polars_type
from apertura.validation.tableschema.fit import Stored, fit
from apertura.validation.tableschema.scan.batch import Batch
from apertura.validation.tableschema.stream.cells import Reader
from apertura.validation.tableschema.stream.columns import DOUBT, VALUE, missing
from apertura.validation.tableschema.stream.expected import TEXT, Expected


def held(batch: Batch, columns: Sequence[Expected], answers: pl.DataFrame, read: Mapping[str, Reader]) -> pl.DataFrame:
    """Columns of ``arrow_types.polars_type``, called as the fields, null where a cell has no value.

    ``answers`` are those to ``columns.questions`` and ``columns.values``. Raises UnreadableTableError where
    frictionless admits a value that the column's type cannot hold, such as NaN in a number.
    """
    return pl.DataFrame([_held(batch, column, answers, read[column.field.name]) for column in columns])


def _held(batch: Batch, column: Expected, answers: pl.DataFrame, reader: Reader) -> pl.Series:
    values, doubt = answers[VALUE.format(column.place)].rename(column.field.name), answers[DOUBT.format(column.place)]
    if column.dtype != TEXT and column.field.type in ("number", "datetime", "time"):
        doubt = pl.repeat(value=True, n=len(values), eager=True)
    if not doubt.any():
        return values
    doubt = doubt & ~missing(batch.cells, column)
    texts = batch.cells[column.place].filter(doubt)
    known = {text: _value(column, text, reader) for text in texts.unique().to_list()}
    table = pl.DataFrame(
        {"text": list(known), "value": list(known.values())},
        schema={"text": column.dtype, "value": polars_type(column.field)},
    )
    rest = texts.to_frame("text").join(table, on="text", how="left", maintain_order="left")["value"]
    return values.scatter(doubt.arg_true(), rest)


def _value(column: Expected, text: object, reader: Reader) -> Stored | None:
    fitted = fit(column.field, str(text), reader(text).value)
    if fitted.stored is None:
        raise UnreadableTableError(
            f"Un valor de la columna «{column.field.name}» cumple el esquema, pero no cabe en una columna de su tipo: "
            "un número sin límite, o con más de 9 decimales o 29 enteros, o un año de más de cuatro cifras."
        )
    return fitted.stored

"""Columns of a batch to what keys compare: typed values, and the identities of those that no type holds."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import polars as pl

from apertura.validation.tableschema.arrow_types import polars_type
from apertura.validation.tableschema.fit import fit
from apertura.validation.tableschema.identity import UNEQUAL, identity
from apertura.validation.tableschema.scan.batch import Batch, Table
from apertura.validation.tableschema.stream.cells import Reader
from apertura.validation.tableschema.stream.columns import DOUBT, missing, questions
from apertura.validation.tableschema.stream.expected import TEXT, Expected

WHOLE_NUMBERS = frozenset({"integer", "year", "date"})
"""Types whose values are whole numbers of eight bytes at most."""

BY_IDENTITY = frozenset({"array", "duration", "geojson", "geopoint", "list", "object"})
"""Types that write one value in several ways, and have no column type: each distinct text is read."""


@dataclass(frozen=True, slots=True)
class KeyColumn:
    """``stored`` is null where there is no value, or where ``beyond``, a text, stands for it."""

    stored: pl.Series
    beyond: pl.Series | None = None

    @property
    def empty(self) -> pl.Series:
        """Which cells have no value."""
        return self.stored.is_null() if self.beyond is None else self.stored.is_null() & self.beyond.is_null()

    @property
    def texts(self) -> pl.Series:
        """Texts that are equal where the values are, those that equal nothing apart."""
        stored = self.stored.cast(pl.String)
        return stored if self.beyond is None else self.beyond.zip_with(self.beyond.is_not_null(), stored)

    @property
    def unequal(self) -> pl.Series | None:
        """Which values equal nothing, not even themselves."""
        return None if self.beyond is None else (self.beyond == UNEQUAL).fill_null(value=False)


def typed(columns: Sequence[Expected]) -> list[pl.Expr]:
    """Typed values of surely right cells, one column per field; a text is its own value."""
    kinds = [column for column in columns if column.dtype != TEXT or polars_type(column.field) != TEXT]
    return [column.compiled.typed.alias(f"typed:{column.place}") for column in kinds]


def key_column(column: Expected, batch: Batch, answers: pl.DataFrame, reader: Reader) -> KeyColumn:
    """Read a column of a batch for keys; ``answers`` are those to ``columns.questions`` and to ``typed``."""
    name = column.place
    stored = answers[f"typed:{name}"] if f"typed:{name}" in answers.columns else batch.cells[name]
    doubt = answers[DOUBT.format(name)]
    # where all are right, none that must have a value is without one
    if column.field.required and not _by_identity(column) and not doubt.any():
        return KeyColumn(stored)
    without = missing(batch.cells, column)
    doubt = ~without if _by_identity(column) else doubt & ~without
    if without.any():
        stored = stored.zip_with(~without, pl.Series([None], dtype=stored.dtype))
    if not doubt.any():
        return KeyColumn(stored)
    texts = batch.cells[name]
    held = {
        text: fit(column.field, str(text), value)
        for text in texts.filter(doubt).unique().to_list()
        if (value := reader(text).value) is not None
    }
    table = pl.DataFrame(
        {
            "text": list(held),
            "stored": [None if value.key is not None else value.stored for value in held.values()],
            "beyond": [value.key for value in held.values()],
        },
        schema={"text": column.dtype, "stored": polars_type(column.field), "beyond": pl.String()},
    )
    asked = pl.DataFrame({"text": texts.zip_with(doubt, pl.Series([None], dtype=texts.dtype))})
    read = asked.join(table, on="text", how="left", maintain_order="left")
    return KeyColumn(stored.zip_with(~doubt, read["stored"]), read["beyond"] if any(table["beyond"]) else None)


def _by_identity(column: Expected) -> bool:
    """Whether the typed values of sure cells are not what keys compare."""
    return column.field.type in BY_IDENTITY or (
        column.dtype != pl.String and column.field.type in ("number", "datetime", "time")
    )


def identity_column(column: Expected, batch: Batch, reader: Reader) -> KeyColumn:
    """Read a column of a batch for keys between fields of different types: identities, of every distinct value."""
    cells, absent = batch.cells[column.place], pl.Series([None], dtype=pl.String())
    texts = cells.zip_with(~missing(batch.cells, column), pl.Series([None], dtype=cells.dtype))
    read = {text: reader(text).value for text in texts.unique().drop_nulls().to_list()}
    known = {text: identity(value) for text, value in read.items() if value is not None}
    named = texts.replace_strict(list(known), list(known.values()), default=None, return_dtype=pl.String())
    return KeyColumn(named, named.zip_with(named == UNEQUAL, absent))


def read_keys(table: Table, columns: Sequence[Expected], wanted: Sequence[str]) -> Iterator[tuple[Batch, pl.DataFrame]]:
    """Read a table for the keys of some of its fields alone: each batch, and the answers about them."""
    chosen = [column for column in columns if column.field.name in wanted]
    asked = [*questions(chosen), *typed(chosen)]
    places = [column.place for column in chosen]
    for batch in table.batches([column.place for column in columns], lambda *_: None, places):
        yield batch, batch.cells.lazy().select(asked).collect()

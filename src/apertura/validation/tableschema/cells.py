"""Text columns to typed columns and the faults of single cells."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

import polars as pl

from apertura.model.definition import Field, TableSchema
from apertura.model.suggestion import Suggestion
from apertura.validation.suggest import suggest
from apertura.validation.tableschema.arrow_types import polars_type
from apertura.validation.tableschema.compile import compile_field
from apertura.validation.tableschema.fault import Fault
from apertura.validation.tableschema.identity import UNEQUAL
from apertura.validation.tableschema.missing import missing_values
from apertura.validation.tableschema.residue import Judgement, judge


@dataclass(frozen=True, slots=True)
class Cells:
    """One field's column, read.

    ``typed`` is null where the cell is missing or cannot be read. ``key`` is what keys compare: ``typed``, or text
    where some value does not fit the column's type. ``unknown`` marks the cells that hold something without a value.
    """

    typed: pl.Series
    key: pl.Series
    unknown: pl.Series
    faults: tuple[Fault, ...] = ()


def read_cells(texts: pl.DataFrame, schema: TableSchema, absent: Collection[str]) -> dict[str, Cells]:
    """Read every column of ``texts`` (missing values already null) as its field says, in the schema's order.

    ``absent`` are the fields that the submission has no column for: one fault for the whole column where required.
    """
    masked = texts.select(expression for field in schema.fields for expression in _masks(field))
    return {field.name: _read(field, schema, texts[field.name], masked, absent) for field in schema.fields}


@lru_cache(maxsize=4096)
def _masks(field: Field) -> tuple[pl.Expr, pl.Expr]:
    compiled = compile_field(field)
    unsure = pl.col(field.name).is_not_null() & ~compiled.sure
    return unsure.alias(f"unsure:{field.name}"), compiled.typed.alias(f"typed:{field.name}")


def _read(field: Field, schema: TableSchema, text: pl.Series, masked: pl.DataFrame, absent: Collection[str]) -> Cells:
    unsure, typed = masked[f"unsure:{field.name}"], masked[f"typed:{field.name}"].rename(field.name)
    required = tuple(_required(field, text, absent)) if field.required and text.null_count() else ()
    if not unsure.any():
        missing = text.is_null() if field.required and field.name in absent else unsure
        return Cells(typed, typed, missing, required)
    distinct = text.filter(unsure).unique(maintain_order=True).to_list()
    judgements = judge(field, missing_values(field, schema.descriptor), distinct)
    read = pl.DataFrame({"text": text, "unsure": unsure, "typed": typed}).join(
        _table(field, judgements), on="text", how="left", maintain_order="left"
    )
    stored = read.select(pl.when("unsure").then("stored").otherwise("typed").alias(field.name)).to_series()
    suggestions = suggest(field, _broken(judgements), typed)
    found = tuple(_cell_faults(text, unsure, judgements, suggestions))
    return Cells(stored, _key(stored, read["key"]), unsure & stored.is_null(), (*required, *found))


def _required(field: Field, text: pl.Series, absent: Collection[str]) -> Iterator[Fault]:
    if field.name in absent:
        yield Fault(None, (field.name,), "constraint-required", count=len(text))
        return
    for index in text.is_null().arg_true():
        yield Fault(index, (field.name,), "constraint-required")


def _table(field: Field, judgements: Mapping[str, Judgement]) -> pl.DataFrame:
    columns = {
        "text": list(judgements),
        "stored": [judgement.stored for judgement in judgements.values()],
        "key": [judgement.key for judgement in judgements.values()],
    }
    return pl.DataFrame(columns, schema={"text": pl.String(), "stored": polars_type(field), "key": pl.String()})


def _broken(judgements: Mapping[str, Judgement]) -> dict[str, tuple[str, ...]]:
    return {
        text: tuple(fault.code for fault in judgement.faults)
        for text, judgement in judgements.items()
        if judgement.faults
    }


def _key(stored: pl.Series, beyond: pl.Series) -> pl.Series:
    if not beyond.is_not_null().any():
        return stored
    columns = pl.DataFrame([beyond.alias("beyond"), stored.cast(pl.String).alias("stored")]).with_row_index("index")
    apart = pl.when(pl.col("beyond") == UNEQUAL).then(pl.format("{} {}", "beyond", "index")).otherwise("beyond")
    return columns.select(pl.coalesce(apart, "stored").alias(stored.name)).to_series()


def _cell_faults(
    text: pl.Series, unsure: pl.Series, judgements: Mapping[str, Judgement], suggestions: Mapping[str, Suggestion]
) -> Iterator[Fault]:
    for index, written in zip(unsure.arg_true(), text.filter(unsure), strict=True):
        for fault in judgements[written].faults:
            suggestion = fault.suggestion or suggestions.get(written)
            yield Fault(index, fault.fields, fault.code, fault.details, suggestion)

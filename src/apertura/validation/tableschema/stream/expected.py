"""Labels of a file and its schema to what each column should hold, and what is wrong with the labels."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import polars as pl

from apertura.model.definition import Field, TableSchema
from apertura.validation.tableschema.compile import Compiled, compile_field
from apertura.validation.tableschema.missing import missing_values
from apertura.validation.tableschema.reading import understood
from apertura.validation.tableschema.scan.batch import Table
from apertura.validation.tableschema.stream.report import Cause, Found

TEXT = pl.String()
WHOLE = pl.Series([None], dtype=pl.UInt64())


@dataclass(frozen=True, slots=True)
class Expected:
    """One column: what the schema says of it, its place from 1, the words that mean no value in it, its kind."""

    field: Field
    number: int
    missing: tuple[str, ...]
    dtype: pl.DataType = TEXT

    @property
    def place(self) -> str:
        """What the column is called in frames, where a field's own name could be taken for a pattern of names."""
        return str(self.number)

    @property
    def compiled(self) -> Compiled:
        """Expressions over the column."""
        return compile_field(replace(self.field, name=self.place), self.dtype)


@dataclass(frozen=True, slots=True)
class Header:
    """``columns`` are those that a record should have; None where the labels do not say which is which."""

    columns: tuple[Expected, ...] | None
    found: tuple[Found, ...] = ()


def read_header(table: Table, schema: TableSchema) -> Header:
    """Say what each column of a table should hold, and what is wrong with its labels."""
    header = _paired(table.labels, schema)
    if header.columns is None or not table.types:
        return header
    typed = zip(header.columns, table.types, strict=True)
    return replace(header, columns=tuple(replace(column, dtype=dtype) for column, dtype in typed))


def _paired(labels: Sequence[str], schema: TableSchema) -> Header:
    """Pair labels with fields as ``fieldsMatch`` asks, which frictionless itself decides where they differ."""
    names = [field.name for field in schema.fields]
    matching: Any = schema.descriptor.get("fieldsMatch", "exact")
    if list(labels) == names or not labels:
        return Header(_columns(schema.fields, schema))
    from frictionless import Schema
    from frictionless.table.header import Header as FrictionlessHeader

    if matching != "exact" and (repeated := _repeated(labels)):
        return Header(None, tuple(_wrong(Cause("duplicate-label", number=at), labels[at - 1]) for at in repeated))
    known = Schema.from_descriptor(_understood(schema.descriptor), datapackage_version="v2")
    header = FrictionlessHeader(list(labels), fields=known.fields, row_numbers=[1], fields_match=matching)
    by_name = {field.name: field for field in schema.fields}
    fields = [
        _anything(field.name) if field.schema is None else by_name[field.name] for field in header.get_expected_fields()
    ]
    found = (
        _wrong(
            Cause(error.type, getattr(error, "field_name", None) or None, getattr(error, "field_number", None)),
            getattr(error, "label", None),
        )
        for error in header.errors
    )
    return Header(_columns(fields, schema), tuple(found))


def _columns(fields: Sequence[Field], schema: TableSchema) -> tuple[Expected, ...]:
    declared = {field.name for field in schema.fields}
    return tuple(
        Expected(field, number, tuple(missing_values(field, schema.descriptor if field.name in declared else {})))
        for number, field in enumerate(fields, start=1)
    )


def _repeated(labels: Sequence[str]) -> list[int]:
    return [at for at, label in enumerate(labels, start=1) if label in labels[: at - 1]]


def _wrong(cause: Cause, label: str | None) -> Found:
    return Found(cause, WHOLE, pl.Series([label], dtype=pl.String()))


def _anything(name: str) -> Field:
    """Build the field of a column that the schema does not have: anything goes, so that only its label is wrong."""
    return Field(name, name, "", "any", None, {}, None, {"name": name, "type": "any"})


def _understood(descriptor: Mapping[str, Any]) -> dict[str, Any]:
    return {**descriptor, "fields": [understood(field) for field in descriptor["fields"]]}

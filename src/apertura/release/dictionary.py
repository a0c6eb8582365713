"""Table Schema to the data dictionary: one row per field, in words."""

from collections.abc import Collection, Iterator

import polars as pl

from apertura.model.definition import DatasetDefinition, Field, TableSchema
from apertura.release.canonical_csv import write_csv
from apertura.release.files import catalogue_file, keys_file
from apertura.release.phrases import say

_COLUMNS = (
    "campo",
    "titulo",
    "descripcion",
    "tipo",
    "obligatorio",
    "restricciones",
    "catalogo",
    "ejemplo",
    "unidad",
)
_LIMITS = (
    "minimum",
    "exclusiveMinimum",
    "maximum",
    "exclusiveMaximum",
    "minLength",
    "maxLength",
    "enum",
    "pattern",
)


def dictionary(definition: DatasetDefinition, parents: Collection[str] = ()) -> bytes:
    """Write the data dictionary (*diccionario de datos*) of a dataset as canonical CSV.

    ``parents`` are the datasets, not catalogues, that its keys name.
    """
    rows = [_row(field, definition.schema, parents) for field in definition.schema.fields]
    return write_csv(pl.DataFrame(rows, schema=dict.fromkeys(_COLUMNS, pl.String), orient="row"))


def _row(field: Field, schema: TableSchema, parents: Collection[str]) -> tuple[str | None, ...]:
    resources = [key.resource for key in schema.foreign_keys if field.name in key.fields]
    if field.vocabulary:
        resources.append(field.vocabulary)
    named = [keys_file(name) if name in parents else catalogue_file(name) for name in dict.fromkeys(resources)]
    unit = field.descriptor.get("apertura:unidad")
    return (
        field.name,
        field.title,
        field.description,
        _type(field),
        say("yes") if field.required else say("no"),
        "; ".join(_constraints(field, schema)) or None,
        ", ".join(named) or None,
        field.example,
        None if unit is None else str(unit),
    )


def _type(field: Field) -> str:
    if field.type == "number" and field.decimals is not None:
        return say("type.number.decimals", field.decimals)
    return say(f"type.{field.type}")


def _constraints(field: Field, schema: TableSchema) -> Iterator[str]:
    if field.name in schema.primary_key:
        yield say("constraint.key")
    if field.constraints.get("unique") is True:
        yield say("constraint.unique")
    for name in _LIMITS:
        if name in field.constraints:
            yield say(f"constraint.{name}", limit=_limit(field.constraints[name]))


def _limit(limit: object) -> str:
    return " | ".join(str(option) for option in limit) if isinstance(limit, (list, tuple)) else str(limit)

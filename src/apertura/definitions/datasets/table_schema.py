"""TableShape to TableSchema, and what is wrong with it that a shape cannot say."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from apertura.definitions.datasets.table_shape import TableShape
from apertura.definitions.documents.read_document import Document, Keys
from apertura.definitions.examples.refusal import read, refusal, written
from apertura.model.definition import Field, ForeignKey, TableSchema

_BOUNDS = frozenset({"minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"})
_ALWAYS = frozenset({"required", "unique", "enum"})
_ONLY_STRING = frozenset({"pattern", "minLength", "maxLength"})


def table_schema(descriptor: Mapping[str, Any], shape: TableShape) -> TableSchema:
    """Build the TableSchema of a descriptor whose shape was checked."""
    return TableSchema(
        fields=tuple(_field(field) for field in descriptor["fields"]),
        primary_key=tuple(shape.primary_key),
        foreign_keys=tuple(
            ForeignKey(tuple(key.fields), key.reference.resource, tuple(key.reference.fields))
            for key in shape.foreign_keys
        ),
        descriptor=descriptor,
    )


def table_problems(document: Document, keys: Keys, schema: TableSchema) -> Iterator[str]:
    """Say what of a schema found at ``keys`` contradicts itself: constraints, keys, decimals, examples."""
    names = [field.name for field in schema.fields]
    for index, field in enumerate(schema.fields):
        if field.name in names[:index]:
            yield document.problem((*keys, "fields", index, "name"), f"el campo «{field.name}» está repetido")
        for below, sentence in _field_problems(field):
            yield document.problem((*keys, "fields", index, *below), f"campo «{field.name}»: {sentence}")
    for name in (name for name in schema.primary_key if name not in names):
        yield document.problem((*keys, "primaryKey"), f"la clave primaria nombra un campo que no existe: «{name}»")
    for index, foreign in enumerate(schema.foreign_keys):
        at = (*keys, "foreignKeys", index)
        for name in (name for name in foreign.fields if name not in names):
            yield document.problem(at, f"la clave foránea nombra un campo que no existe: «{name}»")
        if len(foreign.fields) != len(foreign.reference):
            yield document.problem(at, "la clave foránea no tiene tantos campos como su referencia")


def _field(descriptor: Mapping[str, Any]) -> Field:
    return Field(
        name=descriptor["name"],
        title=descriptor["title"],
        description=descriptor["description"],
        type=descriptor["type"],
        example=written(descriptor["example"]) if "example" in descriptor else None,
        constraints=descriptor.get("constraints", {}),
        decimals=descriptor.get("apertura:decimales"),
        descriptor=descriptor,
    )


def _field_problems(field: Field) -> Iterator[tuple[Keys, str]]:
    if field.type == "number" and field.decimals is None:
        yield (), "falta «apertura:decimales», las cifras después del punto"
    if field.type != "number" and field.decimals is not None:
        yield ("apertura:decimales",), f"«apertura:decimales» no va con el tipo {field.type}"
    if field.type != "string" and "format" in field.descriptor and field.descriptor["format"] != "default":
        yield ("format",), f"el formato «{field.descriptor['format']}» no va con el tipo {field.type}"
    wrong = [(("constraints", name), sentence) for name, sentence in _constraint_problems(field)]
    yield from wrong
    # a field whose constraints are wrong cannot say what it accepts
    if not wrong and field.example is not None and (reason := refusal(field, field.example)):
        yield ("example",), f"su propio ejemplo «{field.example}» {reason}"


def _constraint_problems(field: Field) -> Iterator[tuple[str, str]]:
    allowed = _ALWAYS | (_ONLY_STRING if field.type == "string" else _BOUNDS)
    if field.type == "boolean":
        allowed = _ALWAYS
    for name, value in field.constraints.items():
        if name not in allowed:
            yield name, f"la restricción «{name}» no va con el tipo {field.type}"
        elif name == "pattern":
            yield from ((name, f"el patrón no es una expresión regular ({error})") for error in _faults(str(value)))
        elif name in _BOUNDS or isinstance(value, list):
            values = value if isinstance(value, list) else [value]
            yield from ((name, f"«{text}» no es de tipo {field.type}") for text in _unreadable(field, values))


def _faults(pattern: str) -> Iterator[str]:
    try:
        re.compile(pattern)
    except re.error as error:
        yield str(error)


def _unreadable(field: Field, values: list[object]) -> Iterator[str]:
    for value in values:
        try:
            read(field, written(value))
        except ValueError:
            yield written(value)

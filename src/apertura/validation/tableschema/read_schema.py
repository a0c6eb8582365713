"""Table Schema descriptor to TableSchema, refused where the standard or the schema itself forbids it."""

import copy
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from apertura.errors import InvalidSchemaError
from apertura.model.definition import Field, ForeignKey, TableSchema
from apertura.validation.tableschema.compile import BOUNDS
from apertura.validation.tableschema.plain_schema import surely_sound
from apertura.validation.tableschema.reading import understood


def read_schema(descriptor: Mapping[str, Any]) -> TableSchema:
    """Read a Table Schema, of version 1 or 2 of the Data Package standard.

    Raises InvalidSchemaError where frictionless refuses it, where it names a field that it does not have, or where a
    bound or a pattern cannot be read.
    """
    if not surely_sound(descriptor):
        problems = list(_refusals(descriptor)) or [*_bad_keys(descriptor), *_unreadable(descriptor)]
        if problems:
            raise InvalidSchemaError("El esquema no es un Table Schema válido:\n" + "\n".join(problems))
    return TableSchema(
        fields=tuple(_field(field) for field in descriptor["fields"]),
        primary_key=_listed(descriptor.get("primaryKey") or []),
        foreign_keys=tuple(
            ForeignKey(
                _listed(key["fields"]),
                key["reference"].get("resource", ""),
                _listed(key["reference"]["fields"]),
            )
            for key in descriptor.get("foreignKeys") or []
        ),
        descriptor=descriptor,
    )


def schema_as_named(labels: Sequence[str], resource: str, schema: TableSchema) -> TableSchema:
    """Make the schema of a table from what names it: its columns are read as the fields of those foreign keys are."""
    own = {field.name: field for field in schema.fields}
    types = {
        there: {name: value for name, value in own[here].descriptor.items() if name != "constraints"}
        for key in schema.foreign_keys
        if key.resource == resource
        for here, there in zip(key.fields, key.reference, strict=True)
    }
    missing = schema.descriptor.get("missingValues", [""])
    fields = [{**types.get(label, {"type": "any"}), "name": label} for label in dict.fromkeys(labels)]
    descriptor = {"fields": fields, "missingValues": missing}
    return TableSchema(tuple(map(_field, fields)), (), (), descriptor)


def unique_keys(schema: TableSchema) -> tuple[tuple[str, ...], ...]:
    """Fields of each of the schema's ``uniqueKeys``."""
    declared = schema.descriptor.get("uniqueKeys", [])
    return tuple(_listed(key) for key in declared) if isinstance(declared, (list, tuple)) else ()


def _field(descriptor: Mapping[str, Any]) -> Field:
    return Field(
        name=descriptor["name"],
        title=descriptor.get("title", descriptor["name"]),
        description=descriptor.get("description", ""),
        type=descriptor.get("type", "string"),
        example=None,
        constraints=descriptor.get("constraints", {}),
        decimals=None,
        descriptor=descriptor,
    )


def _listed(names: str | list[str]) -> tuple[str, ...]:
    return (names,) if isinstance(names, str) else tuple(names)


def _refusals(descriptor: Mapping[str, Any]) -> Iterator[str]:
    """Say in frictionless' words why it refuses a schema."""
    from frictionless import FrictionlessException, Schema

    fields = descriptor.get("fields")
    if not isinstance(fields, list) or not all(isinstance(field, dict) for field in fields):
        yield "  «fields» no es una lista de campos"
        return
    try:
        kept = {**copy.deepcopy(dict(descriptor)), "fields": [understood(field) for field in fields]}
        Schema.from_descriptor(kept, datapackage_version="v2")
    except FrictionlessException as error:
        yield from (f"  {reason.note or reason.message}" for reason in (error.reasons or [error.error]))
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        # it takes the shape of some properties for granted
        yield f"  alguna propiedad no tiene la forma debida ({error})"


def _bad_keys(descriptor: Mapping[str, Any]) -> Iterator[str]:
    declared, names = descriptor.get("uniqueKeys", []), {field["name"] for field in descriptor["fields"]}
    if not isinstance(declared, list) or not all(isinstance(key, (str, list)) for key in declared):
        yield "  uniqueKeys no es una lista de listas de campos"
        return
    for key in declared:
        yield from (
            f"  uniqueKeys nombra un campo que no existe: «{name}»" for name in _listed(key) if name not in names
        )


def _unreadable(descriptor: Mapping[str, Any]) -> Iterator[str]:
    """Say which bounds, patterns and JSON Schemas no reader could use; frictionless fails on them at the first row."""
    from frictionless import Field as FrictionlessField

    for field in descriptor["fields"]:
        name, constraints = field["name"], field.get("constraints", {})
        known = FrictionlessField.from_descriptor(understood(field), datapackage_version="v2")
        try:
            value_reader = known.create_value_reader()
            known.create_cell_reader()
        except Exception as error:  # noqa: BLE001 - re.error, or whatever else the value of a constraint brings about
            yield f"  campo «{name}»: una restricción no se puede leer ({error})"
            continue
        for bound in BOUNDS.keys() & constraints.keys():
            if value_reader(constraints[bound]) is None:
                yield f"  campo «{name}»: «{constraints[bound]}», en {bound}, no es de tipo {known.type}"
        yield from _bad_profile(name, field)


def _bad_profile(name: str, field: Mapping[str, Any]) -> Iterator[str]:
    profile = field.get("constraints", {}).get("jsonSchema")
    if profile is None:
        return
    from jsonschema.exceptions import SchemaError
    from jsonschema.validators import validator_for

    try:
        validator_for(profile).check_schema(profile)
    except (SchemaError, AttributeError, TypeError) as error:
        yield f"  campo «{name}»: su jsonSchema no es un JSON Schema ({error.args[0]})"

"""Table Schema descriptor to "surely sound", so that a plain one is read without importing what judges the others."""

import re
from collections.abc import Mapping
from typing import Any

from apertura.model.definition import Field
from apertura.validation.tableschema.literal import literal

BOUNDS = frozenset({"minimum", "maximum"})
LENGTHS = frozenset({"minLength", "maxLength"})
ALWAYS = frozenset({"required", "unique", "enum"})
CONSTRAINTS: Mapping[str, frozenset[str]] = {
    "string": ALWAYS | LENGTHS | {"pattern"},
    "integer": ALWAYS | BOUNDS,
    "number": ALWAYS | BOUNDS,
    "date": ALWAYS | BOUNDS,
    "year": ALWAYS | BOUNDS,
    "yearmonth": ALWAYS | BOUNDS,
    "boolean": ALWAYS,
    "datetime": ALWAYS,
    "time": ALWAYS,
}
WORDS = frozenset({"name", "type", "title", "description", "format", "decimalChar", "groupChar"})
LISTS = frozenset({"trueValues", "falseValues", "missingValues"})
FORMATS = frozenset({"default", "email", "uri", "uuid", "binary"})
PROPERTIES = frozenset({"$schema", "name", "title", "description", "fields", "missingValues", "primaryKey"})


def surely_sound(descriptor: Mapping[str, Any]) -> bool:
    """Say yes only where frictionless surely accepts a schema, and every bound and pattern in it can be read."""
    fields = descriptor.get("fields")
    if not isinstance(fields, list) or descriptor.keys() - PROPERTIES - {"foreignKeys"} or not all(map(_field, fields)):
        return False
    names = [field["name"] for field in fields]
    keys = descriptor.get("primaryKey", [])
    return (
        len(names) == len(set(names))
        and _texts(descriptor.get("missingValues", []))
        and all(isinstance(descriptor.get(word, ""), str) for word in ("$schema", "name", "title", "description"))
        and set([keys] if isinstance(keys, str) else keys if _texts(keys) else [None]) <= set(names)
        and isinstance(descriptor.get("foreignKeys", []), list)
        and all(_reference(key, names) for key in descriptor.get("foreignKeys", []))
    )


def _texts(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(text, str) for text in value)


def _reference(key: object, names: list[str]) -> bool:
    reference = key.get("reference") if isinstance(key, dict) else None
    if not isinstance(key, dict) or not isinstance(reference, dict) or not isinstance(reference.get("resource"), str):
        return False
    own, there = key.get("fields"), reference.get("fields")
    if not (isinstance(own, list) and isinstance(there, list) and _texts(own) and _texts(there)):
        return False
    return set(own) <= set(names) and len(own) == len(there) > 0


def _field(descriptor: object) -> bool:
    if not isinstance(descriptor, dict) or descriptor.keys() - WORDS - LISTS - {"constraints", "bareNumber"}:
        return False
    type_ = descriptor.get("type", "string")
    return (
        bool(descriptor.get("name"))
        and all(isinstance(descriptor.get(word, ""), str) for word in WORDS)
        and all(_texts(descriptor.get(name, [])) for name in LISTS)
        and isinstance(descriptor.get("bareNumber", True), bool)
        and type_ in CONSTRAINTS
        and (type_ != "string" or descriptor.get("format", "default") in FORMATS)
        and isinstance(descriptor.get("constraints", {}), dict)
        and all(_constraint(descriptor, name, value) for name, value in descriptor.get("constraints", {}).items())
    )


def _constraint(descriptor: dict[str, Any], name: str, value: object) -> bool:
    type_ = descriptor.get("type", "string")
    if name not in CONSTRAINTS[type_]:
        return False
    if name in BOUNDS:
        field = Field(descriptor["name"], "", "", type_, None, {}, None, descriptor)
        return type_ != "yearmonth" and literal(field, value) is not None
    if name in LENGTHS:
        return isinstance(value, int) and not isinstance(value, bool)
    if name == "enum":
        return isinstance(value, list)
    return isinstance(value, bool) if name != "pattern" else isinstance(value, str) and _compiles(value)


def _compiles(pattern: str) -> bool:
    try:
        re.compile(f"^{pattern}$")
    except re.error:
        return False
    return True

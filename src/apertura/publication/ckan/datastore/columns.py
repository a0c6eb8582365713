"""Table Schema to the fields of a DataStore table: types, labels, notes and units."""

from collections.abc import Mapping, Sequence
from typing import Any

TYPES = {
    "integer": "int8",
    "year": "int8",
    "number": "numeric",
    "boolean": "bool",
    "date": "date",
    "datetime": "timestamp",
}
"""PostgreSQL types, as the DataStore names them; what is not here is text."""


_SAID = ("label", "notes", "unit", "key")
"""What is ours in the data dictionary; ``key`` is the place of a field in the primary key, which CKAN does not tell."""

Fields = Sequence[Mapping[str, Any]]


def columns(schema: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Describe each field of a schema as ``datastore_create`` takes it; the description is its data dictionary."""
    places = {name: str(place) for place, name in enumerate(primary_key(schema), start=1)}
    return [
        {"id": each["name"], "type": TYPES.get(each["type"], "text"), "info": _info(each, places.get(each["name"], ""))}
        for each in schema["fields"]
    ]


def primary_key(schema: Mapping[str, Any]) -> list[str]:
    """Return the fields of the primary key, in their order."""
    named = schema["primaryKey"]
    return [named] if isinstance(named, str) else list(named)


def same(there: Fields, wanted: Fields, *, described: bool) -> bool:
    """Whether a table has the wanted columns, in their order; with ``described`` also what is said of them."""
    parts = ("id", "type", "info") if described else ("id", "type")
    return [_parts(each, parts) for each in there] == [_parts(each, parts) for each in wanted]


def fits(there: Fields, wanted: Fields) -> bool:
    """Whether a table becomes the wanted one where it stands: fields only come last, or go; the key stays."""
    names = {each["id"] for each in wanted}
    kept = [each for each in there if each["id"] in names]
    return same(kept, wanted[: len(kept)], described=False) and _keys(there) == _keys(wanted)


def _keys(fields: Fields) -> dict[str, str]:
    return {each["id"]: place for each in fields if (place := (each.get("info") or {}).get("key"))}


def _info(field: Mapping[str, Any], key: str) -> dict[str, str]:
    info = {
        "label": field["title"],
        "notes": field["description"],
        "unit": field.get("apertura:unidad", ""),
        "key": key,
    }
    return {key: str(text) for key, text in info.items() if text}


def _parts(field: Mapping[str, Any], parts: tuple[str, ...]) -> dict[str, Any]:
    info = {key: text for key, text in (field.get("info") or {}).items() if key in _SAID and text}
    return {part: info if part == "info" else field.get(part) for part in parts}

"""Table Schema to the fields of a DataStore table: types, labels, notes and units."""

from collections.abc import Mapping
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


def columns(schema: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Describe each field of a schema as ``datastore_create`` takes it; the description is its data dictionary."""
    return [
        {"id": each["name"], "type": TYPES.get(each["type"], "text"), "info": _info(each)} for each in schema["fields"]
    ]


def same(there: list[Mapping[str, Any]], wanted: list[dict[str, Any]], *, described: bool) -> bool:
    """Whether a table has the wanted columns, in their order; with ``described`` also what is said of them."""
    parts = ("id", "type", "info") if described else ("id", "type")
    return [_parts(each, parts) for each in there] == [_parts(each, parts) for each in wanted]


def _info(field: Mapping[str, Any]) -> dict[str, str]:
    info = {"label": field["title"], "notes": field["description"], "unit": field.get("apertura:unidad", "")}
    return {key: str(text) for key, text in info.items() if text}


def _parts(field: Mapping[str, Any], parts: tuple[str, ...]) -> dict[str, Any]:
    info = {key: text for key, text in (field.get("info") or {}).items() if key in {"label", "notes", "unit"} and text}
    return {part: info if part == "info" else field.get(part) for part in parts}

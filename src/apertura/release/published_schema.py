"""Table Schema of what is received to that of what is published, where every value is written in one way."""

import json
from collections.abc import Mapping
from typing import Any

_READING = ("trueValues", "falseValues", "groupChar", "decimalChar", "bareNumber", "missingValues")
_PARSED = ("date", "datetime", "time")


def published_schema(descriptor: Mapping[str, Any]) -> dict[str, Any]:
    """Leave out what says how submissions may be written: published values are canonical, missing ones are empty.

    An example is text whatever its field, as Data Package 2.0 has it. One that was published comes back as it is.
    """
    schema = json.loads(json.dumps(descriptor))
    schema["fields"] = [_published(field) for field in schema["fields"]]
    return {**schema, "missingValues": [""]}


def _published(field: dict[str, Any]) -> dict[str, Any]:
    left_out = (*_READING, "format") if field["type"] in _PARSED else _READING
    kept = {name: value for name, value in field.items() if name not in left_out}
    return {**kept, "example": _text(kept["example"])} if "example" in kept else kept


def _text(value: object) -> str:
    return value if isinstance(value, str) else json.dumps(value)

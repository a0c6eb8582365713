"""Every type with every format and constraint, each against all its hostile spellings: cases that never change."""

import csv
import io
import re
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from tests.validation.oracle.hostile import ANYWHERE, SPELLINGS
from tests.validation.oracle.schemas import BOUNDS, FORMATS, LENGTHS, PATTERNS, READABLE

V2 = "https://datapackage.org/profiles/2.0/tableschema.json"
NOTHING = re.compile("(?!)")
UNCOMPARABLE = defaultdict(
    lambda: NOTHING,
    {"number": re.compile("sNaN"), "datetime": re.compile("[Zz]$|[-+][0-9:]+$"), "time": re.compile("Z$|[+]")},
)
PROPERTIES: dict[str, list[dict[str, Any]]] = {
    "integer": [{"bareNumber": False}],
    "number": [
        {"decimalChar": ","},
        {"groupChar": ","},
        {"groupChar": ".", "decimalChar": ","},
        {"bareNumber": False},
        {"bareNumber": False, "decimalChar": ",", "groupChar": " "},
        {"floatNumber": True},
        {"groupChar": "-"},
        {"decimalChar": ",", "constraints": {"minimum": 0, "maximum": "50"}},
    ],
    "boolean": [{"trueValues": ["Sí", "Si"], "falseValues": ["No", "no", "Si"]}],
    "list": [
        {"itemType": "integer"},
        {"itemType": "date"},
        {"itemType": "number"},
        {"itemType": "time"},
        {"itemType": "boolean"},
        {"delimiter": ";"},
    ],
    "array": [{"arrayItem": {"type": "integer", "constraints": {"minimum": 2}}}],
}


def battery(type_: str) -> Iterator[tuple[dict[str, Any], bytes]]:
    """Schemas with a field of a type, each with the bytes of its table, one spelling a record."""
    for field in fields(type_):
        fields_ = [{"name": "n", "type": "string"}, field]
        yield {"$schema": V2, "fields": fields_, "missingValues": ["", "NA"]}, table(field)


def fields(type_: str) -> Iterator[dict[str, Any]]:
    field = {"name": "c", "type": type_}
    yield field
    yield from ({**field, "format": format_} for format_ in FORMATS.get(type_, []) if format_ != "default")
    yield from ({**field, **marks} for marks in PROPERTIES.get(type_, []))
    for constraint in constraints(type_):
        yield {**field, "constraints": constraint}
    for marks in PROPERTIES.get(type_, []) if type_ == "list" else []:
        yield {**field, **marks, "constraints": {"minLength": 2, "maxLength": 2}}


def constraints(type_: str) -> Iterator[dict[str, Any]]:
    yield {"required": True}
    if type_ != "list":
        yield {"enum": SPELLINGS[type_][:3]}
    for name in BOUNDS if type_ in READABLE else ():
        yield from ({name: bound} for bound in READABLE[type_][:3])
    if type_ in LENGTHS:
        yield from ({"minLength": 2}, {"maxLength": 2}, {"minLength": 1, "maxLength": 3})
    if type_ == "string":
        yield from ({"pattern": pattern} for pattern in PATTERNS)
    if type_ not in ("array", "geojson", "list", "object"):
        yield {"unique": True}


def table(field: dict[str, Any]) -> bytes:
    type_, buffer = field["type"], io.StringIO()
    # there frictionless fails instead of giving a verdict (docs/diferencias.md)
    left_out = [text for text in SPELLINGS[type_] if field.get("constraints") and UNCOMPARABLE[type_].search(text)]
    spellings = dict.fromkeys([*SPELLINGS[type_], *ANYWHERE, "", "NA"])
    texts = [text for text in [*spellings, *SPELLINGS[type_][:4]] if text not in left_out]
    csv.writer(buffer, lineterminator="\n").writerows([["n", "c"], *(["x", text] for text in texts)])
    return buffer.getvalue().encode()

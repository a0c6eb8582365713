"""Version of a dataset to its CSVW description (W3C, Metadata Vocabulary for Tabular Data): tables and keys."""

import json
import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

from apertura.release.files import DESCRIPTOR, data_file
from apertura.site.cite import DATA
from apertura.site.published import Published

SUFFIX = "-metadata.json"
"""What the model adds to the address of a CSV to find its description."""

_DATES = {"date": "yyyy-MM-dd", "datetime": "yyyy-MM-ddTHH:mm:ssX"}
_BASES = {
    "string": "string",
    "integer": "integer",
    "number": "decimal",
    "boolean": "boolean",
    "date": "date",
    "datetime": "dateTime",
    "year": "gYear",
}
_LIMITS = {
    "minimum": "minimum",
    "maximum": "maximum",
    "exclusiveMinimum": "minExclusive",
    "exclusiveMaximum": "maxExclusive",
}
_LENGTHS = ("minLength", "maxLength")
_MEANING_IN_A_PATTERN = re.compile(r"[\\^$.|?*+()\[\]{}]")


def csvw_file(dataset: str) -> str:
    """Name of the description, beside the table: where who has the address of the CSV alone looks first."""
    return f"{data_file(dataset)}{SUFFIX}"


def csvws(published: Published) -> Iterator[tuple[str, bytes]]:
    """Write the description of every version, and of the latest once more, where its files are."""
    for name, dataset in published.datasets.items():
        for place, folder in dataset.places:
            yield f"{DATA}/{name}/{place}/{csvw_file(name)}", csvw(folder)


def csvw(version: Path) -> bytes:
    """Describe every CSV of a version, from its descriptor alone.

    What CSVW cannot say is only in the descriptor: that a column repeats no value, and the limits of a year.
    """
    about = json.loads((version / DESCRIPTOR).read_bytes())
    tables = {each["name"]: each for each in about["resources"] if "schema" in each}
    paths = {name: each["path"] for name, each in tables.items()}
    described = {
        "@context": "http://www.w3.org/ns/csvw",
        "dc:identifier": about["name"],
        "dc:title": _said(about["title"]),
        "dc:description": _said(about["description"]),
        "dc:modified": {"@value": about["created"], "@type": "xsd:dateTime"},
        "dc:hasVersion": about["version"],
        "dc:temporal": f"{about['temporal']['start']}/{about['temporal']['end']}",
        "dc:language": "es",
        "dc:license": {"@id": about["licenses"][0]["path"]},
        "dc:source": [_said(each["title"]) for each in about["sources"]],
        "dcat:keyword": [_said(word) for word in about["keywords"]],
        "dialect": {"encoding": "utf-8", "header": True, "delimiter": ",", "quoteChar": '"', "doubleQuote": True},
        "tables": [_table(each, paths) for each in tables.values()],
    }
    return json.dumps(described, ensure_ascii=False, indent=1).encode() + b"\n"


def _table(resource: Mapping[str, Any], paths: Mapping[str, str]) -> Mapping[str, Any]:
    schema = resource["schema"]
    keys = list(_foreign_keys(schema, paths))
    return {
        "url": resource["path"],
        "dc:title": _said(resource["title"]),
        "dc:description": _said(resource["description"]),
        "tableSchema": {
            "columns": [_column(field) for field in schema["fields"]],
            **({"primaryKey": schema["primaryKey"]} if "primaryKey" in schema else {}),
            **({"foreignKeys": keys} if keys else {}),
        },
    }


def _foreign_keys(schema: Mapping[str, Any], paths: Mapping[str, str]) -> Iterator[Mapping[str, Any]]:
    for key in schema.get("foreignKeys", ()):
        named = key["reference"]
        if named["resource"] in paths:
            to = {"resource": paths[named["resource"]], "columnReference": named["fields"]}
            yield {"columnReference": key["fields"], "reference": to}


def _column(field: Mapping[str, Any]) -> Mapping[str, Any]:
    return {
        "name": field["name"],
        # the first is what stands in the file, in no language; readers hold it against the heading
        "titles": {"und": field["name"], "es": field["title"]},
        "dc:description": _said(field["description"]),
        "datatype": _datatype(field),
        **({"required": True} if field.get("constraints", {}).get("required") else {}),
    }


def _datatype(field: Mapping[str, Any]) -> Mapping[str, Any]:
    limits, decimals = field.get("constraints", {}), field.get("apertura:decimales")
    form = _format(field, limits, decimals)
    told = {"base": _BASES[field["type"]], **({"format": form} if form else {})}
    if field["type"] == "string":
        told |= {name: limits[name] for name in _LENGTHS if name in limits}
    elif field["type"] != "year":
        told |= {_LIMITS[name]: _limit(value, decimals) for name, value in limits.items() if name in _LIMITS}
    return told


def _format(field: Mapping[str, Any], limits: Mapping[str, Any], decimals: int | None) -> str | None:
    match field["type"]:
        case "string" if "enum" in limits:
            return f"^({'|'.join(_MEANING_IN_A_PATTERN.sub(_literal, option) for option in limits['enum'])})$"
        case "string":
            return limits.get("pattern")
        case "boolean":
            return "true|false"
        case "year":
            return r"^\d{4}$"
        case "number" if decimals:
            return f"0.{'0' * decimals}"
        case type_:
            return _DATES.get(type_)


def _literal(sign: re.Match[str]) -> str:
    return f"\\{sign[0]}"


def _limit(value: Any, decimals: int | None) -> str:
    """Write a limit as the column writes its numbers; one of more digits, with all of them."""
    limit = Decimal(str(value))
    return f"{limit:.{decimals}f}" if decimals and limit == round(limit, decimals) else str(value)


def _said(text: str) -> Mapping[str, str]:
    return {"@value": text, "@language": "es"}

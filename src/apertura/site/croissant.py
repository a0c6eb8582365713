"""Dataset to its Croissant description (MLCommons, 1.0): its files, and what each column of its table is."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from apertura.release.files import data_file, parquet_file
from apertura.site.cite import address, doi, schema_org
from apertura.site.settings import Settings
from apertura.site.view import DatasetView, View

CROISSANT = "croissant.json"

_CONFORMS = "http://mlcommons.org/croissant/1.0"
# whole, as the specification has it: readers warn of any other
_CONTEXT = {
    "@language": "es",
    "@vocab": "https://schema.org/",
    "citeAs": "cr:citeAs",
    "column": "cr:column",
    "conformsTo": "dct:conformsTo",
    "cr": "http://mlcommons.org/croissant/",
    "data": {"@id": "cr:data", "@type": "@json"},
    "dataType": {"@id": "cr:dataType", "@type": "@vocab"},
    "dct": "http://purl.org/dc/terms/",
    "equivalentProperty": "cr:equivalentProperty",
    "examples": {"@id": "cr:examples", "@type": "@json"},
    "extract": "cr:extract",
    "field": "cr:field",
    "fileObject": "cr:fileObject",
    "fileProperty": "cr:fileProperty",
    "fileSet": "cr:fileSet",
    "format": "cr:format",
    "includes": "cr:includes",
    "isLiveDataset": "cr:isLiveDataset",
    "jsonPath": "cr:jsonPath",
    "key": "cr:key",
    "md5": "cr:md5",
    "parentField": "cr:parentField",
    "path": "cr:path",
    "rai": "http://mlcommons.org/croissant/RAI/",
    "recordSet": "cr:recordSet",
    "references": "cr:references",
    "regex": "cr:regex",
    "repeated": "cr:repeated",
    "replace": "cr:replace",
    "samplingRate": "cr:samplingRate",
    "sc": "https://schema.org/",
    "separator": "cr:separator",
    "source": "cr:source",
    "subField": "cr:subField",
    "transform": "cr:transform",
}
_TYPES = {
    "integer": "sc:Integer",
    "year": "sc:Integer",
    "number": "sc:Float",
    "boolean": "sc:Boolean",
    "date": "sc:Date",
}


def croissants(view: View) -> Iterator[tuple[str, bytes]]:
    """Write the description of each dataset beside its page."""
    for each in view.datasets.values():
        about = json.dumps(_croissant(view.settings, each), ensure_ascii=False, indent=1)
        yield f"conjuntos/{each.dataset.name}/{CROISSANT}", about.encode() + b"\n"


def _croissant(settings: Settings, each: DatasetView) -> Mapping[str, Any]:
    name = each.dataset.name
    told = schema_org(settings, each.dataset, each.title)
    kept = {key: told[key] for key in ("description", "license", "url", "version", "keywords", "inLanguage", "creator")}
    files = {resource["path"]: resource for resource in each.dataset.descriptor["resources"]}
    return {
        "@context": _CONTEXT,
        "@type": "sc:Dataset",
        "conformsTo": _CONFORMS,
        # names of files and of folders are made of it
        "name": name,
        "alternateName": each.title,
        **kept,
        "datePublished": told["dateModified"],
        "citeAs": doi(settings, each.dataset) or address(settings, each.dataset),
        "isLiveDataset": False,
        "distribution": [_file(settings, each, files[path]) for path in (data_file(name), parquet_file(name))],
        "recordSet": [_records(each)],
    }


def _file(settings: Settings, each: DatasetView, resource: Mapping[str, Any]) -> Mapping[str, Any]:
    path = resource["path"]
    return {
        "@type": "cr:FileObject",
        "@id": path,
        "name": path,
        "description": resource["title"],
        "contentUrl": address(settings, each.dataset, path),
        "contentSize": f"{each.dataset.size(path)} B",
        "encodingFormat": resource["mediatype"],
        "sha256": resource["hash"].removeprefix("sha256:"),
    }


def _records(each: DatasetView) -> Mapping[str, Any]:
    name, schema = each.dataset.name, each.dataset.schema
    return {
        "@type": "cr:RecordSet",
        "@id": name,
        "name": name,
        "description": each.title,
        "key": [{"@id": f"{name}/{field}"} for field in each.dataset.key],
        "field": [
            {
                "@type": "cr:Field",
                "@id": f"{name}/{field['name']}",
                "name": field["name"],
                "description": field["description"],
                "dataType": _TYPES.get(field["type"], "sc:Text"),
                "source": {"fileObject": {"@id": data_file(name)}, "extract": {"column": field["name"]}},
            }
            for field in schema["fields"]
        ],
    }

"""The whole catalogue to DCAT-AP 3, as Turtle and as JSON-LD: the same graph, written twice."""

import json
from collections.abc import Iterator, Mapping
from typing import Any, TypeAlias

from apertura.release.files import data_file, parquet_file
from apertura.site.cite import DATA, address, doi
from apertura.site.view import DatasetView, View

TURTLE, JSON_LD = "catalogo.ttl", "catalogo.jsonld"

Node: TypeAlias = Mapping[str, Any]

PREFIXES = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "spdx": "http://spdx.org/rdf/terms#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
_AUTHORITY = "http://publications.europa.eu/resource/authority"
_MEDIA = "https://www.iana.org/assignments/media-types"


def dcat(view: View) -> Iterator[tuple[str, bytes]]:
    """Write both files: a catalogue, its publisher, each dataset, and its CSV and Parquet as distributions."""
    nodes = list(_nodes(view))
    graph = {"@context": PREFIXES, "@graph": nodes}
    yield JSON_LD, json.dumps(graph, ensure_ascii=False, indent=1).encode() + b"\n"
    heads = "".join(f"@prefix {name}: <{space}> .\n" for name, space in PREFIXES.items())
    yield TURTLE, (heads + "".join(map(_subject, nodes))).encode()


def _nodes(view: View) -> Iterator[Node]:
    home, settings = view.settings.address, view.settings
    publisher = {"@id": f"{home}#publisher"}
    yield {
        "@id": f"{home}#catalogue",
        "@type": "dcat:Catalog",
        "dct:title": [_said(text, language) for language, text in sorted(settings.title.items())],
        "dct:description": _said(settings.title["es"]),
        "dct:publisher": publisher,
        "dct:language": {"@id": f"{_AUTHORITY}/language/SPA"},
        "foaf:homepage": {"@id": f"{home}index.html"},
        "dcat:dataset": [{"@id": _id(view, each)} for each in view.datasets.values()],
    }
    yield {**publisher, "@type": "foaf:Agent", "foaf:name": _said(settings.publisher)}
    for each in view.datasets.values():
        yield from _dataset(view, each, publisher)


def _dataset(view: View, each: DatasetView, publisher: Node) -> Iterator[Node]:
    about, name, given = each.dataset.descriptor, each.dataset.name, doi(view.settings, each.dataset)
    files = [(data_file(name), "csv"), (parquet_file(name), "vnd.apache.parquet")]
    yield {
        "@id": _id(view, each),
        "@type": "dcat:Dataset",
        "dct:identifier": [_plain(name), *([_typed(given, "anyURI")] if given else [])],
        "dct:title": _said(each.title),
        "dct:description": _said(about["description"]),
        "dct:publisher": publisher,
        "dct:modified": _typed(about["created"], "dateTime"),
        "dct:language": {"@id": f"{_AUTHORITY}/language/SPA"},
        "dct:spatial": {"@id": f"{_AUTHORITY}/country/MEX"},
        "dct:temporal": {
            "@type": "dct:PeriodOfTime",
            "dcat:startDate": _typed(about["temporal"]["start"], "date"),
            "dcat:endDate": _typed(about["temporal"]["end"], "date"),
        },
        "dcat:version": _plain(each.dataset.version),
        "dcat:keyword": [_said(word) for word in about["keywords"]],
        "dcat:theme": [{"@id": f"{_AUTHORITY}/data-theme/{theme}"} for theme in about["apertura:temas"]],
        "dcat:landingPage": {"@id": f"{view.settings.address}conjuntos/{name}/index.html"},
        "dcat:distribution": [{"@id": address(view.settings, each.dataset, file)} for file, _ in files],
    }
    described = {resource["path"]: resource for resource in about["resources"]}
    for file, media in files:
        yield _distribution(view, each, described[file], media)


def _distribution(view: View, each: DatasetView, resource: Mapping[str, Any], media: str) -> Node:
    place = address(view.settings, each.dataset, resource["path"])
    group = "text" if media == "csv" else "application"
    return {
        "@id": place,
        "@type": "dcat:Distribution",
        "dct:title": _said(resource["title"]),
        "dcat:accessURL": {"@id": f"{view.settings.address}conjuntos/{each.dataset.name}/index.html"},
        "dcat:downloadURL": {"@id": place},
        "dcat:mediaType": {"@id": f"{_MEDIA}/{group}/{media}"},
        "dcat:byteSize": _typed(str(each.dataset.size(resource["path"])), "nonNegativeInteger"),
        "dct:license": {"@id": each.dataset.descriptor["licenses"][0]["path"]},
        "spdx:checksum": {
            "@type": "spdx:Checksum",
            "spdx:algorithm": {"@id": f"{PREFIXES['spdx']}checksumAlgorithm_sha256"},
            "spdx:checksumValue": _typed(resource["hash"].removeprefix("sha256:"), "hexBinary"),
        },
    }


def _id(view: View, each: DatasetView) -> str:
    return f"{view.settings.address}{DATA}/{each.dataset.name}/"


def _said(text: str, language: str = "es") -> Node:
    return {"@value": text, "@language": language}


def _plain(text: str) -> Node:
    return {"@value": text}


def _typed(text: str, kind: str) -> Node:
    return {"@value": text, "@type": f"xsd:{kind}"}


def _subject(node: Node) -> str:
    return f"\n<{node['@id']}> {_properties(node)} .\n"


def _properties(node: Node) -> str:
    told = [f"a {node['@type']}"]
    for name, values in node.items():
        if not name.startswith("@"):
            listed = values if isinstance(values, list) else [values]
            if listed:
                told.append(f"{name} {', '.join(map(_object, listed))}")
    return " ;\n  ".join(told)


def _object(value: Node) -> str:
    if "@value" in value:
        # a string of JSON is one of Turtle
        text = json.dumps(value["@value"], ensure_ascii=False)
        return f"{text}@{value['@language']}" if "@language" in value else text + _type(value)
    return f"<{value['@id']}>" if "@id" in value else f"[ {_properties(value)} ]"


def _type(value: Node) -> str:
    return f"^^{value['@type']}" if "@type" in value else ""

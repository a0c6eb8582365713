"""Draft, number and reasons to the files of a version, descriptor and checksums last."""

import json
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from importlib import resources
from typing import Any, cast

from pydantic_core import to_json

from apertura.model.definition import Definitions
from apertura.model.version import PublishedVersion, Resource, VersionNumber
from apertura.release import files, quality
from apertura.release.descriptor import descriptor, instant
from apertura.release.dictionary import dictionary
from apertura.release.draft import Draft
from apertura.release.files import HISTORY, resource
from apertura.release.notes import notes
from apertura.release.parquet import parquet
from apertura.release.reason import Reason

CSV = "text/csv"
SQL = "application/sql"
PARQUET = "application/vnd.apache.parquet"
_DIALECT = {"delimiter": ",", "lineTerminator": "\r\n", "quoteChar": '"', "doubleQuote": True, "header": True}

Part = tuple[Resource, dict[str, Any]]


def package(
    draft: Draft,
    number: VersionNumber,
    reasons: Sequence[Reason],
    definitions: Definitions,
    previous: PublishedVersion | None,
) -> tuple[Resource, ...]:
    """Write every file of a version, the history that of ``previous`` and one more entry, latest first."""
    earlier = cast("list[dict[str, Any]]", previous.descriptor[HISTORY]) if previous else []
    entry = {"version": str(number), "fecha": instant(draft), "motivos": [reason.text for reason in reasons]}
    history = [entry, *earlier]
    parts = list(_parts(draft, number, history))
    judged = descriptor(draft, number, history, [entry for _, entry in parts])
    parts = [*parts, *_quality(draft, judged, parts, definitions, previous)]
    described = descriptor(draft, number, history, [entry for _, entry in parts])
    written = [part for part, _ in parts]
    written.append(resource(files.DESCRIPTOR, _json(described), "application/json"))
    return (*written, _checksums(written))


def _parts(draft: Draft, number: VersionNumber, history: Sequence[dict[str, Any]]) -> Iterator[Part]:
    dataset = draft.definition.name
    yield _table(draft, dataset, resource(files.data_file(dataset), draft.data_csv, CSV), "datos", draft.schema)
    yield _file(
        draft, f"{dataset}_parquet", resource(files.parquet_file(dataset), parquet(draft, number), PARQUET), "parquet"
    )
    words = resource(files.DICTIONARY, dictionary(draft.definition, draft.parents), CSV)
    yield _table(draft, "diccionario", words, "diccionario", _about()["diccionario"]["schema"])
    yield from _provenance(draft)
    for name, (catalogue, content) in draft.catalogues.items():
        schema = {**catalogue.descriptor, "missingValues": [""]}
        about = {"title": catalogue.title, "description": catalogue.description}
        yield _entry(name, resource(files.catalogue_file(name), content, CSV), about, {"schema": schema})
    for name, keys in draft.parents.items():
        about = {"title": keys.title, "description": keys.description}
        yield _entry(name, resource(files.keys_file(name), keys.content, CSV), about, {"schema": dict(keys.schema)})
    contract = resource(files.SCHEMA, _json(draft.schema), "application/json")
    yield _file(draft, "esquema", contract, "esquema")
    yield _file(draft, "cambios", resource(files.NOTES, notes(draft, history), "text/markdown"), "cambios")


def _provenance(draft: Draft) -> Iterator[Part]:
    """Write where the rows come from: who handed in what, or the query and the rows of other datasets."""
    if draft.coverage_csv is not None:
        covered = resource(files.COVERAGE, draft.coverage_csv, CSV)
        yield _table(draft, "cobertura", covered, "cobertura", _about()["cobertura"]["schema"])
    if draft.corrections_csv is not None:
        corrected = resource(files.CORRECTIONS, draft.corrections_csv, CSV)
        yield _table(draft, "correcciones", corrected, "correcciones", _about()["correcciones"]["schema"])
    kind = "linaje_derivado" if draft.definition.derivation else "linaje"
    lineage = resource(files.LINEAGE, draft.lineage_csv, CSV)
    yield _table(draft, "linaje", lineage, kind, _lineage_schema(draft, kind))
    if draft.columns_csv is not None:
        placed = resource(files.COLUMNS, draft.columns_csv, CSV)
        yield _table(draft, "columnas", placed, "columnas", _about()["columnas"]["schema"])
    if derivation := draft.definition.derivation:
        yield _file(draft, "consulta", resource(files.QUERY, derivation.query.encode(), SQL), "consulta")


def _quality(
    draft: Draft,
    described: Mapping[str, Any],
    parts: Sequence[Part],
    definitions: Definitions,
    previous: PublishedVersion | None,
) -> Iterator[Part]:
    """Judge all the files written so far; without a policy there is nothing to judge them by."""
    if definitions.policies:
        judged = quality.subject(draft, definitions, previous, described, [part for part, _ in parts])
        found = quality.report(judged, definitions.policies)
        yield _file(draft, "calidad", resource(files.QUALITY, _json(found), "application/json"), "calidad")
        page = resource(files.QUALITY_PAGE, quality.page(found), "text/markdown")
        yield _file(draft, "calidad_pagina", page, "calidad_pagina")


def _table(draft: Draft, name: str, written: Resource, about: str, schema: Mapping[str, Any]) -> Part:
    return _entry(name, written, _words(draft, about), {"schema": dict(schema)})


def _file(draft: Draft, name: str, written: Resource, about: str) -> Part:
    return _entry(name, written, _words(draft, about), {})


def _entry(name: str, written: Resource, about: Mapping[str, str], table: Mapping[str, Any]) -> Part:
    kind = {"type": "table", "encoding": "utf-8", "dialect": _DIALECT} if table else {}
    # frictionless counts the rows of Parquet and no bytes, and holds any count said here against them
    size = {} if written.media_type == PARQUET else {"bytes": len(written.content)}
    return written, {
        "name": name,
        **about,
        "path": written.name,
        "format": written.name.rsplit(".", 1)[-1],
        "mediatype": written.media_type,
        **size,
        "hash": f"sha256:{written.sha256}",
        **kind,
        **table,
    }


def _words(draft: Draft, about: str) -> dict[str, str]:
    words = _about()[about]
    return {"title": words["title"].format(title=draft.title), "description": words["description"]}


def _lineage_schema(draft: Draft, kind: str) -> dict[str, Any]:
    key = draft.definition.schema.primary_key
    fields = [field for field in draft.schema["fields"] if field["name"] in key]
    ordered = sorted(fields, key=lambda field: key.index(field["name"]))
    schema = _about()[kind]["schema"]
    # a computed row has as many rows of lineage as rows it was made of
    telling = {} if draft.definition.derivation else {"primaryKey": list(key)}
    return {**schema, "fields": [*ordered, *schema["fields"]], **telling}


@cache
def _about() -> dict[str, Any]:
    return dict(json.loads(resources.files("apertura.release").joinpath("recursos.json").read_bytes()))


def _checksums(written: Sequence[Resource]) -> Resource:
    lines = [f"{each.sha256}  {each.name}\n" for each in sorted(written, key=lambda each: each.name)]
    return resource(files.CHECKSUMS, "".join(lines).encode(), "text/plain")


def _json(value: object) -> bytes:
    return to_json(value, indent=2) + b"\n"

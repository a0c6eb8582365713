"""A published version, and what a portal is like, to what the portal is to show of it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, cast

from apertura.model.definition import Definitions
from apertura.publication.ckan.mapping.dcat import dcat, flat
from apertura.publication.ckan.mapping.ids import resource_id
from apertura.publication.ckan.mapping.sealed import SealedFile, SealedVersion
from apertura.publication.ckan.mapping.slug import slug
from apertura.publication.ckan.site.survey import Survey
from apertura.publication.portal_settings import Settings
from apertura.release.files import CHECKSUMS, DESCRIPTOR, HISTORY, data_file, parquet_file
from apertura.release.phrases import say

FORMATS = {"csv": "CSV", "parquet": "Parquet", "json": "JSON", "md": "Markdown", "sql": "SQL", "": "TXT"}
STAMP = "apertura_sello"
"""Extra that says which bytes a version is made of: the SHA-256 of its SHA256SUMS."""
STATE, CURRENT, RETIRED = "estado", "vigente", "retirado"
"""Extra of a dataset, and field of a file that newer versions no longer have: whether it is kept up to date."""
SHA256_ALGORITHM = "http://spdx.org/rdf/terms#checksumAlgorithm_sha256"
COVERED = "apertura:cobertura"
_TAG = re.compile(r"[^\w .-]+")


@dataclass(frozen=True, slots=True)
class WantedFile:
    """A resource of a portal's dataset: the file to send, and what the portal is to say of it."""

    id: str
    file: SealedFile
    fields: Mapping[str, str]

    @property
    def name(self) -> str:
        """Name of the file."""
        return self.file.path.name


@dataclass(frozen=True, slots=True)
class Wanted:
    """A dataset of a portal as it is to be: its fields, its extras, tags and groups by name, files in their order."""

    sealed: SealedVersion
    fields: Mapping[str, Any]
    extras: Mapping[str, str]
    tags: tuple[str, ...]
    groups: tuple[str, ...]
    files: tuple[WantedFile, ...]

    @property
    def dataset(self) -> str:
        """Name of the dataset."""
        return self.sealed.dataset

    @property
    def version(self) -> str:
        """Number of the version, as portals write it."""
        return str(self.sealed.number)


def wanted(
    version: SealedVersion, definitions: Definitions, survey: Survey, settings: Settings, retired: str | None = None
) -> Wanted:
    """Translate a version's descriptor into a portal's words; ``retired`` is why it is not kept up to date any more."""
    described, name = version.descriptor, version.dataset
    places = {file.path.name: download_url(survey.site_url, name, file.path.name) for file in version.files}
    meaning = dcat(version, definitions, settings, places)
    own = {key: value for key, value in meaning.items() if key in survey.schema_fields}
    rest = flat({key: value for key, value in meaning.items() if key not in own})
    return Wanted(
        sealed=version,
        fields={
            "name": name,
            "title": described["title"],
            "notes": _notes(described, retired),
            "version": str(version.number),
            "owner_org": survey.organization,
            "license_id": described["licenses"][0]["name"],
            "author": settings.organization_title,
            "maintainer": settings.contact,
            "maintainer_email": settings.contact_email,
            **own,
        },
        extras={**rest, **_extras(version, places), STATE: RETIRED if retired else CURRENT},
        tags=tuple(sorted({_tag(word) for word in described["keywords"]})),
        groups=tuple(group for group in _groups(described, definitions) if group in survey.groups),
        files=tuple(_file(name, file, described, places) for file in version.files),
    )


def download_url(site_url: str, dataset: str, file: str) -> str:
    """Address a file can be had from at a portal, the same for every version."""
    return f"{site_url}/dataset/{dataset}/resource/{resource_id(dataset, file)}/download/{file.lower()}"


def eje_groups(definitions: Definitions) -> Mapping[str, str]:
    """Return the groups that datasets belong to: names and titles, one for each *eje*."""
    return {slug(row["titulo"]): row["titulo"] for row in definitions.catalogues["eje"].rows}


def _groups(described: Mapping[str, Any], definitions: Definitions) -> tuple[str, ...]:
    lines = set(described["apertura:lineas_accion"])
    strategies = {linea.estrategia for plan in definitions.plans for linea in plan.lineas if linea.id in lines}
    rows = definitions.catalogues["estrategia"].rows
    ejes = {row["eje_id"] for row in rows if row["estrategia_id"] in strategies}
    return tuple(slug(row["titulo"]) for row in definitions.catalogues["eje"].rows if row["eje_id"] in ejes)


def _notes(described: Mapping[str, Any], retired: str | None) -> str:
    latest = described[HISTORY][0]
    parts = [
        *([say("portal.retired.dataset", reason=retired)] if retired else []),
        described["description"],
        # what is computed from other datasets is owed by nobody
        *([say("portal.coverage", **described[COVERED])] if COVERED in described else []),
        say("portal.latest", version=latest["version"]),
        "\n".join(f"- {reason}" for reason in latest["motivos"]),
    ]
    if described["apertura:notas"]:
        parts += [say("portal.notes"), "\n".join(f"- {note}" for note in described["apertura:notas"])]
    return "\n\n".join(parts)


def _extras(version: SealedVersion, places: Mapping[str, str]) -> dict[str, str]:
    described = version.descriptor
    stamp = next(file.sha256 for file in version.files if file.path.name == CHECKSUMS)
    lines = {"lineas_accion": ", ".join(described["apertura:lineas_accion"])}
    demo = {"datos_de_demostracion": "sí"} if described["apertura:demostracion"] else {}
    links = {
        entry: places[path]
        for entry, path in ((each["name"], each["path"]) for each in described["resources"])
        if entry in {"esquema", "cambios", "calidad"}
    }
    return {**{key: text for key, text in lines.items() if text}, **demo, **links, STAMP: stamp}


def _tag(word: str) -> str:
    # CKAN: 2 to 100 letters, digits, spaces and -_. ; anything else is refused
    return " ".join(_TAG.sub(" ", word).split())[:100]


def _file(dataset: str, file: SealedFile, described: Mapping[str, Any], places: Mapping[str, str]) -> WantedFile:
    name = file.path.name
    title, description = _words(dataset, name, file.about)
    schema = next((e["path"] for e in described["resources"] if e["name"] == "esquema"), None)
    conforms = {"conforms_to": places[schema]} if schema and file.about.get("name") == dataset else {}
    fields = {
        "name": title,
        "description": description,
        "format": FORMATS[file.path.suffix[1:]],
        "mimetype": file.about.get("mediatype", "application/json" if name == DESCRIPTOR else "text/plain"),
        "sha256": file.sha256,
        "hash": file.sha256,
        "hash_algorithm": SHA256_ALGORITHM,
        "license": described["licenses"][0]["path"],
        **conforms,
    }
    return WantedFile(resource_id(dataset, name), file, fields)


def _words(dataset: str, name: str, about: Mapping[str, Any]) -> tuple[str, str]:
    if name in {data_file(dataset), parquet_file(dataset)}:
        # its title is the dataset's, under which a portal lists it anyway, cut short
        return say("portal.data", format=FORMATS[name.rsplit(".", 1)[-1]]), cast("str", about["description"])
    if about:
        return cast("str", about["title"]), cast("str", about["description"])
    words = {DESCRIPTOR: "portal.descriptor", CHECKSUMS: "portal.checksums"}[name]
    return say(words), say(f"{words}.description")

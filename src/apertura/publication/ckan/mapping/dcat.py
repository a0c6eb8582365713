"""A published version to what DCAT-AP says of a dataset, in the names ckanext-dcat reads."""

import json
from collections.abc import Mapping
from typing import Any

from apertura.model.definition import Definitions
from apertura.publication.ckan.mapping.ids import dataset_id
from apertura.publication.ckan.mapping.sealed import SealedVersion
from apertura.publication.portal_settings import Settings
from apertura.release.files import HISTORY
from apertura.release.phrases import say

_AUTHORITY = "http://publications.europa.eu/resource/authority"
"""Authority tables of the Publications Office of the European Union, which DCAT-AP names."""
COUNTRY = f"{_AUTHORITY}/country/MEX"
LANGUAGE = f"{_AUTHORITY}/language/SPA"
OPEN_TO_ALL = f"{_AUTHORITY}/access-right/PUBLIC"
_FLAT = {
    "temporal_coverage": {"start": "temporal_start", "end": "temporal_end"},
    "spatial_coverage": {"uri": "spatial_uri", "text": "spatial_text"},
    "contact": {"name": "contact_name", "email": "contact_email"},
}


def dcat(
    version: SealedVersion, definitions: Definitions, settings: Settings, places: Mapping[str, str]
) -> dict[str, Any]:
    """Say it in the fields of ckanext-dcat's own ckanext-scheming schema; what is empty is left out."""
    described, history = version.descriptor, version.descriptor[HISTORY]
    files = {entry["name"]: places[entry["path"]] for entry in described["resources"]}
    contact = {"name": settings.contact, "email": settings.contact_email}
    said = {
        "issued": history[-1]["fecha"][:10],
        "modified": described["created"][:10],
        "identifier": f"urn:uuid:{dataset_id(version.dataset)}",
        "frequency": _concept(definitions, "frecuencia", described["apertura:frecuencia"]),
        "theme": [concept for name in described["apertura:temas"] if (concept := _concept(definitions, "tema", name))],
        "language": [LANGUAGE],
        "access_rights": OPEN_TO_ALL,
        "conforms_to": [files[name] for name in ("esquema",) if name in files],
        "documentation": [files[name] for name in ("diccionario", "calidad") if name in files],
        "version_notes": " ".join(history[0]["motivos"]),
        "provenance": _provenance(described),
        "temporal_coverage": [described["temporal"]],
        "spatial_coverage": [{"uri": COUNTRY, "text": "México"}],
        "contact": [{key: text for key, text in contact.items() if text}],
    }
    return {key: value for key, value in said.items() if value}


def _provenance(described: Mapping[str, Any]) -> str:
    titles = [source["title"] for source in described["sources"]]
    if "apertura:cobertura" in described:
        return say("portal.provenance", len(titles))
    return say("portal.provenance.derived", sources="; ".join(titles))


def flat(meaning: Mapping[str, Any]) -> dict[str, str]:
    """Say the same in extras, which hold text alone: lists as JSON, parts under names of their own."""
    said: dict[str, str] = {}
    for key, value in meaning.items():
        if key in _FLAT:
            said |= {_FLAT[key][part]: text for part, text in value[0].items()}
        else:
            said[key] = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return said


def _concept(definitions: Definitions, catalogue: str, key: str) -> str:
    [row] = (row for row in definitions.catalogues[catalogue].rows if row["clave"] == key)
    return row.get("concepto_ue", "")

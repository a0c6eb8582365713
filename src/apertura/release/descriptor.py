"""Draft, number and files to the Data Package descriptor: the one from which all others are translated."""

from collections.abc import Sequence
from typing import Any

from apertura.model.version import VersionNumber
from apertura.release.draft import Draft
from apertura.release.files import HISTORY

PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"


def descriptor(
    draft: Draft, number: VersionNumber, history: Sequence[dict[str, Any]], resources: Sequence[dict[str, Any]]
) -> dict[str, Any]:
    """Describe a version (Data Package 2.0, and properties of ours that begin with ``apertura:``)."""
    return {
        "$schema": PROFILE,
        "name": draft.definition.name,
        "version": str(number),
        "created": instant(draft),
        **descriptive(draft),
        "temporal": {"start": draft.start.isoformat(), "end": draft.end.isoformat()},
        "sources": [dict(source) for source in draft.sources],
        **({"apertura:cobertura": _coverage(draft)} if draft.coverage_csv else {}),
        HISTORY: list(history),
        "resources": list(resources),
    }


def descriptive(draft: Draft) -> dict[str, Any]:
    """Return the part of the descriptor that says what the dataset is, whatever is in it at the moment."""
    definition = draft.definition
    licence = definition.licence
    return {
        "title": draft.title,
        "description": draft.description,
        "licenses": [{"name": licence.name, "title": licence.title, "path": licence.path}],
        "keywords": list(definition.keywords),
        "apertura:demostracion": draft.demo,
        "apertura:frecuencia": definition.cadence,
        "apertura:temas": list(definition.themes),
        "apertura:lineas_accion": list(definition.plan_lines),
        "apertura:notas": list(definition.notes),
    }


def instant(draft: Draft) -> str:
    """Instant the latest submission in the version was received, as Data Package writes it (UTC)."""
    return draft.created.strftime("%Y-%m-%dT%H:%M:%SZ")


def _coverage(draft: Draft) -> dict[str, int]:
    counts = dict(draft.coverage.group_by("estado").len().iter_rows())
    return {state: counts.get(state, 0) for state in ("aceptada", "faltante", "adicional", "retenida")}

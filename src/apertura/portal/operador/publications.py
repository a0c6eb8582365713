"""What is published and how it can be proven; and who accepted which correction."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from starlette.responses import Response

from apertura.chronicle.log import Event, read
from apertura.portal.security.refusals import refuse
from apertura.portal.security.visit import Visit
from apertura.publication.folder.versions import LATEST, checksums, versions
from apertura.release.files import CHECKSUMS, DESCRIPTOR, HISTORY
from apertura.storage import corrections
from apertura.storage.layout import published

SHOWN = 200


@dataclass(frozen=True, slots=True)
class Version:
    """A version: why it came, its files with bytes and SHA-256, and the event of the bitácora that tells of it."""

    number: str
    date: str
    reasons: tuple[str, ...]
    proof: str
    files: tuple[tuple[str, int, str], ...]
    event: Event | None


def show_publications(visit: Visit) -> Response:
    """Show the last version of each dataset that is published."""
    root = visit.house.settings.root
    found = {name: _described(root, name) for name in visit.house.definitions.publishable}
    latest = {name: about for name, about in found.items() if about is not None}
    counts = {name: len(versions(published(root) / name)) for name in latest}
    return visit.show("publicaciones.html", latest=latest, counts=counts)


def show_publication(visit: Visit) -> Response:
    """Show every version of a dataset, the newest first, with its proofs."""
    root, dataset = visit.house.settings.root, visit.path["dataset"]
    about = _described(root, dataset) if dataset in visit.house.definitions.publishable else None
    if about is None:
        return refuse(visit, 404)
    told = {each["version"]: each for each in about[HISTORY]}
    events = {
        each.fields.get("version"): each
        for each in read(root)
        if each.fields.get("que") == "version" and each.fields.get("conjunto") == dataset
    }
    folder = published(root) / dataset
    numbers = [str(number) for number in reversed(versions(folder))]
    shown = [_version(folder / number, told.get(number, {}), events.get(number)) for number in numbers]
    return visit.show("versiones.html", dataset=dataset, about=about, versions=shown)


def show_corrections(visit: Visit) -> Response:
    """Show the corrections that were accepted, the newest first, of one body or of all."""
    garante = visit.query.get("organismo", "")
    rows = [row for row in corrections.every(visit.house.settings.root) if garante in ("", row["organismo_id"])]
    garantes = visit.house.definitions.garantes
    return visit.show("correcciones.html", rows=rows[:SHOWN], total=len(rows), garantes=garantes, chosen=garante)


def _described(root: Path, dataset: str) -> Mapping[str, Any] | None:
    path = published(root) / dataset / LATEST / DESCRIPTOR
    described: Mapping[str, Any] | None = json.loads(path.read_bytes()) if path.exists() else None
    return described


def _version(folder: Path, told: Mapping[str, Any], event: Event | None) -> Version:
    sums = checksums(folder)
    files = tuple(
        (name, (folder / name).stat().st_size, sha256) for name, sha256 in sums.items() if (folder / name).is_file()
    )
    return Version(folder.name, told.get("fecha", ""), tuple(told.get("motivos", ())), sums[CHECKSUMS], files, event)

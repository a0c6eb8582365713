"""The folders of the catalogue to catalog.json: what there is, for machines."""

import json
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

from pydantic_core import to_json

from apertura.durable import write_file
from apertura.publication.folder.versions import LATEST, checksums, datasets, versions
from apertura.release.files import DESCRIPTOR

CATALOGUE = "catalog.json"


def refresh(root: Path) -> None:
    """Write catalog.json where it does not say what the folders hold; there is none where nothing was published."""
    if not root.is_dir():
        return
    content = catalogue(root)
    path = root / CATALOGUE
    if not path.exists() or path.read_bytes() != content:
        write_file(path, content)


def catalogue(root: Path) -> bytes:
    """Describe the latest version of each dataset; derived from the folders alone, so it can always be made again."""
    there = [dataset for dataset in datasets(root) if (dataset / LATEST / DESCRIPTOR).exists()]
    return describe((dataset / (dataset / LATEST).readlink(), [*map(str, versions(dataset))]) for dataset in there)


def describe(latest: Iterable[tuple[Path, Sequence[str]]]) -> bytes:
    """Describe datasets by the folder of the latest version of each, and the numbers of all of them, earliest first."""
    return to_json({"conjuntos": [_entry(version, numbers) for version, numbers in latest]}, indent=2) + b"\n"


def _entry(version: Path, numbers: Sequence[str]) -> dict[str, Any]:
    written = (version / DESCRIPTOR).stat().st_mtime_ns
    return {"nombre": version.parent.name, **_described(version, written), "versiones": [*reversed(numbers)]}


@lru_cache(maxsize=1024)
def _described(version: Path, _written: int) -> Mapping[str, Any]:
    """Describe a version, once: nobody writes to its folder again."""
    descriptor = json.loads((version / DESCRIPTOR).read_bytes())
    place = f"{version.parent.name}/{version.name}"
    return {
        "titulo": descriptor["title"],
        "descripcion": descriptor["description"],
        "version": version.name,
        "actualizado": descriptor["created"],
        "licencias": descriptor["licenses"],
        "descriptor": f"{place}/{DESCRIPTOR}",
        "archivos": [
            {"ruta": f"{place}/{name}", "bytes": (version / name).stat().st_size, "sha256": sha256}
            for name, sha256 in sorted(checksums(version).items())
        ],
    }

"""Folder of a published version to what there is to send of it: descriptor, and files by their place on disk."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from apertura.errors import BrokenPublicationError
from apertura.model.version import VersionNumber
from apertura.publication.folder.versions import LATEST, broken_files, checksums, versions
from apertura.release.files import CHECKSUMS, DESCRIPTOR


@dataclass(frozen=True, slots=True)
class SealedFile:
    """A file of a version; ``about`` is its entry in the descriptor, empty for descriptor and checksums themselves."""

    path: Path
    sha256: str
    size: int
    about: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class SealedVersion:
    """A version as the folder catalogue keeps it: never written again."""

    dataset: str
    number: VersionNumber
    descriptor: Mapping[str, Any]
    files: tuple[SealedFile, ...]


def latest(published: Path, dataset: str) -> VersionNumber | None:
    """Return the number of the version that the folder catalogue leads to; None where there is none."""
    link = published / dataset / LATEST
    return VersionNumber.parse(str(link.readlink())) if link.is_symlink() else None


def sealed(published: Path, dataset: str, number: VersionNumber) -> SealedVersion | None:
    """Read a version, every byte checked; None where the catalogue does not have it.

    Raises BrokenPublicationError where it is no longer what was published: it is not spread any further.
    """
    if number not in versions(published / dataset):
        return None
    folder = published / dataset / str(number)
    broken = broken_files(folder)
    if broken:
        raise BrokenPublicationError(f"{broken[0][1]} ya no es lo que se publicó; no se lleva al portal.")
    descriptor = json.loads((folder / DESCRIPTOR).read_bytes())
    about = {entry["path"]: entry for entry in descriptor["resources"]}
    digests = checksums(folder)
    names = [*about, DESCRIPTOR, CHECKSUMS]
    files = tuple(
        SealedFile(folder / name, digests[name], (folder / name).stat().st_size, about.get(name, {})) for name in names
    )
    return SealedVersion(dataset, number, descriptor, files)

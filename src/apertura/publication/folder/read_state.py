"""Dataset to the version of it that the folder catalogue has as its latest."""

import json
from pathlib import Path

from apertura.errors import BrokenPublicationError
from apertura.model.version import PublishedVersion, VersionNumber
from apertura.publication.folder.versions import LATEST, checksums, pending
from apertura.release.files import COVERAGE, DESCRIPTOR, LINEAGE, data_file


def read_state(root: Path, dataset: str) -> PublishedVersion | None:
    """Read the latest version of a dataset; None where there is none.

    A version that a run that died had only to point at counts as the latest: the next ``apply`` points at it. Raises
    BrokenPublicationError where the version lacks files.
    """
    number = pending(root / dataset) or _latest(root / dataset)
    if number is None:
        return None
    version = root / dataset / number
    try:
        promised = checksums(version)
        return PublishedVersion(
            number=VersionNumber.parse(version.name),
            descriptor=json.loads((version / DESCRIPTOR).read_bytes()),
            data=(version / data_file(dataset)).read_bytes(),
            lineage=(version / LINEAGE).read_bytes(),
            coverage=(version / COVERAGE).read_bytes() if COVERAGE in promised else b"",
            checksums=promised,
        )
    except FileNotFoundError as error:
        raise BrokenPublicationError(f"A la versión publicada {version} le falta {error.filename}.") from error


def _latest(dataset: Path) -> str | None:
    link = dataset / LATEST
    return str(link.readlink()) if link.is_symlink() else None

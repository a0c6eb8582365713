"""Folder catalogue and changesets to the catalogue as it would be, somewhere else; the real one is not touched."""

import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from apertura.model.version import Changeset
from apertura.publication.folder.versions import LATEST, datasets, versions


@contextmanager
def rehearse(root: Path, changesets: Sequence[Changeset]) -> Iterator[Path]:
    """Yield a catalogue that leads to the versions of the one in ``root`` and has the planned ones beside them."""
    with tempfile.TemporaryDirectory() as name:
        place = Path(name)
        for dataset in datasets(root):
            _lead_to(place / dataset.name, dataset)
        for changeset in changesets:
            _write(place / changeset.dataset, changeset)
        yield place


def _lead_to(place: Path, dataset: Path) -> None:
    place.mkdir()
    for number in versions(dataset):
        (place / str(number)).symlink_to((dataset / str(number)).resolve())
    if (dataset / LATEST).is_symlink():
        (place / LATEST).symlink_to((dataset / LATEST).readlink())


def _write(place: Path, changeset: Changeset) -> None:
    if changeset.version is None:
        return
    number = str(changeset.version.number)
    (place / number).mkdir(parents=True)
    for resource in changeset.version.resources:
        (place / number / resource.name).write_bytes(resource.content)
    (place / LATEST).unlink(missing_ok=True)
    (place / LATEST).symlink_to(number)

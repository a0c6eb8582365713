"""Changeset to the folder catalogue: written whole, proven, then pointed at by one rename."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from apertura.durable import (
    fill_folder,
    make_folder,
    move_folder,
    read_back,
    remove_file,
    remove_folder,
    replace_link,
    temporary,
    write_file,
)
from apertura.errors import BrokenPublicationError, DestinationMovedError
from apertura.model.version import Changeset, DatasetVersion
from apertura.publication.folder.catalogue import refresh
from apertura.publication.folder.read_state import read_state
from apertura.publication.folder.repair import repair
from apertura.publication.folder.versions import JOURNAL, LATEST
from apertura.publication.plan import plan

logger = logging.getLogger(__name__)


@contextmanager
def upkeep(root: Path) -> Iterator[None]:
    """Make good what an interrupted run left in the catalogue in ``root``, and at the end describe it in catalog.json.

    Whoever publishes does it inside, one dataset or many, several at a time. Only for who holds the lease.
    """
    repair(root)
    try:
        yield
    finally:
        refresh(root)


def apply(root: Path, changeset: Changeset) -> None:
    """Apply a changeset to the catalogue in ``root``, within its ``upkeep``.

    Nothing is written where nothing changes. Killed at any instant, the catalogue is whole, and the next run finishes
    or forgets. Raises DestinationMovedError where the catalogue is no longer what the changeset was computed against,
    BrokenPublicationError where what was read back is not what was written; ``latest`` leads where it did.
    """
    if changeset.version is None:
        return
    _refuse_if_moved(root, changeset)
    make_folder(root / changeset.dataset)
    _publish(root / changeset.dataset, changeset.version)
    number, rows = str(changeset.version.number), changeset.version.rows
    told = {"conjunto": changeset.dataset, "version": number, "filas": rows}
    logger.info("%s: versión %s", changeset.dataset, number, extra={"que": "version", **told})


def _refuse_if_moved(root: Path, changeset: Changeset) -> None:
    state = read_state(root, changeset.dataset)
    if plan(changeset.version, state, changeset.dataset) != changeset:
        raise DestinationMovedError(
            f"Lo publicado de {changeset.dataset} cambió desde que se calculó el plan; hay que calcularlo otra vez."
        )


def _publish(dataset: Path, version: DatasetVersion) -> None:
    number = str(version.number)
    target, journal = dataset / number, dataset / JOURNAL
    if not target.exists():
        new = temporary(dataset)
        fill_folder(new, ((each.name, each.content) for each in version.resources), read_only=True)
        write_file(journal, number.encode())
        move_folder(new, target)
        _prove(target, version)
    elif not _holds(target, version):
        raise DestinationMovedError(f"La versión {number} ya está en {dataset} con otro contenido; no se toca.")
    replace_link(dataset / LATEST, number)
    if journal.exists():
        remove_file(journal)


def _prove(target: Path, version: DatasetVersion) -> None:
    if not _holds(target, version):
        remove_folder(target)
        remove_file(target.parent / JOURNAL)
        raise BrokenPublicationError(f"Lo que se leyó de {target} no es lo que se escribió; no se publicó nada.")


def _holds(target: Path, version: DatasetVersion) -> bool:
    wanted = {resource.name: resource.content for resource in version.resources}
    return {path.name: read_back(path) for path in target.iterdir()} == wanted

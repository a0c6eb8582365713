"""Accepted tables to at most one new version per dataset. The second of the two verbs."""

from pathlib import Path

from apertura import release
from apertura.errors import UnknownDatasetError
from apertura.model.definition import Definitions
from apertura.model.version import Changeset
from apertura.publication import folder
from apertura.publication.plan import plan
from apertura.storage import register
from apertura.storage.layout import published


def propose(root: Path, definitions: Definitions, dataset: str) -> Changeset:
    """Compute what publishing a dataset would change in the folder catalogue; empty where nothing differs.

    Raises UnknownDatasetError where no folder of ``schemas/`` has that name.
    """
    if dataset not in definitions.datasets:
        known = ", ".join(sorted(definitions.datasets))
        raise UnknownDatasetError(f"No hay un conjunto de datos «{dataset}»; los que hay son: {known}.")
    definition = definitions.datasets[dataset]
    state = folder.read_state(published(root), dataset)
    version = release.assemble(definition, definitions, register.acceptances(root, definition), state)
    return plan(version, state, dataset)


def publish(root: Path, definitions: Definitions, dataset: str) -> Changeset:
    """Compute the changeset of a dataset and apply exactly it to the folder catalogue."""
    changeset = propose(root, definitions, dataset)
    folder.apply(published(root), changeset)
    return changeset

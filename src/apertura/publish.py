"""Accepted tables to at most one new version per dataset. The second of the two verbs."""

from collections.abc import Mapping
from pathlib import Path

from apertura import release
from apertura.errors import UnknownDatasetError
from apertura.model.definition import DatasetDefinition, Definitions
from apertura.model.table import Arrow
from apertura.model.version import Changeset
from apertura.publication import folder
from apertura.publication.plan import plan
from apertura.storage import register
from apertura.storage.layout import published


def propose(root: Path, definitions: Definitions, dataset: str) -> Changeset:
    """Compute what publishing a dataset would change in the folder catalogue; empty where nothing differs.

    Raises UnknownDatasetError where no folder of ``schemas/`` has that name.
    """
    definition = _definition(definitions, dataset)
    state = folder.read_state(published(root), dataset)
    accepted = register.acceptances(root, definition)
    version = release.assemble(definition, definitions, accepted, state, _parents(root, definitions, dataset))
    return plan(version, state, dataset)


def publish(root: Path, definitions: Definitions, dataset: str) -> Changeset:
    """Compute the changeset of a dataset and apply exactly it to the folder catalogue."""
    changeset = propose(root, definitions, dataset)
    folder.apply(published(root), changeset)
    return changeset


def with_parents(definitions: Definitions, dataset: str) -> tuple[str, ...]:
    """Name a dataset after those that its rows name, and those that these name in turn, in the order to publish them.

    Raises UnknownDatasetError as ``propose``.
    """
    found, waiting = set[str](), {_definition(definitions, dataset).name}
    while waiting:
        name = waiting.pop()
        found.add(name)
        waiting |= set(definitions.parents(name)) - found
    return tuple(name for name in definitions.datasets if name in found)


def _definition(definitions: Definitions, dataset: str) -> DatasetDefinition:
    if dataset not in definitions.datasets:
        known = ", ".join(sorted(definitions.datasets))
        raise UnknownDatasetError(f"No hay un conjunto de datos «{dataset}»; los que hay son: {known}.")
    return definitions.datasets[dataset]


def _parents(root: Path, definitions: Definitions, dataset: str) -> Mapping[str, Arrow]:
    """Rows of each dataset named by this one, as they are to be published: what was accepted says it, at any time."""
    return {name: _rows(root, definitions, name) for name in definitions.parents(dataset)}


def _rows(root: Path, definitions: Definitions, dataset: str) -> Arrow:
    definition = definitions.datasets[dataset]
    accepted = register.acceptances(root, definition)
    return release.standing(definition, definitions, accepted, _parents(root, definitions, dataset))

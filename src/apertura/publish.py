"""Accepted tables, and what is computed from them, to at most one new version per dataset. The second verb."""

import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, wait
from contextlib import AbstractContextManager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from threading import RLock
from types import MappingProxyType
from typing import TypeAlias

from apertura.errors import AperturaError, UnknownDatasetError, sentence
from apertura.model.definition import DatasetDefinition, Definitions
from apertura.model.table import Arrow
from apertura.model.version import Changeset, PublishedVersion
from apertura.publication import folder
from apertura.publication.foresee import foresee
from apertura.publication.plan import plan
from apertura.release.assemble import assemble
from apertura.release.derived.derive import derive
from apertura.release.standing import standing
from apertura.storage import register
from apertura.storage.layout import published

Rows: TypeAlias = Callable[[str], Arrow]
"""Dataset to its rows as they are to be published, the columns that keys of other datasets name."""


@dataclass(frozen=True, slots=True)
class Unpublished:
    """A dataset that stays at the version it had, and what kept it there: a sentence for the operator."""

    dataset: str
    said: str


NOTHING: Mapping[str, PublishedVersion] = MappingProxyType({})

TOGETHER = 2 * (os.cpu_count() or 1)
"""Datasets published at a time: while one waits for the disk, another computes."""


def propose(
    root: Path,
    definitions: Definitions,
    dataset: str,
    ahead: Mapping[str, PublishedVersion] = NOTHING,
    rows: Rows | None = None,
) -> Changeset:
    """Compute what publishing a dataset would change in the folder catalogue; empty where nothing differs.

    A derived one is computed from what is published of its sources; of one that is in ``ahead``, from what is there.
    ``rows`` are those of the datasets that keys name, where they were put together for several proposals.
    Raises UnknownDatasetError where no folder of ``schemas/`` has that name.
    """
    definition = _definition(definitions, dataset)
    state = folder.read_state(published(root), dataset)
    if definition.derivation is None:
        accepted = register.acceptances(root, definition)
        parents = _parents(definitions, dataset, rows or _standing(root, definitions))
        version = assemble(definition, definitions, accepted, state, parents)
    else:
        sources = _sources(root, definitions, dataset, ahead)
        version = derive(definition, definitions, sources, state)
    return plan(version, state, dataset)


def propose_each(root: Path, definitions: Definitions, datasets: Iterable[str]) -> Iterator[Changeset]:
    """Compute the changeset of each dataset as if those before it had been applied."""
    ahead: dict[str, PublishedVersion] = {}
    rows = _standing(root, definitions)
    for dataset in datasets:
        changeset = propose(root, definitions, dataset, ahead, rows)
        if changeset.version is not None:
            ahead[dataset] = foresee(changeset.version)
        yield changeset


def publish(root: Path, definitions: Definitions, dataset: str) -> Changeset:
    """Compute the changeset of a dataset and apply exactly it to the folder catalogue."""
    with upkeep(root):
        return publish_within(root, definitions, dataset)


def upkeep(root: Path) -> AbstractContextManager[None]:
    """Mend the folder catalogue, and describe it at the end, around whatever is published to it."""
    return folder.upkeep(published(root))


def publish_within(root: Path, definitions: Definitions, dataset: str, rows: Rows | None = None) -> Changeset:
    """Do as ``publish``, within the ``upkeep`` and with the ``rows`` that the caller keeps for several datasets."""
    changeset = propose(root, definitions, dataset, rows=rows)
    folder.apply(published(root), changeset)
    return changeset


def publish_each(
    root: Path, definitions: Definitions, datasets: Sequence[str]
) -> Iterator[tuple[str, Callable[[], Changeset]]]:
    """Publish several datasets at a time, each after those it is computed from, in the order they come.

    With each comes a function that returns its changeset, or raises what kept the dataset from being published: one
    that cannot be does not stop the rest.
    """
    with upkeep(root), ThreadPoolExecutor(TOGETHER) as pool:
        begun: dict[str, Future[Changeset]] = {}
        rows = _standing(root, definitions)
        for name in datasets:
            before = [begun[source] for source in definitions.precursors(name) if source in begun]
            begun[name] = pool.submit(_publish_after, before, root, definitions, name, rows)
        yield from ((name, future.result) for name, future in begun.items())


def settle(
    results: Iterable[tuple[str, Callable[[], Changeset]]], tell: Callable[[Changeset], object]
) -> tuple[tuple[Changeset, ...], tuple[Unpublished, ...]]:
    """Part what was published, of which it is told as it comes, from what was kept back by something wrong with it."""
    changesets, unpublished = [], []
    for name, result in results:
        try:
            changesets.append(result())
        except (AperturaError, OSError) as error:
            unpublished.append(Unpublished(name, sentence(error)))
        else:
            tell(changesets[-1])
    return tuple(changesets), tuple(unpublished)


def with_parents(definitions: Definitions, dataset: str) -> tuple[str, ...]:
    """Name a dataset after those it rests on, whose rows it names or is computed from, in the order to publish them.

    And after those that these rest on in turn.

    Raises UnknownDatasetError as ``propose``.
    """
    found, waiting = set[str](), {_definition(definitions, dataset).name}
    while waiting:
        name = waiting.pop()
        found.add(name)
        waiting |= set(definitions.precursors(name)) - found
    return tuple(name for name in definitions.publishable if name in found)


def _publish_after(
    before: Sequence[Future[Changeset]], root: Path, definitions: Definitions, dataset: str, rows: Rows
) -> Changeset:
    # those before were handed to the pool earlier: none of them waits for this one
    wait(before)
    return publish_within(root, definitions, dataset, rows)


def _definition(definitions: Definitions, dataset: str) -> DatasetDefinition:
    if dataset not in definitions.publishable:
        known = ", ".join(sorted(definitions.publishable))
        raise UnknownDatasetError(f"No hay un conjunto de datos «{dataset}»; los que hay son: {known}.")
    return definitions.publishable[dataset]


def _sources(
    root: Path, definitions: Definitions, dataset: str, ahead: Mapping[str, PublishedVersion]
) -> Mapping[str, PublishedVersion]:
    # lineage names versions, so that they are read, and not made again of what was accepted
    states = {
        name: ahead.get(name) or folder.read_state(published(root), name) for name in definitions.precursors(dataset)
    }
    return {name: state for name, state in states.items() if state is not None}


def _parents(definitions: Definitions, dataset: str, rows: Rows) -> Mapping[str, Arrow]:
    return {name: rows(name) for name in definitions.parents(dataset)}


def _standing(root: Path, definitions: Definitions) -> Rows:
    """Offer the rows of datasets, as what was accepted says them at any time, each put together once when asked for."""
    one_at_a_time = RLock()

    @cache
    def put_together(dataset: str) -> Arrow:
        definition = definitions.datasets[dataset]
        accepted = register.acceptances(root, definition)
        return standing(definition, definitions, accepted, _parents(definitions, dataset, rows))

    def rows(dataset: str) -> Arrow:
        with one_at_a_time:
            return put_together(dataset)

    return rows

"""Accepted tables, and what is computed from them, to at most one new version per dataset. The second verb."""

import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, wait
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from types import MappingProxyType

from apertura.consent import demand, may_publish
from apertura.errors import AperturaError, AwaitingApprovalError, UnknownDatasetError
from apertura.model.definition import DatasetDefinition, Definitions
from apertura.model.version import Changeset, PublishedVersion
from apertura.named_rows import Rows, named_rows, standing_rows
from apertura.publication import folder
from apertura.publication.foresee import foresee
from apertura.publication.plan import plan
from apertura.release.assemble import assemble
from apertura.release.derived.derive import derive
from apertura.sentence import sentence
from apertura.storage import register
from apertura.storage.layout import published


@dataclass(frozen=True, slots=True)
class Unpublished:
    """A dataset that stays at the version it had, and what kept it there: a sentence for the operator.

    ``awaits``: it is an operator's yes that it lacks, nothing is wrong with it; ``digest`` is of what can be answered.
    """

    dataset: str
    said: str
    awaits: bool = False
    digest: str | None = None


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
    ``rows`` are those of the datasets that keys name, where they were put together for several proposals; of one that
    waits for a yes, or rests on one that may, they are those that are published. Raises UnknownDatasetError where no
    folder of ``schemas/`` has that name, AwaitingApprovalError where a table names rows that nobody said yes to yet.
    """
    definition = _definition(definitions, dataset)
    state = folder.read_state(published(root), dataset)
    if definition.derivation is None:
        accepted = register.acceptances(root, definition)
        parents = named_rows(root, definitions, definition, accepted, ahead, rows or standing_rows(root, definitions))
        version = assemble(definition, definitions, accepted, state, parents)
    else:
        sources = _sources(root, definitions, dataset, ahead)
        version = derive(definition, definitions, sources, state)
    return plan(version, state, dataset)


def propose_each(root: Path, definitions: Definitions, datasets: Iterable[str]) -> Iterator[Changeset | Unpublished]:
    """Compute the changeset of each dataset as if those before it had been applied that need no yes or have it.

    Where there is none, say what keeps the dataset back.
    """
    ahead: dict[str, PublishedVersion] = {}
    rows = standing_rows(root, definitions)
    for dataset in datasets:
        try:
            changeset = propose(root, definitions, dataset, ahead, rows)
            passes = may_publish(root, definitions.publishable[dataset], changeset)
        except (AperturaError, OSError) as error:
            yield _kept_back(dataset, error)
            continue
        if changeset.version is not None and passes:
            ahead[dataset] = foresee(changeset.version)
        yield changeset


def publish(root: Path, definitions: Definitions, dataset: str, *, now: datetime) -> Changeset:
    """Compute the changeset of a dataset and apply exactly it to the folder catalogue.

    Raises AwaitingApprovalError where it needs a yes that it does not have; that it was asked ``now`` is on record.
    """
    with upkeep(root):
        return publish_within(root, definitions, dataset, now=now)


def upkeep(root: Path) -> AbstractContextManager[None]:
    """Mend the folder catalogue, and describe it at the end, around whatever is published to it."""
    return folder.upkeep(published(root))


def publish_within(
    root: Path, definitions: Definitions, dataset: str, rows: Rows | None = None, *, now: datetime
) -> Changeset:
    """Do as ``publish``, within the ``upkeep`` and with the ``rows`` that the caller keeps for several datasets."""
    changeset = propose(root, definitions, dataset, rows=rows)
    demand(root, definitions.publishable[dataset], changeset, now=now)
    folder.apply(published(root), changeset)
    return changeset


def publish_each(
    root: Path, definitions: Definitions, datasets: Sequence[str], *, now: datetime
) -> Iterator[tuple[str, Callable[[], Changeset]]]:
    """Publish several datasets at a time, each after those it is computed from, in the order they come.

    With each comes a function that returns its changeset, or raises what kept the dataset from being published: one
    that cannot be does not stop the rest.
    """
    with upkeep(root), ThreadPoolExecutor(TOGETHER) as pool:
        begun: dict[str, Future[Changeset]] = {}
        rows = standing_rows(root, definitions)
        for name in datasets:
            before = [begun[source] for source in definitions.precursors(name) if source in begun]
            begun[name] = pool.submit(_publish_after, before, root, definitions, name, rows, now)
        yield from ((name, future.result) for name, future in begun.items())


def settle(
    results: Iterable[tuple[str, Callable[[], Changeset]]], tell: Callable[[Changeset], object]
) -> tuple[tuple[Changeset, ...], tuple[Unpublished, ...]]:
    """Part what was published, told of as it comes, from what lacks a yes or has something wrong with it."""
    changesets, unpublished = [], []
    for name, result in results:
        try:
            changesets.append(result())
        except (AperturaError, OSError) as error:
            unpublished.append(_kept_back(name, error))
        else:
            tell(changesets[-1])
    return tuple(changesets), tuple(unpublished)


def part(unpublished: Iterable[Unpublished]) -> tuple[tuple[Unpublished, ...], tuple[Unpublished, ...]]:
    """Part the datasets that lack a yes from those that something is wrong with."""
    all_of_them = tuple(unpublished)
    return tuple(each for each in all_of_them if each.awaits), tuple(each for each in all_of_them if not each.awaits)


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


def _kept_back(dataset: str, error: AperturaError | OSError) -> Unpublished:
    if isinstance(error, AwaitingApprovalError):
        return Unpublished(dataset, sentence(error), awaits=True, digest=error.digest)
    return Unpublished(dataset, sentence(error))


def _publish_after(
    before: Sequence[Future[Changeset]], root: Path, definitions: Definitions, dataset: str, rows: Rows, now: datetime
) -> Changeset:
    # those before were handed to the pool earlier: none of them waits for this one
    wait(before)
    return publish_within(root, definitions, dataset, rows, now=now)


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

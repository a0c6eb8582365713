"""Rows that keys of a dataset name, as they are, or are about to be, published."""

from collections.abc import Callable, Mapping, Sequence
from functools import cache
from pathlib import Path
from threading import RLock
from typing import TypeAlias

from apertura.errors import AwaitingApprovalError
from apertura.model.definition import DatasetDefinition, Definitions
from apertura.model.submission import Submission
from apertura.model.table import Arrow
from apertura.model.version import Acceptance, PublishedVersion
from apertura.publication import folder
from apertura.release.standing import standing
from apertura.release.withhold import withhold
from apertura.storage import register
from apertura.storage.layout import published
from apertura.validation.as_table import as_table

Rows: TypeAlias = Callable[[str], Arrow]
"""Dataset to its rows as they are to be published, the columns that keys of other datasets name."""


def standing_rows(root: Path, definitions: Definitions) -> Rows:
    """Offer the rows of datasets, as what was accepted says them at any time, each put together once when asked for."""
    one_at_a_time = RLock()

    @cache
    def put_together(dataset: str) -> Arrow:
        definition = definitions.datasets[dataset]
        accepted = register.acceptances(root, definition)
        return standing(definition, definitions, accepted, _accepted(definitions, dataset, rows))

    def rows(dataset: str) -> Arrow:
        with one_at_a_time:
            return put_together(dataset)

    return rows


def named_rows(
    root: Path,
    definitions: Definitions,
    definition: DatasetDefinition,
    accepted: Sequence[Acceptance],
    ahead: Mapping[str, PublishedVersion],
    rows: Rows,
) -> Mapping[str, Arrow]:
    """Put together what keys may name, by dataset.

    What was accepted of a dataset that needs a yes may not be published tonight: unless it is in ``ahead``, what is
    published of it counts. Raises AwaitingApprovalError where a table would be withheld only for that.
    """
    whole = _accepted(definitions, definition.name, rows)
    waiting = {name for name in whole if _may_wait(definitions, name) and name not in ahead}
    there = {**whole, **{name: _published(root, name, whole[name]) for name in waiting}}
    if waiting and _withheld(definition, accepted, there) != _withheld(definition, accepted, whole):
        waits = ", ".join(sorted(waiting))
        raise AwaitingApprovalError(f"{definition.name} nombra filas que esperan la aprobación de {waits}.")
    return there


def _accepted(definitions: Definitions, dataset: str, rows: Rows) -> Mapping[str, Arrow]:
    return {name: rows(name) for name in definitions.parents(dataset)}


def _may_wait(definitions: Definitions, dataset: str) -> bool:
    needs = definitions.publishable[dataset].approval is not None
    return needs or any(_may_wait(definitions, name) for name in definitions.parents(dataset))


def _published(root: Path, dataset: str, accepted: Arrow) -> Arrow:
    return folder.published_rows(published(root), dataset, as_table(accepted).column_names)


def _withheld(
    definition: DatasetDefinition, accepted: Sequence[Acceptance], parents: Mapping[str, Arrow]
) -> frozenset[Submission]:
    _, withheld = withhold(definition, accepted, parents)
    return frozenset(acceptance.submission for acceptance in withheld)

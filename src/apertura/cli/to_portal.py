"""What was published to folders, to the portal, where one is named: what a portal needs is imported only then."""

import os
from collections.abc import Iterable, Sequence
from pathlib import Path

from apertura.cli.exits import Exit
from apertura.model.definition import Definitions
from apertura.model.version import Changeset
from apertura.publication.portal_settings import read_settings


def to_portal(root: Path, definitions: Definitions, datasets: Iterable[str]) -> Exit:
    """Publish datasets to the portal; without a portal there is nothing to do.

    What goes wrong is told on stderr; with one dataset, it does not stop the next.
    """
    if not _named(root):
        return Exit.ACCEPTED
    from apertura.cli.at_the_portal import publish_there

    return publish_there(root, definitions, datasets)


def plan_for_portal(
    root: Path, definitions: Definitions, datasets: Iterable[str], changesets: Sequence[Changeset]
) -> Exit:
    """Say what publishing would change at the portal once ``changesets`` were applied to the folders; write nothing."""
    if not _named(root):
        return Exit.ACCEPTED
    from apertura.cli.at_the_portal import plan_there

    return plan_there(root, definitions, datasets, changesets)


def _named(root: Path) -> bool:
    return read_settings(root, os.environ) is not None

"""Folder catalogue to the CKAN portal: each dataset in turn, under the workspace's lease."""

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

from apertura.errors import AperturaError
from apertura.model.definition import Definitions
from apertura.publication.ckan.mapping.wanted import eje_groups
from apertura.publication.ckan.site.portal import Portal
from apertura.publication.ckan.site.prepare import prepare, unknown_licences
from apertura.publication.ckan.site.survey import survey
from apertura.publication.ckan.wire.connection import connect
from apertura.publication.folder.versions import datasets
from apertura.publication.portal_settings import Settings, read_settings
from apertura.storage import layout

Result = TypeVar("Result")


def settings(root: Path, environment: Mapping[str, str] = os.environ) -> Settings | None:
    """Return the settings of the portal a workspace is published to; None where it is published to folders alone."""
    return read_settings(root, environment)


@contextmanager
def reach(root: Path, definitions: Definitions, chosen: Settings, *, write: bool) -> Iterator[Portal]:
    """Reach a portal and ask what it is like; with ``write`` organization and groups are created where missing.

    Raises PortalRefusedError where we may not publish there, PortalUncertainError where it does not answer.
    """
    with connect(chosen) as connection:
        found, advice = prepare(connection, eje_groups(definitions)) if write else (survey(connection), ())
        used = {each.licence.name: each.licence.title for each in definitions.publishable.values()}
        yield Portal(
            connection=connection,
            survey=found,
            published=layout.published(root),
            journal=layout.portal(root, chosen.slug),
            definitions=definitions,
            advice=(*advice, *unknown_licences(found, used)),
        )


def each(portal: Portal, names: Iterable[str], act: Callable[[str], Result]) -> Iterator[Result | AperturaError]:
    """Do something with each dataset that was published; what goes wrong with one does not stop the next."""
    there = {path.name for path in datasets(portal.published)}
    for name in names:
        if name in there:
            try:
                yield act(name)
            except AperturaError as error:
                yield error

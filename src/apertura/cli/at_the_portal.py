"""The portal that the settings name: what is published there, planned or done, narrated as it happens."""

import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from apertura import to_ckan
from apertura.cli.exits import Exit
from apertura.cli.upload_bars import upload_bars
from apertura.errors import AperturaError, PortalSettingsError
from apertura.model.definition import Definitions
from apertura.model.version import Changeset
from apertura.publication import ckan, folder
from apertura.publication.ckan.planning.changeset import PortalChangeset
from apertura.publication.ckan.planning.describe import describe
from apertura.publication.ckan.sending.revise import Tell
from apertura.publication.ckan.site.portal import Portal
from apertura.release.phrases import say


def publish_there(root: Path, definitions: Definitions, datasets: Iterable[str]) -> Exit:
    """Publish datasets to the portal.

    What goes wrong is told on stderr; with one dataset, it does not stop the next.
    """

    def publish(portal: Portal, tell: Tell) -> Exit:
        return _each(portal, datasets, lambda dataset: told(portal, ckan.propose(portal, dataset), tell))

    return _at_the_portal(root, definitions, publish, write=True)


def plan_there(root: Path, definitions: Definitions, datasets: Iterable[str], changesets: Sequence[Changeset]) -> Exit:
    """Say what publishing would change at the portal once ``changesets`` were applied to the folders; write nothing."""

    def plan(portal: Portal, _: Tell) -> Exit:
        with folder.rehearse(portal.published, changesets) as published:
            then = replace(portal, published=published)
            return _each(then, datasets, lambda dataset: told(then, ckan.propose(then, dataset), None))

    return _at_the_portal(root, definitions, plan, write=False)


def _at_the_portal(root: Path, definitions: Definitions, act: Callable[[Portal, Tell], Exit], *, write: bool) -> Exit:
    try:
        with named(root, definitions, write=write) as portal, upload_bars() as tell:
            return act(portal, tell)
    except AperturaError as error:
        sys.stderr.write(f"{error}\n")
        return Exit.OUR_FAILURE


@contextmanager
def named(root: Path, definitions: Definitions, *, write: bool) -> Iterator[Portal]:
    """Reach the portal that the settings name, and pass on its advice; PortalSettingsError where none is named."""
    chosen = to_ckan.settings(root)
    if chosen is None:
        raise PortalSettingsError(say("portal.not.set"))
    with to_ckan.reach(root, definitions, chosen, write=write) as portal:
        sys.stdout.writelines(f"{advice}\n" for advice in portal.advice)
        yield portal


def told(portal: Portal, changeset: PortalChangeset | None, tell: Tell | None) -> PortalChangeset | None:
    """Show a changeset and, with who is to be told how it goes, apply it; nothing is said of an empty one."""
    if changeset is None or changeset.empty:
        return changeset
    sys.stdout.write(describe(changeset))
    if tell:
        ckan.apply(portal, changeset, tell)
        said = say("portal.proven", dataset=changeset.dataset, version=changeset.wanted.version)
        sys.stdout.write(f"{said}\n")
    return changeset


def _each(portal: Portal, datasets: Iterable[str], act: Callable[[str], PortalChangeset | None]) -> Exit:
    results = list(to_ckan.each(portal, datasets, act))
    errors = [result for result in results if isinstance(result, AperturaError)]
    sys.stderr.writelines(f"{error}\n" for error in errors)
    unchanged = sum(isinstance(result, PortalChangeset) and result.empty for result in results)
    if unchanged:
        sys.stdout.write(f"{say('portal.unchanged', unchanged, url=portal.connection.settings.url)}\n")
    return Exit.OUR_FAILURE if errors else Exit.ACCEPTED

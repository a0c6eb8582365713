"""Folder catalogue and portal to what publishing a dataset would change there; nothing is written."""

from dataclasses import replace

from apertura.errors import DestinationMovedError
from apertura.model.version import VersionNumber
from apertura.publication.ckan.datastore import has_table
from apertura.publication.ckan.mapping.sealed import latest, sealed
from apertura.publication.ckan.mapping.wanted import STAMP, Wanted, wanted
from apertura.publication.ckan.planning.changeset import PortalChangeset
from apertura.publication.ckan.planning.plan import Known, observe, plan
from apertura.publication.ckan.site.hands import hands
from apertura.publication.ckan.site.journal import Entry, recall
from apertura.publication.ckan.site.look import Shown, look
from apertura.publication.ckan.site.portal import Portal
from apertura.release.phrases import say


def propose(portal: Portal, dataset: str) -> PortalChangeset | None:
    """Compute what takes a portal to the version it is due; None where the folder catalogue has none.

    That is the latest; or the one an operator went back to, until there is one later than the one that was left.
    Raises DestinationMovedError where the portal has a version that this catalogue does not know: somebody else
    publishes there, and what they published could not be put back.
    """
    number = due(portal, dataset)
    return None if number is None else towards(portal, dataset, number)


def towards(portal: Portal, dataset: str, number: VersionNumber) -> PortalChangeset:
    """Compute what takes a portal to a version, whatever is due; raises as ``propose``, and where there is none."""
    entry = recall(portal.journal, dataset)
    target = want(portal, dataset, number)
    if target is None:
        raise DestinationMovedError(say("portal.no.version", dataset=dataset, version=number))
    shown = look(portal.connection, dataset)
    there = observe(portal.connection, shown, target, entry)
    ours = has_table(portal.survey, target)
    changeset = plan(target, Known(shown, _base(portal, shown, dataset), entry, there, ours))
    return _signed(portal, changeset, entry) if changeset.drift else changeset


def _signed(portal: Portal, changeset: PortalChangeset, entry: Entry) -> PortalChangeset:
    """Add who it was: asked only where somebody changed something."""
    return replace(changeset, hands=hands(portal.connection, portal.survey, changeset.dataset, entry.activity))


def want(portal: Portal, dataset: str, number: VersionNumber) -> Wanted | None:
    """Translate a version of the folder catalogue; None where it has no such one."""
    version = sealed(portal.published, dataset, number)
    retired = recall(portal.journal, dataset).retired
    return wanted(version, portal.definitions, portal.survey, portal.connection.settings, retired) if version else None


def due(portal: Portal, dataset: str) -> VersionNumber | None:
    """Return the version a portal is to show."""
    last, entry = latest(portal.published, dataset), recall(portal.journal, dataset)
    return _pinned(entry, last) or last


def _pinned(entry: Entry, last: VersionNumber | None) -> VersionNumber | None:
    if last is None or entry.pinned is None or entry.left is None or last > VersionNumber.parse(entry.left):
        return None
    return VersionNumber.parse(entry.pinned)


def _base(portal: Portal, shown: Shown | None, dataset: str) -> Wanted | None:
    """Find what the portal says it has, as this catalogue has it; None where nothing was ever shown of it."""
    if shown is None or (shown.private and not shown.resources):
        return None
    try:
        base = want(portal, dataset, VersionNumber.parse(shown.version))
    except ValueError:
        base = None
    if base is None or base.extras[STAMP] != shown.extras.get(STAMP):
        raise DestinationMovedError(say("portal.unknown.version", dataset=dataset, version=shown.version))
    return base

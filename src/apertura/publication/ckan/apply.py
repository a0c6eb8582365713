"""Changeset to a portal, proven; or the version before it put back, and proven too."""

import logging
from dataclasses import replace

from apertura.errors import AperturaError, BrokenPublicationError, PortalRefusedError, PortalUncertainError
from apertura.model.version import Action
from apertura.publication.ckan.datastore import fill
from apertura.publication.ckan.mapping.limits import refuse_if_unfit
from apertura.publication.ckan.mapping.wanted import Wanted
from apertura.publication.ckan.planning.changeset import PortalChangeset
from apertura.publication.ckan.planning.plan import Known, left, observe, plan
from apertura.publication.ckan.sending.prove import prove
from apertura.publication.ckan.sending.revise import Tell
from apertura.publication.ckan.sending.settle import reveal, settle
from apertura.publication.ckan.site.hands import newest_activity
from apertura.publication.ckan.site.journal import NOTHING, note, recall
from apertura.publication.ckan.site.look import Shown, look
from apertura.publication.ckan.site.portal import Portal
from apertura.publication.ckan.wire.connection import Connection
from apertura.release.phrases import say

logger = logging.getLogger(__name__)


def apply(portal: Portal, changeset: PortalChangeset, tell: Tell) -> None:
    """Apply exactly a changeset: what is intended is written down first, and struck out when all of it is proven.

    A first version is uploaded where nobody sees it, proven, shown in one call, and proven again as anybody sees it. A
    later one replaces the one before in one call. Raises DestinationMovedError where the portal is no longer what the
    changeset was computed against; BrokenPublicationError where the version is not there in the end, saying what is.
    """
    if changeset.empty:
        return
    connection, journal, wanted = portal.connection, portal.journal, changeset.wanted
    refuse_if_unfit(wanted, connection.settings)
    before = recall(journal, wanted.dataset)
    note(journal, wanted.dataset, replace(before, sending=wanted.version))
    try:
        shown = _publish(portal, changeset, tell)
    except (BrokenPublicationError, PortalRefusedError, PortalUncertainError) as error:
        raise BrokenPublicationError(_put_back(portal, changeset, error, tell)) from error
    _note_proof(portal, wanted, shown)
    if changeset.fill:
        _fill(portal, wanted)
    told = {"conjunto": wanted.dataset, "version": wanted.version}
    logger.info("%s: versión %s en el portal", wanted.dataset, wanted.version, extra={"que": "portal", **told})


def _publish(portal: Portal, changeset: PortalChangeset, tell: Tell) -> Shown:
    connection, wanted, shown = portal.connection, changeset.wanted, changeset.shown
    if shown is None or shown.deleted or changeset.uploads or changeset.fields or _to_mark(changeset):
        shown = settle(connection, changeset, tell)
    if shown.private:
        if changeset.fill:
            fill(connection, portal.survey, wanted, public=False)
        reveal(connection, prove(connection, wanted, anonymously=False), wanted)
    return prove(connection, wanted)


def _fill(portal: Portal, wanted: Wanted) -> None:
    """Have the table follow the files, which are proven and stay; what died half-way the next run finishes."""
    note(portal.journal, wanted.dataset, replace(recall(portal.journal, wanted.dataset), table=None))
    try:
        fill(portal.connection, portal.survey, wanted, public=True)
    except (BrokenPublicationError, PortalRefusedError, PortalUncertainError) as error:
        said = say("portal.table.behind", dataset=wanted.dataset, version=wanted.version, cause=error)
        raise BrokenPublicationError(said) from error
    entry = recall(portal.journal, wanted.dataset)
    note(portal.journal, wanted.dataset, replace(entry, table=wanted.version))


def _to_mark(changeset: PortalChangeset) -> bool:
    return any(change.action is Action.RETIRE for change in changeset.changes)


def _put_back(portal: Portal, changeset: PortalChangeset, cause: AperturaError, tell: Tell) -> str:
    """Put the version before it back, prove it, and tell; what could not be is left in the journal for the next run."""
    dataset, version, base = changeset.dataset, changeset.wanted.version, changeset.base
    try:
        if base is None:
            _hide(portal.connection, changeset.wanted)
            return say("portal.undone.first", dataset=dataset, version=version, cause=cause)
        _note_proof(portal, base, _restore(portal.connection, changeset, base, tell))
    except (BrokenPublicationError, PortalRefusedError, PortalUncertainError) as error:
        return say("portal.stuck", dataset=dataset, version=version, cause=cause, error=error)
    return say("portal.undone", dataset=dataset, version=version, base=base.version, cause=cause)


def _restore(connection: Connection, changeset: PortalChangeset, base: Wanted, tell: Tell) -> Shown:
    shown = look(connection, base.dataset)
    # which files a portal replaced before it failed, it does not say: metadata is undone by CKAN, files are not
    there = observe(connection, shown, base, NOTHING)
    known = Known(shown, changeset.wanted, NOTHING, there)
    back = replace(plan(base, known), unfinished=True)
    if shown is None or back.uploads or back.fields:
        settle(connection, back, tell)
    return prove(connection, base)


def _hide(connection: Connection, wanted: Wanted) -> None:
    shown = look(connection, wanted.dataset)
    if shown is not None and not shown.private:
        reveal(connection, shown, wanted, publicly=False)


def _note_proof(portal: Portal, proven: Wanted, shown: Shown) -> None:
    stamps = {file.id: str(shown.resources[file.id].get("last_modified")) for file in proven.files}
    entry = recall(portal.journal, proven.dataset)
    entry = replace(
        entry,
        proven=proven.version,
        stamps=stamps,
        fields=left(proven),
        sending=None,
        activity=newest_activity(portal.connection, portal.survey, proven.dataset),
    )
    note(portal.journal, proven.dataset, entry)

"""Changeset to a portal that shows it: sent, looked at, and sent again only where looking says so."""

from dataclasses import replace

from apertura.errors import DestinationMovedError, PortalRefusedError, PortalUncertainError
from apertura.publication.ckan.mapping.wanted import STAMP, Wanted
from apertura.publication.ckan.planning.changeset import PortalChangeset
from apertura.publication.ckan.planning.differences import differences
from apertura.publication.ckan.sending.revise import Tell, create, revise, show
from apertura.publication.ckan.site.look import Shown, look
from apertura.publication.ckan.wire.connection import Connection
from apertura.publication.ckan.wire.patience import patiently


def settle(connection: Connection, changeset: PortalChangeset, tell: Tell) -> Shown:
    """Have a portal say and hold what a changeset wants; a dataset that is not there is created where nobody sees it.

    After an answer that says nothing the portal is looked at, and the request sent again only if it did not act.
    Raises DestinationMovedError where somebody else changed it meanwhile, PortalRefusedError where it said no,
    PortalUncertainError where patience ended.
    """
    wanted, shown = changeset.wanted, changeset.shown
    for attempt in patiently(connection.settings):
        with attempt:
            if attempt.retry_state.attempt_number > 1:
                shown = look(connection, wanted.dataset)
                if shown and shown.resources and not shown.deleted and not differences(shown, wanted):
                    return shown
                _refuse_if_moved(changeset, shown)
            if shown is None:
                shown = _create(connection, wanted)
            _revise(connection, changeset, shown, tell)
    return _found(connection, wanted)


def reveal(connection: Connection, shown: Shown, wanted: Wanted, *, publicly: bool = True) -> None:
    """Let everybody see a dataset, or nobody but us, in one call; DestinationMovedError where it is another by now."""
    for attempt in patiently(connection.settings):
        with attempt:
            if attempt.retry_state.attempt_number > 1:
                shown = _found(connection, wanted)
                if shown.private is not publicly:
                    return
                if differences(shown, wanted):
                    raise _moved(wanted)
            try:
                show(connection, shown, publicly=publicly)
            except PortalRefusedError as error:
                if error.kind != "moved":
                    raise
                raise PortalUncertainError(str(error)) from error


def _create(connection: Connection, wanted: Wanted) -> Shown:
    try:
        create(connection, wanted)
    except PortalRefusedError as error:
        if "name" in error.fields:
            raise _moved(wanted) from error
        raise
    return _found(connection, wanted)


def _revise(connection: Connection, changeset: PortalChangeset, shown: Shown, tell: Tell) -> None:
    try:
        revise(connection, changeset, shown, tell)
    except PortalRefusedError as error:
        if error.kind != "moved":
            raise
        again = _found(connection, changeset.wanted)
        if again.substance != shown.substance:
            raise _moved(changeset.wanted) from error
        # only the portal's own clock moved: a loader, a counter
        raise PortalUncertainError(str(error)) from error


def _refuse_if_moved(changeset: PortalChangeset, shown: Shown | None) -> None:
    before = changeset.shown
    if before is None:
        if shown is not None and not _our_own_beginning(shown, changeset.wanted):
            raise _moved(changeset.wanted)
    elif shown is None or shown.substance != before.substance:
        raise _moved(changeset.wanted)


def _our_own_beginning(shown: Shown, wanted: Wanted) -> bool:
    empty = replace(wanted, files=())
    return shown.private and not shown.resources and STAMP in shown.extras and not differences(shown, empty)


def _found(connection: Connection, wanted: Wanted) -> Shown:
    shown = look(connection, wanted.dataset)
    if shown is None:
        raise PortalUncertainError(f"El portal dice que no está {wanted.dataset}, que acaba de recibir.")
    return shown


def _moved(wanted: Wanted) -> DestinationMovedError:
    return DestinationMovedError(
        f"Alguien más cambió {wanted.dataset} en el portal desde que se calculó el plan; no se toca. "
        "Vea qué cambió con «apertura publicar --plan»."
    )

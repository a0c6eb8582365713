"""What a portal lacks of ours (organization, groups), to it being there; or to what its administrator is asked for."""

from collections.abc import Iterator, Mapping

from apertura.errors import PortalRefusedError
from apertura.publication.ckan.site.survey import Survey, survey
from apertura.publication.ckan.wire.call import read, write
from apertura.publication.ckan.wire.connection import Connection
from apertura.release.phrases import say


def prepare(connection: Connection, groups: Mapping[str, str]) -> tuple[Survey, tuple[str, ...]]:
    """Create the organization and the groups (title by name) that are missing, where the portal lets us.

    Nothing is written where nothing is missing. Returns what the portal is like then, and what is asked of its
    administrator, a Spanish sentence each. Raises PortalRefusedError where we have no organization to publish in.
    """
    settings = connection.settings
    try:
        found = survey(connection)
    except PortalRefusedError as error:
        if error.kind != "missing" or not _created(
            connection, "organization", settings.organization, settings.organization_title
        ):
            raise
        found = survey(connection)
    advice = tuple(_groups(connection, found, groups))
    if found.loader:
        advice = (*advice, say("portal.loader", loader=found.loader))
    return (survey(connection) if set(groups) - found.groups else found), advice


def unknown_licences(found: Survey, licences: Mapping[str, str]) -> tuple[str, ...]:
    """Ask for each licence (title by id) that a portal does not know: its pages would show the id alone."""
    missing = {id_: title for id_, title in licences.items() if id_ not in found.licences}
    return tuple(say("portal.no.licence", id=id_, title=title) for id_, title in missing.items())


def _groups(connection: Connection, found: Survey, groups: Mapping[str, str]) -> Iterator[str]:
    for name, title in groups.items():
        if name in found.groups:
            continue
        if read(connection, "group_show", id=name, include_datasets=False) is not None:
            yield say("portal.not.member", group=name)
        elif not _created(connection, "group", name, title):
            yield say("portal.no.group", group=name, title=title)


def _created(connection: Connection, kind: str, name: str, title: str) -> bool:
    try:
        write(connection, f"{kind}_create", {"name": name, "title": title})
    except PortalRefusedError:
        return False
    return True

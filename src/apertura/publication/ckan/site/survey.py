"""Portal to what it is like and what we may do there: asked once in a run, before anything is sent."""

import re
from dataclasses import dataclass

from apertura.errors import PortalRefusedError
from apertura.publication.ckan.wire.call import read
from apertura.publication.ckan.wire.connection import Connection
from apertura.release.phrases import say

LOADERS = {"xloader": "xloader_submit", "datapusher": "datapusher_submit", "datapusher_plus": "datapusher_submit"}
"""Plugins that load what is uploaded into the DataStore, and the action by which each is asked to."""


@dataclass(frozen=True, slots=True)
class Survey:
    """A portal: the address readers use, its CKAN and plugins, our organization's id, the groups we may use.

    ``schema_fields`` are the fields that its forms define (ckanext-scheming), ``licences`` the ids it knows.
    """

    site_url: str
    version: str
    plugins: frozenset[str]
    organization: str
    groups: frozenset[str]
    schema_fields: frozenset[str]
    licences: frozenset[str]

    @property
    def loader(self) -> str | None:
        """Plugin that fills the DataStore by itself; None where it is left to us."""
        return next((name for name in LOADERS if name in self.plugins), None)

    @property
    def drops_fields(self) -> bool:
        """Whether ``datastore_create`` takes fields away from a table that is there (since CKAN 2.11)."""
        major, minor = (int(part) for part in re.findall(r"\d+", self.version)[:2])
        return (major, minor) >= (2, 11)


def survey(connection: Connection) -> Survey:
    """Ask a portal; nothing is written.

    Raises PortalRefusedError, saying what to do, where we may not publish there.
    """
    status = read(connection, "status_show")
    if status is None:
        raise PortalRefusedError(f"{connection.settings.url} no dice qué CKAN es (status_show).")
    plugins = frozenset(status.get("extensions", ()))
    return Survey(
        site_url=str(status.get("site_url") or connection.settings.url).rstrip("/"),
        version=str(status["ckan_version"]),
        plugins=plugins,
        organization=_organization(connection),
        groups=frozenset(each["name"] for each in read(connection, "group_list_authz", am_member=True) or ()),
        schema_fields=_schema_fields(connection) if "scheming_datasets" in plugins else frozenset(),
        licences=frozenset(each["id"] for each in read(connection, "license_list") or ()),
    )


def _organization(connection: Connection) -> str:
    name, url = connection.settings.organization, connection.settings.url
    ours = read(connection, "organization_list_for_user", permission="create_dataset") or []
    found = [each["id"] for each in ours if each["name"] == name]
    if found:
        return str(found[0])
    if read(connection, "organization_show", id=name, include_datasets=False) is not None:
        raise PortalRefusedError(say("portal.not.editor", organization=name, url=url), kind="forbidden")
    raise PortalRefusedError(say("portal.no.organization", organization=name, url=url), kind="missing")


def _schema_fields(connection: Connection) -> frozenset[str]:
    schema = read(connection, "scheming_dataset_schema_show", type="dataset")
    return frozenset(field["field_name"] for field in schema["dataset_fields"]) if schema else frozenset()

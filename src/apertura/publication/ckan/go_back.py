"""Earlier version to the changeset that takes a portal to it, where it then stays."""

from dataclasses import replace

from apertura.model.version import VersionNumber
from apertura.publication.ckan.mapping.sealed import latest
from apertura.publication.ckan.planning.changeset import PortalChangeset
from apertura.publication.ckan.propose import towards
from apertura.publication.ckan.site.journal import note, recall
from apertura.publication.ckan.site.portal import Portal


def go_back(portal: Portal, dataset: str, number: VersionNumber) -> PortalChangeset:
    """Compute what takes a portal to an earlier version, and have it stay there until one later than today's latest.

    Going to the latest ends that. Raises DestinationMovedError where the folder catalogue has no such version.
    """
    changeset = towards(portal, dataset, number)
    last = latest(portal.published, dataset)
    stays = number != last
    entry = recall(portal.journal, dataset)
    pinned = replace(entry, pinned=str(number) if stays else None, left=str(last) if stays else None)
    note(portal.journal, dataset, pinned)
    return changeset

"""Portal to the promises it breaks, as anybody sees it."""

from apertura.publication.ckan.datastore import broken_table, fills
from apertura.publication.ckan.propose import due, want
from apertura.publication.ckan.sending.prove import broken
from apertura.publication.ckan.site.look import look
from apertura.publication.ckan.site.portal import Portal


def verify(portal: Portal, dataset: str) -> tuple[str, ...]:
    """Read back all that a portal is due of a dataset, every byte of it; one Spanish sentence per broken promise."""
    number = due(portal, dataset)
    wanted = want(portal, dataset, number) if number else None
    if wanted is None:
        return ()
    shown = look(portal.connection, dataset, anonymously=True)
    found = tuple(broken(portal.connection, shown, wanted))
    if shown and fills(portal.survey, wanted):
        return (*found, *broken_table(portal.connection, wanted))
    return found

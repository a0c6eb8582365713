"""Portal to the promises it breaks, as anybody sees it."""

from collections.abc import Iterator

from apertura.publication.ckan.datastore import broken_table, has_table
from apertura.publication.ckan.mapping.wanted import Wanted
from apertura.publication.ckan.propose import due, want
from apertura.publication.ckan.sending.prove import broken
from apertura.publication.ckan.site.hands import hands, told_hands
from apertura.publication.ckan.site.journal import recall
from apertura.publication.ckan.site.look import look
from apertura.publication.ckan.site.portal import Portal
from apertura.release.phrases import say


def verify(portal: Portal, dataset: str) -> tuple[str, ...]:
    """Read back all that a portal is due of a dataset, every byte of it; one Spanish sentence per broken promise."""
    number = due(portal, dataset)
    wanted = want(portal, dataset, number) if number else None
    if wanted is None:
        return ()
    shown = look(portal.connection, dataset, anonymously=True)
    found = list(broken(portal.connection, shown, wanted))
    if shown and has_table(portal.survey, wanted):
        found += _table(portal, wanted)
    return (*found, *_since(portal, dataset)) if found else ()


def _table(portal: Portal, wanted: Wanted) -> Iterator[str]:
    loader = portal.survey.loader
    for problem in broken_table(portal.connection, wanted, typed=loader is None):
        yield f"{problem} {say('portal.loader.owes', loader=loader)}" if loader else problem


def _since(portal: Portal, dataset: str) -> Iterator[str]:
    """Say who changed it since it was last proven, where the portal keeps a record."""
    found = hands(portal.connection, portal.survey, dataset, recall(portal.journal, dataset).activity)
    if found:
        yield say("portal.changed.since", dataset=dataset, hands=told_hands(found))

"""Dataset to one that is marked as retired: its data and its addresses stay (*permanencia*)."""

from dataclasses import replace

from apertura.publication.ckan.site.journal import note, recall
from apertura.publication.ckan.site.portal import Portal


def retire(portal: Portal, dataset: str, reason: str | None) -> None:
    """Have a dataset say from the next publication on that it is retired, and why; None takes that away."""
    note(portal.journal, dataset, replace(recall(portal.journal, dataset), retired=reason))


def distrust(portal: Portal, dataset: str) -> None:
    """Take nothing as proven: the next publication reads back everything that is there."""
    note(
        portal.journal, dataset, replace(recall(portal.journal, dataset), proven=None, table=None, stamps={}, fields={})
    )

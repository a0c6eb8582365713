"""What a publication changes at a portal, as values."""

from dataclasses import dataclass

from apertura.model.version import Action, Change
from apertura.publication.ckan.mapping.wanted import Wanted
from apertura.publication.ckan.planning.differences import Difference
from apertura.publication.ckan.site.hands import Hand
from apertura.publication.ckan.site.look import Shown


@dataclass(frozen=True, slots=True)
class PortalChangeset:
    """What takes a portal from what it shows to a version; nothing to do where ``empty``.

    ``shown`` is what it was computed against, None where the dataset is not there; ``changes`` what happens to each
    file, ``fields`` to what is said, ``drift`` what somebody changed by hand since it was last proven, and ``hands``
    who did, where the portal keeps a record of it. ``base`` is what is put back should anything go wrong; ``fill``
    whether the DataStore's table has to follow.
    """

    wanted: Wanted
    shown: Shown | None
    base: Wanted | None
    changes: tuple[Change, ...]
    fields: tuple[Difference, ...]
    drift: tuple[Difference, ...]
    unfinished: bool
    fill: bool
    hands: tuple[Hand, ...] = ()

    @property
    def dataset(self) -> str:
        """Name of the dataset."""
        return self.wanted.dataset

    @property
    def empty(self) -> bool:
        """Whether the portal is as it is to be, proven."""
        return self.shown is not None and not (
            self.uploads or self.fields or self.unfinished or self.fill or self.shown.private
        )

    @property
    def uploads(self) -> frozenset[str]:
        """Names of the files to send."""
        return frozenset(each.resource for each in self.changes if each.action in {Action.CREATE, Action.REPLACE})

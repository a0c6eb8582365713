"""A portal's own record of activity to who changed a dataset there, and when."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from apertura.errors import PortalRefusedError, PortalUncertainError
from apertura.publication.ckan.site.survey import Survey
from apertura.publication.ckan.wire.call import read
from apertura.publication.ckan.wire.connection import Connection
from apertura.release.phrases import say

MOST = 20
"""How far back is looked: who changed it twenty times is told all the same."""


@dataclass(frozen=True, slots=True)
class Hand:
    """Who changed a dataset (name in full and as the portal's user) and when, UTC to the second."""

    name: str
    user: str
    moment: str


def newest_activity(connection: Connection, survey: Survey, dataset: str) -> str | None:
    """Return the id of the latest entry of a dataset's activity; None where the portal keeps none, or does not say."""
    try:
        return next((str(each["id"]) for each in _activity(connection, survey, dataset)), None)
    except (PortalRefusedError, PortalUncertainError):
        # it only serves to tell later who came after us: what was published stands without
        return None


def hands(connection: Connection, survey: Survey, dataset: str, since: str | None) -> tuple[Hand, ...]:
    """Tell who changed a dataset since an entry of its activity, the latest first; nobody where that is not known.

    Raises PortalUncertainError where the portal does not answer.
    """
    if since is None:
        return ()
    found = []
    for each in _activity(connection, survey, dataset):
        if each["id"] == since:
            break
        found.append(each)
    names = {id_: _user(connection, id_) for id_ in dict.fromkeys(str(each["user_id"]) for each in found)}
    return tuple(Hand(*names[str(each["user_id"])], _moment(each)) for each in found)


def told_hands(hands: tuple[Hand, ...]) -> str:
    """Say who, and when: ``Ana Ruiz (ana), 2026-03-01 18:04:11 UTC``, the latest first."""
    return "; ".join(say("portal.hand", name=each.name, user=each.user, moment=each.moment) for each in hands)


def _activity(connection: Connection, survey: Survey, dataset: str) -> Iterator[dict[str, Any]]:
    if "activity" in survey.plugins:
        yield from read(connection, "package_activity_list", id=dataset, limit=MOST) or ()


def _user(connection: Connection, id_: str) -> tuple[str, str]:
    shown = read(connection, "user_show", id=id_) or {}
    user = str(shown.get("name") or id_)
    return str(shown.get("display_name") or user), user


def _moment(activity: dict[str, Any]) -> str:
    return str(activity["timestamp"])[:19].replace("T", " ")

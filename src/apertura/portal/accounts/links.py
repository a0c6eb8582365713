"""Links that go by mail: to choose a password, once, within a time."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import Connection, insert, select, update

from apertura.portal.accounts.account import Account, by_id
from apertura.portal.accounts.tokens import kept, new_token
from apertura.portal.database.tables import links


class Purpose(StrEnum):
    """Why a link was sent."""

    INVITATION = "invitacion"
    RESET = "restablecer"


LASTS = {Purpose.INVITATION: timedelta(days=7), Purpose.RESET: timedelta(hours=1)}


@dataclass(frozen=True, slots=True)
class Link:
    """A link that may still be used, and whose it is."""

    account: Account
    purpose: Purpose


def make(connection: Connection, account: Account, purpose: Purpose, *, now: datetime) -> str:
    """Make a link and return its token; those made before for the account are worth nothing from now on."""
    _use_up(connection, account.id, now)
    token = new_token()
    connection.execute(
        insert(links).values(token=kept(token), account=account.id, purpose=purpose, expires=now + LASTS[purpose])
    )
    return token


def find(connection: Connection, token: str, *, now: datetime) -> Link | None:
    """Find what a token is of; None where it was used, is late, was never made, or the account is closed."""
    row = connection.execute(select(links).where(links.c.token == kept(token))).first()
    if row is None or row.used is not None or row.expires <= now:
        return None
    account = by_id(connection, row.account)
    return Link(account, Purpose(row.purpose)) if account is not None and account.active else None


def use(connection: Connection, token: str, *, now: datetime) -> Link | None:
    """Use a token up and return what it was of: of two who use it at once, one gets it."""
    link = find(connection, token, now=now)
    if link is None:
        return None
    taken = connection.execute(
        update(links).where(links.c.token == kept(token), links.c.used.is_(None)).values(used=now)
    )
    if taken.rowcount != 1:
        return None
    _use_up(connection, link.account.id, now)
    return link


def _use_up(connection: Connection, account: int, now: datetime) -> None:
    connection.execute(update(links).where(links.c.account == account, links.c.used.is_(None)).values(used=now))

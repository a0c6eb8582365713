"""Whom an institution vouches for to the account that was invited: nobody opens one by coming."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, delete, insert, select

from apertura.portal.accounts.account import Account, by_email, by_id
from apertura.portal.database.tables import identities


@dataclass(frozen=True, slots=True)
class Identity:
    """Whom an issuer vouches for: ``subject`` is its number for them, ``email`` the address that it has verified."""

    issuer: str
    subject: str
    email: str


def account_of(connection: Connection, identity: Identity, *, now: datetime) -> Account | None:
    """Find the account of an identity: the one that it entered before or, the first time, the invited one.

    None where nobody was invited at that address, the account is closed, or it is another identity's of that issuer.
    """
    mine = (identities.c.issuer == identity.issuer, identities.c.subject == identity.subject)
    known = connection.execute(select(identities.c.account).where(*mine)).scalar_one_or_none()
    account = by_email(connection, identity.email) if known is None else by_id(connection, known)
    if account is None or not account.active:
        return None
    if known is None:
        theirs = (identities.c.account == account.id, identities.c.issuer == identity.issuer)
        if connection.execute(select(identities.c.id).where(*theirs)).first() is not None:
            return None
        values = {"account": account.id, "issuer": identity.issuer, "subject": identity.subject, "created": now}
        connection.execute(insert(identities).values(**values))
    return account


def forget(connection: Connection, account: int) -> None:
    """Forget whom an account is of: the next to come with its address is."""
    connection.execute(delete(identities).where(identities.c.account == account))

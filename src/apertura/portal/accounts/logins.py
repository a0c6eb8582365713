"""Sign-ins begun at an institution: each is of one browser, ends where it began, once, and within minutes."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, delete, insert, select

from apertura.portal.accounts.tokens import kept, new_token
from apertura.portal.database.tables import logins

LASTS = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Login:
    """What was sent along, or kept back, for what comes back to be known by: ``verifier`` is the one of PKCE."""

    state: str
    nonce: str
    verifier: str
    after: str


def begin(connection: Connection, holder: str, after: str, *, now: datetime) -> Login:
    """Begin one for the browser that has the seal ``holder``; it goes on to the path ``after``."""
    connection.execute(delete(logins).where(logins.c.at < now - LASTS))
    login = Login(new_token(), new_token(), new_token() + new_token(), after)
    connection.execute(
        insert(logins).values(
            state=kept(login.state),
            holder=kept(holder),
            nonce=login.nonce,
            verifier=login.verifier,
            after=after,
            at=now,
        )
    )
    return login


def end(connection: Connection, holder: str, state: str, *, now: datetime) -> Login | None:
    """Take the one that a state names, which nobody takes again; None where there is none of this browser."""
    mine = (logins.c.state == kept(state), logins.c.holder == kept(holder), logins.c.at >= now - LASTS)
    row = connection.execute(select(logins).where(*mine)).first()
    if row is None or connection.execute(delete(logins).where(*mine)).rowcount != 1:
        return None
    return Login(state, row.nonce, row.verifier, row.after)

"""Sessions: kept in the database, named in a cookie, at an end when they are old or asked to end."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import Connection, delete, insert, select, update

from apertura.portal.accounts.account import Account, by_id
from apertura.portal.accounts.tokens import kept, new_token
from apertura.portal.database.tables import sessions

IDLE, LONGEST = timedelta(hours=2), timedelta(hours=12)
_HALF = timedelta(minutes=10)
_OFTEN = timedelta(minutes=1)


class Stage(StrEnum):
    """How far a person has come in: the password alone, where there is more to say, or whole."""

    HALF = "a medias"
    WHOLE = "completa"


@dataclass(frozen=True, slots=True)
class Session:
    """A session of an account; ``token`` is the one of the cookie."""

    token: str
    account: Account
    stage: Stage


def begin(connection: Connection, account: Account, stage: Stage, *, now: datetime, instead: str | None = None) -> str:
    """Begin a session under a new token and return it; the one it takes the place of ends."""
    _sweep(connection, now)
    if instead is not None:
        end(connection, instead)
    token = new_token()
    connection.execute(
        insert(sessions).values(token=kept(token), account=account.id, stage=stage, created=now, seen=now)
    )
    return token


def find(connection: Connection, token: str, *, now: datetime) -> Session | None:
    """Find the session of a token, unless it is over or its account is closed."""
    row = connection.execute(select(sessions).where(sessions.c.token == kept(token))).first()
    if row is None:
        return None
    longest = LONGEST if row.stage == Stage.WHOLE else _HALF
    account = by_id(connection, row.account)
    if now - row.created > longest or now - row.seen > IDLE or account is None or not account.active:
        end(connection, token)
        return None
    if now - row.seen > _OFTEN:
        connection.execute(update(sessions).where(sessions.c.token == kept(token)).values(seen=now))
    return Session(token, account, Stage(row.stage))


def end(connection: Connection, token: str) -> None:
    """End a session."""
    connection.execute(delete(sessions).where(sessions.c.token == kept(token)))


def end_all(connection: Connection, account: int, *, but: str | None = None) -> None:
    """End all sessions of an account, but for one."""
    query = delete(sessions).where(sessions.c.account == account)
    connection.execute(query if but is None else query.where(sessions.c.token != kept(but)))


def _sweep(connection: Connection, now: datetime) -> None:
    connection.execute(delete(sessions).where((sessions.c.created < now - LONGEST) | (sessions.c.seen < now - IDLE)))

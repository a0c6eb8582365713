"""Links by which anybody reads one verdict: for some days, or until they are withdrawn."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Row, delete, insert, select

from apertura.model.submission import Submission
from apertura.portal.accounts.account import Account
from apertura.portal.accounts.tokens import kept, new_token
from apertura.portal.database.tables import accounts, shares


@dataclass(frozen=True, slots=True)
class Share:
    """A link that serves: of which submission it is, who made it and when, and until when it serves."""

    id: int
    garante: str
    period: str
    sha256: str
    by: str
    created: datetime
    expires: datetime


def make(connection: Connection, account: Account, submission: Submission, days: int, *, now: datetime) -> str:
    """Make a link and return its token, of which only the hash is kept."""
    connection.execute(delete(shares).where(shares.c.expires <= now))
    token = new_token()
    connection.execute(
        insert(shares).values(
            account=account.id,
            token=kept(token),
            garante=submission.garante,
            period=submission.period,
            sha256=submission.sha256,
            created=now,
            expires=now + timedelta(days=days),
        )
    )
    return token


def find(connection: Connection, token: str, *, now: datetime) -> Share | None:
    """Find what a token is of; None where it was withdrawn, is late, or was never made."""
    query = _query().where(shares.c.token == kept(token), shares.c.expires > now)
    row = connection.execute(query).first()
    return None if row is None else _share(row)


def of_submission(connection: Connection, submission: Submission, *, now: datetime) -> tuple[Share, ...]:
    """List the links that serve for a submission, the oldest first."""
    mine = (
        shares.c.garante == submission.garante,
        shares.c.period == submission.period,
        shares.c.sha256 == submission.sha256,
        shares.c.expires > now,
    )
    return tuple(_share(row) for row in connection.execute(_query().where(*mine).order_by(shares.c.id)))


def withdraw(connection: Connection, submission: Submission, id_: int) -> bool:
    """Withdraw a link of a submission; False where there is none of that number."""
    mine = (shares.c.id == id_, shares.c.garante == submission.garante, shares.c.sha256 == submission.sha256)
    return connection.execute(delete(shares).where(*mine)).rowcount == 1


def _query() -> Any:
    return select(shares, accounts.c.email).join(accounts, accounts.c.id == shares.c.account)


def _share(row: Row[Any]) -> Share:
    return Share(row.id, row.garante, row.period, row.sha256, row.email, row.created, row.expires)

"""Acts to the log of them: who did what, when, from where, about which body, and how it ended."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, insert, select

from apertura.portal.accounts.account import Account
from apertura.portal.database.tables import acts

_LONGEST = 500


@dataclass(frozen=True, slots=True)
class Act:
    """An act: ``who`` is an address or "" for a stranger, ``outcome`` the status of the answer."""

    at: datetime
    who: str
    origin: str
    act: str
    garante: str | None
    about: str
    outcome: int


def note(connection: Connection, act: Act, account: Account | None) -> None:
    """Write an act down; nothing here changes or removes one."""
    connection.execute(
        insert(acts).values(
            at=act.at,
            account=None if account is None else account.id,
            who=act.who,
            origin=act.origin[:64],
            act=act.act,
            garante=act.garante,
            about=act.about[:_LONGEST],
            outcome=act.outcome,
        )
    )


def latest(connection: Connection, *, most: int, before: int | None = None) -> tuple[tuple[int, Act], ...]:
    """List the last acts with their numbers, the newest first; those ``before`` a number where one is given."""
    query = select(acts).order_by(acts.c.id.desc()).limit(most)
    rows = connection.execute(query if before is None else query.where(acts.c.id < before))
    return tuple(
        (row.id, Act(row.at, row.who, row.origin, row.act, row.garante, row.about, row.outcome)) for row in rows
    )

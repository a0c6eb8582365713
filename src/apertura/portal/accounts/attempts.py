"""What was tried lately, counted: too much of it, and whoever tries has to wait."""

from datetime import datetime, timedelta

from sqlalchemy import Connection, delete, func, insert, select

from apertura.portal.accounts.tokens import seal
from apertura.portal.database.tables import attempts

WINDOW = timedelta(minutes=15)
OF_ONE_ACCOUNT, OF_ONE_ORIGIN = 5, 40
"""Failures within the window after which an account, or an address of the network, is not heard."""


def note(connection: Connection, secret: str, *whats: tuple[str, str], now: datetime) -> None:
    """Note an attempt under each of its names, of which only a seal is kept."""
    connection.execute(delete(attempts).where(attempts.c.at < now - WINDOW))
    for kind, name in whats:
        connection.execute(insert(attempts).values(what=seal(secret, kind, name), at=now))


def count(connection: Connection, secret: str, what: tuple[str, str], *, now: datetime) -> int:
    """Count what was noted under a name within the window."""
    query = select(func.count()).select_from(attempts)
    found = connection.execute(
        query.where(attempts.c.what == seal(secret, *what), attempts.c.at >= now - WINDOW)
    ).scalar_one()
    return int(found)


def forget(connection: Connection, secret: str, what: tuple[str, str]) -> None:
    """Forget what was noted under a name."""
    connection.execute(delete(attempts).where(attempts.c.what == seal(secret, *what)))

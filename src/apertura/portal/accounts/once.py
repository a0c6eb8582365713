"""What a program asks for under a key of its own (Idempotency-Key), so that asking twice is asking once."""

from datetime import datetime, timedelta

from sqlalchemy import Connection, delete, insert, select
from sqlalchemy.exc import IntegrityError

from apertura.portal.accounts.account import Account
from apertura.portal.accounts.tokens import kept
from apertura.portal.database.tables import asked_once

REMEMBERED = timedelta(days=7)


def is_the_same(connection: Connection, account: Account, key: str, what: str, *, now: datetime) -> bool:
    """Remember what was asked for under a key; False where it was something else that was asked for under it."""
    connection.execute(delete(asked_once).where(asked_once.c.at < now - REMEMBERED))
    name = kept(f"{account.id}\0{key}")
    known = select(asked_once.c.what).where(asked_once.c.key == name)
    found = connection.execute(known).scalar_one_or_none()
    if found is None:
        try:
            with connection.begin_nested():
                connection.execute(insert(asked_once).values(key=name, account=account.id, what=kept(what), at=now))
        except IntegrityError:
            # the same program asked at the same instant
            found = connection.execute(known).scalar_one()
        else:
            return True
    return bool(found == kept(what))

"""Keys of programs: what stands for an account where there is no browser; shown once, and kept as a hash."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Row, delete, func, insert, select, update

from apertura.errors import AccountError
from apertura.portal.accounts.account import Account, by_id
from apertura.portal.accounts.tokens import kept, new_token
from apertura.portal.database.tables import program_keys

PREFIX = "apertura_"
"""How every key begins, so that programs which look for lost secrets know one when they see it."""

LONGEST_DAYS, MOST = 366, 10
"""Days that a key may last, and keys that an account may have at a time."""

_LONGEST_NAME = 80
_OFTEN = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class ProgramKey:
    """A key that has not been withdrawn; ``used`` is when it last was."""

    id: int
    name: str
    created: datetime
    expires: datetime
    used: datetime | None


def make(connection: Connection, account: Account, name: str, days: int, *, now: datetime) -> str:
    """Make a key and return it: nobody can read it afterwards. AccountError where that makes no sense."""
    if not 0 < len(name.strip()) <= _LONGEST_NAME:
        raise AccountError(f"Diga para qué programa es la llave, en {_LONGEST_NAME} letras o menos.")
    if not 0 < days <= LONGEST_DAYS:
        raise AccountError(f"Una llave dura de 1 a {LONGEST_DAYS} días.")
    mine = select(func.count()).select_from(program_keys).where(program_keys.c.account == account.id)
    if connection.execute(mine).scalar_one() >= MOST:
        raise AccountError(f"Una cuenta tiene {MOST} llaves a lo más: retire una que ya no use.")
    token = f"{PREFIX}{new_token()}"
    values = {"account": account.id, "name": name.strip(), "created": now, "expires": now + timedelta(days=days)}
    connection.execute(insert(program_keys).values(token=kept(token), **values))
    return token


def find(connection: Connection, token: str, *, now: datetime) -> Account | None:
    """Find whose a key is; None where it was withdrawn, is late, was never made, or the account is closed."""
    row = connection.execute(select(program_keys).where(program_keys.c.token == kept(token))).first()
    if row is None or row.expires <= now:
        return None
    account = by_id(connection, row.account)
    if account is None or not account.active:
        return None
    if row.used is None or now - row.used > _OFTEN:
        connection.execute(update(program_keys).where(program_keys.c.id == row.id).values(used=now))
    return account


def of_account(connection: Connection, account: int) -> tuple[ProgramKey, ...]:
    """List the keys of an account, the oldest first."""
    query = select(program_keys).where(program_keys.c.account == account).order_by(program_keys.c.id)
    return tuple(_key(row) for row in connection.execute(query))


def withdraw(connection: Connection, account: int, id_: int | None = None) -> None:
    """Withdraw a key of an account, or all of them."""
    query = delete(program_keys).where(program_keys.c.account == account)
    connection.execute(query if id_ is None else query.where(program_keys.c.id == id_))


def _key(row: Row[Any]) -> ProgramKey:
    return ProgramKey(row.id, row.name, row.created, row.expires, row.used)

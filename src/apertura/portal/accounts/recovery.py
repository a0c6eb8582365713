"""Codes for who lost the telephone of the second factor: made together, shown once, each good for one time."""

import base64
import secrets
from datetime import datetime

from sqlalchemy import Connection, delete, func, insert, select, update

from apertura.portal.accounts.account import Account
from apertura.portal.accounts.tokens import seal
from apertura.portal.database.tables import recovery_codes

COUNT = 10
_BYTES, _LETTERS, _GROUP = 10, 16, 4
_ABOUT = "recuperación"


def make(connection: Connection, account: Account, secret: str) -> tuple[str, ...]:
    """Make codes of 80 bits in groups of four letters; those made before are worth nothing from now on."""
    forget(connection, account.id)
    codes = tuple(base64.b32encode(secrets.token_bytes(_BYTES)).decode() for _ in range(COUNT))
    kept = [{"account": account.id, "code": _kept(account, code, secret)} for code in codes]
    connection.execute(insert(recovery_codes), kept)
    return tuple("-".join(code[at : at + _GROUP] for at in range(0, _LETTERS, _GROUP)) for code in codes)


def use(connection: Connection, account: Account, code: str, secret: str, *, now: datetime) -> bool:
    """Use a code up, however it is written; of two who use it at once, one does."""
    plain = "".join(letter for letter in code.upper() if letter.isalnum())
    taken = connection.execute(
        update(recovery_codes)
        .where(
            recovery_codes.c.account == account.id,
            recovery_codes.c.code == _kept(account, plain, secret),
            recovery_codes.c.used.is_(None),
        )
        .values(used=now)
    )
    return taken.rowcount == 1


def left(connection: Connection, account: int) -> int:
    """Count the codes of an account that are still good."""
    query = select(func.count()).select_from(recovery_codes)
    mine = query.where(recovery_codes.c.account == account, recovery_codes.c.used.is_(None))
    return int(connection.execute(mine).scalar_one())


def forget(connection: Connection, account: int) -> None:
    """Forget the codes of an account."""
    connection.execute(delete(recovery_codes).where(recovery_codes.c.account == account))


def _kept(account: Account, code: str, secret: str) -> str:
    return seal(secret, _ABOUT, f"{account.id}\0{code}")

"""Accounts: who a person is to the portal, and what they may be."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, Row, insert, select, update

from apertura.errors import AccountError
from apertura.portal.database.tables import accounts

_LONGEST = 254


class Role(StrEnum):
    """What an account is for: to hand in for one body, to look after all, only to look, or to look after accounts."""

    ENLACE = "enlace"
    OPERADOR = "operador"
    AUDITOR = "auditor"
    ADMIN = "admin"


@dataclass(frozen=True, slots=True)
class Account:
    """An account (*cuenta*). ``garante`` is the body of an enlace, None for the others.

    ``password`` is its hash and ``totp`` the sealed secret of the second factor, None while there is none;
    ``totp_step`` the last step that was used.
    """

    id: int
    email: str
    role: Role
    garante: str | None
    active: bool
    password: str | None
    totp: str | None
    totp_step: int | None

    @property
    def must_have_second_factor(self) -> bool:
        """Whether nothing is shown to it before it has a second factor: it sees, or changes, what is of others."""
        return self.role in (Role.OPERADOR, Role.ADMIN)


def by_email(connection: Connection, email: str) -> Account | None:
    """Find the account of an address, however it is capitalised."""
    return _one(connection.execute(select(accounts).where(accounts.c.email == tidy(email))).first())


def by_id(connection: Connection, id_: int) -> Account | None:
    """Find an account by its number; none has one that a database could not hold."""
    if id_ >= 1 << 63:
        return None
    return _one(connection.execute(select(accounts).where(accounts.c.id == id_)).first())


def every(connection: Connection) -> tuple[Account, ...]:
    """List all accounts by address."""
    rows = connection.execute(select(accounts).order_by(accounts.c.email))
    return tuple(_account(row) for row in rows)


def open_account(connection: Connection, email: str, role: str, garante: str | None, *, now: datetime) -> Account:
    """Make an account without a password yet; AccountError where it makes no sense or there is one already."""
    address = tidy(email)
    name, at, host = address.partition("@")
    if not (name and at and "." in host) or len(address) > _LONGEST or any(c.isspace() or c in "<>,;" for c in address):
        raise AccountError("Escriba una dirección de correo, como enlace@organismo.org.mx.")
    if role not in set(Role):
        raise AccountError(f"El papel es uno de estos: {', '.join(Role)}.")
    if (role == Role.ENLACE) != (garante is not None):
        raise AccountError("Un enlace es de un organismo, y las demás cuentas no son de ninguno.")
    if by_email(connection, address) is not None:
        raise AccountError("Ya hay una cuenta con esa dirección.")
    connection.execute(insert(accounts).values(email=address, role=role, garante=garante, active=True, created=now))
    account = by_email(connection, address)
    if account is None:
        raise AccountError("La cuenta no se pudo hacer.")
    return account


def change(connection: Connection, id_: int, **values: object) -> None:
    """Write columns of an account."""
    connection.execute(update(accounts).where(accounts.c.id == id_).values(**values))


def tidy(email: str) -> str:
    """Return an address as it is kept: without blanks around it, in lower case."""
    return email.strip().lower()


def _one(row: Row[Any] | None) -> Account | None:
    return None if row is None else _account(row)


def _account(row: Row[Any]) -> Account:
    return Account(
        row.id, row.email, Role(row.role), row.garante, row.active, row.password, row.totp, row.totp_step
    )  # fmt: skip

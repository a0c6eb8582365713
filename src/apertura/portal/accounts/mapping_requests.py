"""What bodies ask to be understood for good, and what was answered: each asked once, decided once."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, insert, select, update

from apertura.portal.accounts.account import Account
from apertura.portal.database.tables import accounts, mapping_requests

LONGEST = 500
"""Characters of a text that may be asked about, and of the reason of an answer."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A text of a body's files, and what it is to mean: ``field`` None for a heading, ``meant`` None for nothing.

    A heading that means nothing is a column that is set aside; a value that does, one that is missing.
    """

    garante: str
    dataset: str
    field: str | None
    written: str
    meant: str | None


@dataclass(frozen=True, slots=True)
class MappingRequest:
    """A request: ``by`` who asked; ``approved`` None while nobody decided; ``reason`` of who rejected it."""

    id: int
    asked: Asked
    by: str
    at: datetime
    approved: bool | None
    decided_by: str | None
    decided: datetime | None
    reason: str


def ask(connection: Connection, account: Account, asked: Asked, *, now: datetime) -> bool:
    """Ask for something; False where the body has already asked what this text means, and nobody has decided."""
    table = mapping_requests.c
    same = (
        table.garante == asked.garante,
        table.dataset == asked.dataset,
        table.field == (asked.field or ""),
        table.written == asked.written,
        table.approved.is_(None),
    )
    if connection.execute(select(table.id).where(*same)).first() is not None:
        return False
    connection.execute(
        insert(mapping_requests).values(
            account=account.id,
            garante=asked.garante,
            dataset=asked.dataset,
            field=asked.field or "",
            written=asked.written,
            meant=asked.meant,
            at=now,
            reason="",
        )
    )
    return True


def find(connection: Connection, id_: int) -> MappingRequest | None:
    """Find a request by its number."""
    row = None if id_ >= 1 << 63 else connection.execute(_query().where(mapping_requests.c.id == id_)).first()
    return None if row is None else _request(row)


def waiting(connection: Connection) -> tuple[MappingRequest, ...]:
    """List what nobody has decided, the oldest first."""
    query = _query().where(mapping_requests.c.approved.is_(None)).order_by(mapping_requests.c.id)
    return tuple(_request(row) for row in connection.execute(query))


def latest(connection: Connection, *, most: int, garante: str | None = None) -> tuple[MappingRequest, ...]:
    """List the last requests, of a body or of all, the newest first."""
    query = _query().order_by(mapping_requests.c.id.desc()).limit(most)
    mine = query if garante is None else query.where(mapping_requests.c.garante == garante)
    return tuple(_request(row) for row in connection.execute(mine))


def decide(connection: Connection, id_: int, account: Account, *, approved: bool, reason: str, now: datetime) -> bool:
    """Decide a request; False where somebody had: of two who decide at once, one does."""
    done = connection.execute(
        update(mapping_requests)
        .where(mapping_requests.c.id == id_, mapping_requests.c.approved.is_(None))
        .values(approved=approved, decided_by=account.email, decided=now, reason=reason)
    )
    return done.rowcount == 1


def _query() -> Any:
    return select(mapping_requests, accounts.c.email).join(accounts, accounts.c.id == mapping_requests.c.account)


def _request(row: Row[Any]) -> MappingRequest:
    asked = Asked(row.garante, row.dataset, row.field or None, row.written, row.meant)
    return MappingRequest(row.id, asked, row.email, row.at, row.approved, row.decided_by, row.decided, row.reason)

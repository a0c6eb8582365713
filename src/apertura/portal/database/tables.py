"""The tables of the database, and the type of an instant in them."""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    DateTime,
    Dialect,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    TypeDecorator,
    UniqueConstraint,
)


class Instant(TypeDecorator[datetime]):
    """An instant with a time zone; SQLite has none, and keeps it in UTC."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Take the instant to UTC; one without a time zone is an error of ours."""
        if value is not None and value.tzinfo is None:
            raise ValueError(f"sin zona horaria: {value} ({dialect.name})")
        return None if value is None else value.astimezone(UTC)

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        """Give the instant its zone back."""
        if not isinstance(value, datetime):
            return None
        return value.replace(tzinfo=UTC) if dialect.name == "sqlite" else value.astimezone(UTC)


metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_name)s",
        "uq": "uq_%(table_name)s_%(column_0_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)
_NUMBER = BigInteger().with_variant(Integer(), "sqlite")

accounts = Table(
    "accounts",
    metadata,
    Column("id", _NUMBER, primary_key=True),
    Column("email", String(254), nullable=False, unique=True),
    Column("role", String(20), nullable=False),
    Column("garante", String(64)),
    Column("active", Boolean, nullable=False),
    Column("password", String(200)),
    Column("totp", String(400)),
    Column("totp_step", BigInteger),
    Column("created", Instant, nullable=False),
)

sessions = Table(
    "sessions",
    metadata,
    Column("token", String(64), primary_key=True),
    Column("account", _NUMBER, ForeignKey("accounts.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("stage", String(20), nullable=False),
    Column("created", Instant, nullable=False),
    Column("seen", Instant, nullable=False),
)

links = Table(
    "links",
    metadata,
    Column("token", String(64), primary_key=True),
    Column("account", _NUMBER, ForeignKey("accounts.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("purpose", String(20), nullable=False),
    Column("expires", Instant, nullable=False),
    Column("used", Instant),
)

attempts = Table(
    "attempts",
    metadata,
    Column("id", _NUMBER, primary_key=True),
    Column("what", String(64), nullable=False),
    Column("at", Instant, nullable=False),
    Index("ix_attempts_what_at", "what", "at"),
)

acts = Table(
    "acts",
    metadata,
    Column("id", _NUMBER, primary_key=True),
    Column("at", Instant, nullable=False, index=True),
    Column("account", _NUMBER, ForeignKey("accounts.id", ondelete="SET NULL"), index=True),
    Column("who", String(254), nullable=False),
    Column("origin", String(64), nullable=False),
    Column("act", String(64), nullable=False),
    Column("garante", String(64), index=True),
    Column("about", String(500), nullable=False),
    Column("outcome", Integer, nullable=False),
)

program_keys = Table(
    "program_keys",
    metadata,
    Column("id", _NUMBER, primary_key=True),
    Column("token", String(64), nullable=False, unique=True),
    Column("account", _NUMBER, ForeignKey("accounts.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("name", String(80), nullable=False),
    Column("created", Instant, nullable=False),
    Column("expires", Instant, nullable=False),
    Column("used", Instant),
)

asked_once = Table(
    "asked_once",
    metadata,
    Column("key", String(64), primary_key=True),
    Column("account", _NUMBER, ForeignKey("accounts.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("what", String(64), nullable=False),
    Column("at", Instant, nullable=False, index=True),
)

recovery_codes = Table(
    "recovery_codes",
    metadata,
    Column("id", _NUMBER, primary_key=True),
    Column("account", _NUMBER, ForeignKey("accounts.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("code", String(64), nullable=False, index=True),
    Column("used", Instant),
)

shares = Table(
    "shares",
    metadata,
    Column("id", _NUMBER, primary_key=True),
    Column("account", _NUMBER, ForeignKey("accounts.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("token", String(64), nullable=False, unique=True),
    Column("garante", String(64), nullable=False, index=True),
    Column("period", String(64), nullable=False),
    Column("sha256", String(64), nullable=False),
    Column("created", Instant, nullable=False),
    Column("expires", Instant, nullable=False),
)

identities = Table(
    "identities",
    metadata,
    Column("id", _NUMBER, primary_key=True),
    Column("account", _NUMBER, ForeignKey("accounts.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("issuer", String(400), nullable=False),
    Column("subject", String(255), nullable=False),
    Column("created", Instant, nullable=False),
    UniqueConstraint("issuer", "subject"),
)

logins = Table(
    "logins",
    metadata,
    Column("state", String(64), primary_key=True),
    Column("holder", String(64), nullable=False),
    Column("nonce", String(64), nullable=False),
    Column("verifier", String(128), nullable=False),
    Column("after", String(400), nullable=False),
    Column("at", Instant, nullable=False, index=True),
)

mapping_requests = Table(
    "mapping_requests",
    metadata,
    Column("id", _NUMBER, primary_key=True),
    Column("account", _NUMBER, ForeignKey("accounts.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("garante", String(64), nullable=False, index=True),
    Column("dataset", String(64), nullable=False),
    Column("field", String(64), nullable=False),
    Column("written", String(500), nullable=False),
    Column("meant", String(500)),
    Column("at", Instant, nullable=False),
    Column("approved", Boolean),
    Column("decided_by", String(254)),
    Column("decided", Instant),
    Column("reason", String(500), nullable=False),
)

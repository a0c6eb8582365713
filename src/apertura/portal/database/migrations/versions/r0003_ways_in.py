"""Codes for a lost telephone, links to verdicts that can be withdrawn, and whom an institution vouches for."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

_NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Make the tables."""
    instant = sa.DateTime(timezone=True)
    _of_account("recovery_codes", sa.Column("code", sa.String(64), nullable=False), sa.Column("used", instant))
    op.create_index("ix_recovery_codes_code", "recovery_codes", ["code"])
    _of_account(
        "shares",
        sa.Column("token", sa.String(64), nullable=False),
        sa.Column("garante", sa.String(64), nullable=False),
        sa.Column("period", sa.String(64), nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("created", instant, nullable=False),
        sa.Column("expires", instant, nullable=False),
        sa.UniqueConstraint("token", name="uq_shares_token"),
    )
    op.create_index("ix_shares_garante", "shares", ["garante"])
    _of_account(
        "identities",
        sa.Column("issuer", sa.String(400), nullable=False),
        sa.Column("subject", sa.String(255), nullable=False),
        sa.Column("created", instant, nullable=False),
        sa.UniqueConstraint("issuer", "subject", name="uq_identities_issuer"),
    )
    op.create_table(
        "logins",
        sa.Column("state", sa.String(64), nullable=False),
        sa.Column("holder", sa.String(64), nullable=False),
        sa.Column("nonce", sa.String(64), nullable=False),
        sa.Column("verifier", sa.String(128), nullable=False),
        sa.Column("after", sa.String(400), nullable=False),
        sa.Column("at", instant, nullable=False),
        sa.PrimaryKeyConstraint("state", name="pk_logins"),
    )
    op.create_index("ix_logins_at", "logins", ["at"])


def downgrade() -> None:
    """Drop them."""
    for name in ("logins", "identities", "shares", "recovery_codes"):
        op.drop_table(name)


def _of_account(name: str, *more: sa.Column[Any] | sa.UniqueConstraint) -> None:
    op.create_table(
        name,
        sa.Column("id", _NUMBER, nullable=False),
        sa.Column("account", _NUMBER, nullable=False),
        *more,
        sa.PrimaryKeyConstraint("id", name=f"pk_{name}"),
        sa.ForeignKeyConstraint(["account"], ["accounts.id"], name=f"fk_{name}_account", ondelete="CASCADE"),
    )
    op.create_index(f"ix_{name}_account", name, ["account"])

"""Accounts, sessions, links, attempts and acts."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

_NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Make the tables."""
    instant = sa.DateTime(timezone=True)
    op.create_table(
        "accounts",
        sa.Column("id", _NUMBER, nullable=False),
        sa.Column("email", sa.String(254), nullable=False),
        sa.Column("role", sa.String(20), nullable=False),
        sa.Column("garante", sa.String(64)),
        sa.Column("active", sa.Boolean, nullable=False),
        sa.Column("password", sa.String(200)),
        sa.Column("totp", sa.String(400)),
        sa.Column("totp_step", sa.BigInteger),
        sa.Column("created", instant, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_accounts"),
        sa.UniqueConstraint("email", name="uq_accounts_email"),
    )
    _of_account("sessions", ("stage", sa.String(20)), ("created", instant), ("seen", instant))
    _of_account("links", ("purpose", sa.String(20)), ("expires", instant))
    with op.batch_alter_table("links") as table:
        table.add_column(sa.Column("used", instant))
    op.create_table(
        "attempts",
        sa.Column("id", _NUMBER, nullable=False),
        sa.Column("what", sa.String(64), nullable=False),
        sa.Column("at", instant, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_attempts"),
    )
    op.create_index("ix_attempts_what_at", "attempts", ["what", "at"])
    _acts(instant)


def downgrade() -> None:
    """Drop them."""
    for name in ("acts", "attempts", "links", "sessions", "accounts"):
        op.drop_table(name)


def _of_account(name: str, *columns: tuple[str, sa.String | sa.DateTime]) -> None:
    op.create_table(
        name,
        sa.Column("token", sa.String(64), nullable=False),
        sa.Column("account", _NUMBER, nullable=False),
        *(sa.Column(column, type_, nullable=False) for column, type_ in columns),
        sa.PrimaryKeyConstraint("token", name=f"pk_{name}"),
        sa.ForeignKeyConstraint(["account"], ["accounts.id"], name=f"fk_{name}_account", ondelete="CASCADE"),
    )
    op.create_index(f"ix_{name}_account", name, ["account"])


def _acts(instant: sa.DateTime) -> None:
    op.create_table(
        "acts",
        sa.Column("id", _NUMBER, nullable=False),
        sa.Column("at", instant, nullable=False),
        sa.Column("account", _NUMBER),
        sa.Column("who", sa.String(254), nullable=False),
        sa.Column("origin", sa.String(64), nullable=False),
        sa.Column("act", sa.String(64), nullable=False),
        sa.Column("garante", sa.String(64)),
        sa.Column("about", sa.String(500), nullable=False),
        sa.Column("outcome", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_acts"),
        sa.ForeignKeyConstraint(["account"], ["accounts.id"], name="fk_acts_account", ondelete="SET NULL"),
    )
    for column in ("at", "account", "garante"):
        op.create_index(f"ix_acts_{column}", "acts", [column])

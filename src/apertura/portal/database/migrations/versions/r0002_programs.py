"""Keys of programs, and what they asked for once."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

_NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Make the tables."""
    instant = sa.DateTime(timezone=True)
    op.create_table(
        "program_keys",
        sa.Column("id", _NUMBER, nullable=False),
        sa.Column("token", sa.String(64), nullable=False),
        sa.Column("account", _NUMBER, nullable=False),
        sa.Column("name", sa.String(80), nullable=False),
        sa.Column("created", instant, nullable=False),
        sa.Column("expires", instant, nullable=False),
        sa.Column("used", instant),
        sa.PrimaryKeyConstraint("id", name="pk_program_keys"),
        sa.UniqueConstraint("token", name="uq_program_keys_token"),
        sa.ForeignKeyConstraint(["account"], ["accounts.id"], name="fk_program_keys_account", ondelete="CASCADE"),
    )
    op.create_index("ix_program_keys_account", "program_keys", ["account"])
    op.create_table(
        "asked_once",
        sa.Column("key", sa.String(64), nullable=False),
        sa.Column("account", _NUMBER, nullable=False),
        sa.Column("what", sa.String(64), nullable=False),
        sa.Column("at", instant, nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_asked_once"),
        sa.ForeignKeyConstraint(["account"], ["accounts.id"], name="fk_asked_once_account", ondelete="CASCADE"),
    )
    for column in ("account", "at"):
        op.create_index(f"ix_asked_once_{column}", "asked_once", [column])


def downgrade() -> None:
    """Drop them."""
    for name in ("asked_once", "program_keys"):
        op.drop_table(name)

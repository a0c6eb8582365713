"""What bodies ask to be understood for good."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

_NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Make the table."""
    instant = sa.DateTime(timezone=True)
    op.create_table(
        "mapping_requests",
        sa.Column("id", _NUMBER, nullable=False),
        sa.Column("account", _NUMBER, nullable=False),
        sa.Column("garante", sa.String(64), nullable=False),
        sa.Column("dataset", sa.String(64), nullable=False),
        sa.Column("field", sa.String(64), nullable=False),
        sa.Column("written", sa.String(500), nullable=False),
        sa.Column("meant", sa.String(500)),
        sa.Column("at", instant, nullable=False),
        sa.Column("approved", sa.Boolean),
        sa.Column("decided_by", sa.String(254)),
        sa.Column("decided", instant),
        sa.Column("reason", sa.String(500), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_mapping_requests"),
        sa.ForeignKeyConstraint(["account"], ["accounts.id"], name="fk_mapping_requests_account", ondelete="CASCADE"),
    )
    for column in ("account", "garante"):
        op.create_index(f"ix_mapping_requests_{column}", "mapping_requests", [column])


def downgrade() -> None:
    """Drop it."""
    op.drop_table("mapping_requests")

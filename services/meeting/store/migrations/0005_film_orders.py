"""film orders: what is to be cut of each recording."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "film_orders",
        sa.Column("conference_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("unit_id", sa.Text(), nullable=False),
        sa.Column("question_id", sa.Uuid(), nullable=False),
        sa.Column("turn_id", sa.Uuid(), nullable=False),
        sa.Column("point", sa.Text(), nullable=False),
        sa.Column(
            "state",
            sa.Enum("waiting", "ready", "none", name="filmstate", native_enum=False, length=40),
            nullable=False,
        ),
        sa.PrimaryKeyConstraint("conference_id", "name", name=op.f("pk_film_orders")),
    )
    op.create_index(
        "ix_film_orders_waiting",
        "film_orders",
        ["conference_id"],
        unique=False,
        postgresql_where=sa.text("state = 'waiting'"),
    )


def downgrade() -> None:
    """Migrations go forward only; `make restore` is the way back."""

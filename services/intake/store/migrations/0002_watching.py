"""watching."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    chosen = sa.Enum("off", "live", "archive", name="watching", native_enum=False, length=40)
    op.add_column("conferences", sa.Column("watching", chosen, server_default="live", nullable=False))


def downgrade() -> None:
    """Migrations go forward only; `make restore` is the way back."""

"""films that a person made public."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("progress", sa.Column("film_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("progress", sa.Column("film_s", sa.Integer(), nullable=True))
    op.add_column("progress", sa.Column("film_label", sa.Text(), nullable=True))
    op.add_column("progress", sa.Column("film_path", sa.Text(), nullable=True))


def downgrade() -> None:
    """Migrations go forward only; `make restore` is the way back."""

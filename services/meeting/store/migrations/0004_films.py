"""films: who may see them, and what was done to recordings."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("people", sa.Column("publishes_name", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.add_column("people", sa.Column("initial_name", sa.Text(), nullable=False, server_default=""))
    op.alter_column("people", "publishes_name", server_default=None)
    op.alter_column("people", "initial_name", server_default=None)
    op.create_table(
        "clip_decisions",
        sa.Column("question_id", sa.Uuid(), nullable=False),
        sa.Column("conference_id", sa.Uuid(), nullable=False),
        sa.Column("unit_id", sa.Text(), nullable=False),
        sa.Column(
            "shown",
            sa.Enum("withheld", "initial", "named", name="clipshown", native_enum=False, length=40),
            nullable=False,
        ),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("decided_by", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("question_id", name=op.f("pk_clip_decisions")),
    )
    op.create_index(op.f("ix_clip_decisions_conference_id"), "clip_decisions", ["conference_id"], unique=False)
    op.create_table(
        "recording_history",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("conference_id", sa.Uuid(), nullable=False),
        sa.Column("unit_id", sa.Text(), nullable=False),
        sa.Column("question_id", sa.Uuid(), nullable=True),
        sa.Column(
            "what",
            sa.Enum(
                "decided",
                "held",
                "released",
                "deleted",
                "expired",
                "erased",
                name="done",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("who", sa.Text(), nullable=False),
        sa.Column("objects", sa.Integer(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_recording_history")),
    )
    op.create_index(op.f("ix_recording_history_conference_id"), "recording_history", ["conference_id"], unique=False)
    op.create_index(op.f("ix_recording_history_question_id"), "recording_history", ["question_id"], unique=False)


def downgrade() -> None:
    """Migrations go forward only; `make restore` is the way back."""

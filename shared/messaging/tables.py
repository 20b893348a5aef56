"""Tables every room owns for the bus and for commands. Migrated by `shared/database/migrations`."""

from sqlalchemy import (
    BigInteger,
    Column,
    DateTime,
    Identity,
    Index,
    Integer,
    LargeBinary,
    Table,
    Text,
    Uuid,
    text,
)
from sqlalchemy.dialects.postgresql import JSONB

from shared.database.base import new_metadata

metadata = new_metadata()

outbox = Table(
    "outbox",
    metadata,
    Column("id", BigInteger, Identity(), primary_key=True),
    Column("event_id", Uuid, nullable=False, unique=True),
    Column("subject", Text, nullable=False),
    Column("headers", JSONB, nullable=False),
    Column("body", LargeBinary, nullable=False),
    Column("published_seq", BigInteger),
    Column("published_at", DateTime(timezone=True)),
    Index("ix_outbox_unpublished", "id", postgresql_where=text("published_seq is null")),
    Index("ix_outbox_published", "published_seq", postgresql_where=text("published_seq is not null")),
)

inbox = Table(
    "inbox",
    metadata,
    Column("consumer", Text, primary_key=True),
    Column("event_id", Uuid, primary_key=True),
    Column("at", DateTime(timezone=True), nullable=False),
    Index("ix_inbox_at", "at"),
)

dead_letters = Table(
    "dead_letters",
    metadata,
    Column("id", BigInteger, Identity(), primary_key=True),
    Column("consumer", Text, nullable=False),
    Column("event_id", Uuid),
    Column("subject", Text, nullable=False),
    Column("headers", JSONB, nullable=False),
    Column("body", LargeBinary, nullable=False),
    Column("error", Text, nullable=False),
    Column("deliveries", Integer, nullable=False),
    Column("at", DateTime(timezone=True), nullable=False),
    Column("replayed_at", DateTime(timezone=True)),
)

dead_letter_readings = Table(
    "dead_letter_readings",
    metadata,
    Column("id", BigInteger, Identity(), primary_key=True),
    Column("dead_letter_id", BigInteger, nullable=False),
    Column("officer_id", Text, nullable=False),
    Column("at", DateTime(timezone=True), nullable=False),
)

commands = Table(
    "commands",
    metadata,
    Column("command_id", Uuid, primary_key=True),
    Column("account", Text, nullable=False),
    Column("answer", JSONB, nullable=False),
    Column("at", DateTime(timezone=True), nullable=False),
    Index("ix_commands_at", "at"),
)

"""The messages that carry letters and receipts, what is known of each, and the print runs."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from services.notify.domain.states import MessageState
from services.notify.store.base import Base
from shared.contracts.notify import Delivery, Purpose


class Message(Base):
    """One attempt to reach one person by one channel, once for each question, purpose and version."""

    __tablename__ = "messages"
    id: Mapped[UUID] = mapped_column(primary_key=True)
    unit_id: Mapped[str]
    conference_id: Mapped[UUID]
    person_id: Mapped[UUID]
    question_id: Mapped[UUID | None]
    subject_id: Mapped[UUID]  # what it is about: the question, or the registration of a receipt
    purpose: Mapped[Purpose]
    version: Mapped[int]
    channel: Mapped[Delivery]
    state: Mapped[MessageState]
    restricted: Mapped[bool]  # as its letter; the receipt of a denunciation too
    letter_id: Mapped[UUID | None]
    content: Mapped[dict[str, Any]]
    code: Mapped[str]
    to_name: Mapped[str]
    to_address: Mapped[str]
    folded: Mapped[str]
    batch_id: Mapped[UUID | None] = mapped_column(index=True)
    tracking: Mapped[str]
    proof: Mapped[str]
    trouble: Mapped[str]  # why the last try did not succeed
    claimed_until: Mapped[datetime | None]  # real time: the lease of the sender
    tries: Mapped[int]
    next_try_at: Mapped[datetime]  # real time
    created_at: Mapped[datetime]
    traceparent: Mapped[str]
    __table_args__ = (
        UniqueConstraint("person_id", "subject_id", "purpose", "version", "channel"),
        Index("ix_messages_unit_state", "unit_id", "channel", "state"),
        Index("ix_messages_due", "next_try_at", postgresql_where=text("state = 'queued' and channel = 'email'")),
        Index("ix_messages_sending", "claimed_until", postgresql_where=text("state = 'sending'")),
        Index("ix_messages_letter_id", "letter_id"),
    )


class Receipt(Base):
    """What is known of a message, append-only; its state is a fold over these."""

    __tablename__ = "receipts"
    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    unit_id: Mapped[str]
    message_id: Mapped[UUID] = mapped_column(index=True)
    state: Mapped[MessageState]
    text: Mapped[str]
    actor: Mapped[str]
    at: Mapped[datetime]


class PrintBatch(Base):
    """Letters printed together, with their cover list and labels. A file without a key is made again on demand."""

    __tablename__ = "print_batches"
    id: Mapped[UUID] = mapped_column(primary_key=True)
    unit_id: Mapped[str] = mapped_column(index=True)
    name: Mapped[str]
    size: Mapped[int]
    restricted: Mapped[bool]  # protected letters only, printed by who may read them
    letters_key: Mapped[str | None]
    cover_key: Mapped[str | None]
    labels_key: Mapped[str | None]
    made_at: Mapped[datetime]
    made_by: Mapped[str]
    posted_on: Mapped[date | None]

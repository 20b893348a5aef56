"""Notify's tables: letters, the messages that carry them, print batches, number series, and copies it needs."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from services.notify.domain.states import LetterState, MessageState
from shared.contracts.notify import Delivery, Purpose
from shared.database.base import Base as SharedBase
from shared.database.base import new_metadata


class Base(SharedBase):
    """All of notify's rows."""

    __abstract__ = True
    metadata = new_metadata()


class Unit(Base):
    """The newest profile of a unit: letterhead, symbols, notices."""

    __tablename__ = "units"
    unit_id: Mapped[str] = mapped_column(primary_key=True)
    version: Mapped[int]
    profile: Mapped[dict[str, Any]]


class Conference(Base):
    """What a letter says about the conference."""

    __tablename__ = "conferences"
    conference_id: Mapped[UUID] = mapped_column(primary_key=True)
    unit_id: Mapped[str] = mapped_column(index=True)
    version: Mapped[int]
    slug: Mapped[str]
    title: Mapped[str]
    starts_at: Mapped[datetime]
    registration_closes_at: Mapped[datetime]


class Letter(Base):
    """An official letter. Until it is issued its recipient may change; afterwards nothing does.

    `content` is what the letter says, frozen as it was released.
    """

    __tablename__ = "letters"
    id: Mapped[UUID] = mapped_column(primary_key=True)
    unit_id: Mapped[str]
    conference_id: Mapped[UUID]
    person_id: Mapped[UUID]
    question_id: Mapped[UUID]
    purpose: Mapped[Purpose]
    version: Mapped[int]
    code: Mapped[str]
    content: Mapped[dict[str, Any]]
    state: Mapped[LetterState]
    recipient: Mapped[dict[str, Any] | None]
    sort_key: Mapped[str]
    number: Mapped[int | None]
    symbol: Mapped[str]
    issued_on: Mapped[date | None]
    signing: Mapped[str]
    signer: Mapped[str]
    pdf_key: Mapped[str | None]
    signed_pdf_key: Mapped[str | None]  # the scan or the digitally signed file that came back
    composed_at: Mapped[datetime]
    issued_at: Mapped[datetime | None]
    issued_by: Mapped[str]
    traceparent: Mapped[str]
    __table_args__ = (
        UniqueConstraint("question_id", "person_id", "purpose", "version"),
        Index("ix_letters_unit_state", "unit_id", "state"),
        Index("ix_letters_waiting", "id", postgresql_where=text("recipient is null")),
        Index("ix_letters_unrendered", "id", postgresql_where=text("state = 'issued' and pdf_key is null")),
    )


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
    letter_id: Mapped[UUID | None]
    content: Mapped[dict[str, Any]]
    to_address: Mapped[str]
    batch_id: Mapped[UUID | None] = mapped_column(index=True)
    tracking: Mapped[str]
    proof: Mapped[str]
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
    message_id: Mapped[UUID] = mapped_column(index=True)
    state: Mapped[MessageState]
    text: Mapped[str]
    actor: Mapped[str]
    at: Mapped[datetime]


class PrintBatch(Base):
    """Letters printed together, with their cover list and labels."""

    __tablename__ = "print_batches"
    id: Mapped[UUID] = mapped_column(primary_key=True)
    unit_id: Mapped[str] = mapped_column(index=True)
    name: Mapped[str]
    made_at: Mapped[datetime]
    made_by: Mapped[str]
    posted_at: Mapped[datetime | None]


class NumberSeries(Base):
    """The last number given in a unit's series of a year. Rule: Nghị định 30/2020, art. 15."""

    __tablename__ = "number_series"
    unit_id: Mapped[str] = mapped_column(primary_key=True)
    year: Mapped[int] = mapped_column(primary_key=True)
    last: Mapped[int]

"""Questions at the door, the history of everything done to them, and guesses at receipt codes."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Index
from sqlalchemy import text as sql
from sqlalchemy.orm import Mapped, mapped_column

from services.intake.domain.question import State
from services.intake.store.base import Base
from shared.contracts.intake import AnswerPath, Channel, ExclusionReason, Section


class Question(Base):
    """One matter of a form. `restricted`: name and text are hidden from all but a few (C-27).

    `is_late` follows the plan until the question is decided; `path` is what the person was promised.
    """

    __tablename__ = "questions"
    id: Mapped[UUID] = mapped_column(primary_key=True)
    unit_id: Mapped[str]
    conference_id: Mapped[UUID]
    registration_id: Mapped[UUID] = mapped_column(index=True)
    person_id: Mapped[UUID] = mapped_column(index=True)
    number: Mapped[int]
    code: Mapped[str] = mapped_column(unique=True)
    channel: Mapped[Channel]
    section: Mapped[Section]
    text: Mapped[str]
    folded: Mapped[str]
    received_at: Mapped[datetime]
    is_late: Mapped[bool]
    state: Mapped[State]
    restricted: Mapped[bool]
    suggestion: Mapped[dict[str, Any]]
    path: Mapped[AnswerPath | None]
    content_group: Mapped[str]
    reason: Mapped[ExclusionReason | None]
    notice: Mapped[str]
    duplicate_of: Mapped[UUID | None]
    split_from: Mapped[UUID | None]
    plan_version: Mapped[int]
    decided_at: Mapped[datetime | None]
    decided_by: Mapped[str]
    traceparent: Mapped[str]  # of the POST that brought it in: facts on the way to a letter travel in it
    __table_args__ = (
        Index("ix_questions_conference", "unit_id", "conference_id", "state"),
        Index("ix_questions_waiting", "unit_id", "received_at", "code", postgresql_where=sql("state = 'received'")),
    )


class HistoryEntry(Base):
    """What happened to a form or one of its questions. Only ever added to; `words` hold no personal data."""

    __tablename__ = "history"
    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    unit_id: Mapped[str]
    registration_id: Mapped[UUID] = mapped_column(index=True)
    question_id: Mapped[UUID | None]
    at: Mapped[datetime]
    actor: Mapped[str]
    actor_name: Mapped[str]
    act: Mapped[str]
    words: Mapped[str]


class CodeMiss(Base):
    """A wrong receipt code, counted in real time by a keyed hash of the address it came from."""

    __tablename__ = "code_misses"
    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    origin: Mapped[str]
    at: Mapped[datetime]
    __table_args__ = (Index("ix_code_misses_origin_at", "origin", "at"),)

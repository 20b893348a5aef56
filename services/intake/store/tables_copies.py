"""Copies of what other rooms decide, kept so that no screen has to ask anybody."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from services.intake.store.base import Base
from shared.contracts.meeting import Outcome, Watching


class UnitCopy(Base):
    """A unit's profile, newest version. Owner: routing."""

    __tablename__ = "units"
    unit_id: Mapped[str] = mapped_column(primary_key=True)
    version: Mapped[int]
    profile: Mapped[dict[str, Any]]


class CalendarCopy(Base):
    """A unit's working calendar, newest fact. Owner: meeting."""

    __tablename__ = "calendars"
    unit_id: Mapped[str] = mapped_column(primary_key=True)
    version: Mapped[str]
    rows: Mapped[list[dict[str, Any]]]
    changed_at: Mapped[datetime]


class Conference(Base):
    """The announced plan, newest version, and how far its session is. `announced` is the whole fact. Owner: meeting."""

    __tablename__ = "conferences"
    id: Mapped[UUID] = mapped_column(primary_key=True)
    unit_id: Mapped[str]
    slug: Mapped[str] = mapped_column(index=True)
    version: Mapped[int]
    title: Mapped[str]
    venue: Mapped[str]
    starts_at: Mapped[datetime]
    opens_at: Mapped[datetime]
    closes_at: Mapped[datetime]
    announced: Mapped[dict[str, Any]]
    opened_at: Mapped[datetime | None]
    concluded_at: Mapped[datetime | None]
    watching: Mapped[Watching] = mapped_column(default=Watching.LIVE, server_default=Watching.LIVE.value)
    __table_args__ = (Index("ix_conferences_unit_id_starts_at", "unit_id", "starts_at"),)


class PublishedResult(Base):
    """The reviewed result page of a conference, newest version. Owner: meeting."""

    __tablename__ = "results"
    conference_id: Mapped[UUID] = mapped_column(primary_key=True)
    unit_id: Mapped[str]
    version: Mapped[int]
    published_at: Mapped[datetime]
    summary: Mapped[str]
    figures: Mapped[dict[str, Any]]
    items: Mapped[list[dict[str, Any]]]


class Progress(Base):
    """What routing, meeting and notify did with a question, for its sender's status page. One row a question.

    Facts of three streams fill it in any order; `held_at` keeps an older holder from replacing a newer one.
    """

    __tablename__ = "progress"
    question_id: Mapped[UUID] = mapped_column(primary_key=True)
    unit_id: Mapped[str]
    held_at: Mapped[datetime | None]
    department: Mapped[str | None]
    assigned_at: Mapped[datetime | None]
    due_at: Mapped[datetime | None]
    due_words: Mapped[str | None]
    superior: Mapped[str | None]
    escalated_at: Mapped[datetime | None]
    approved_at: Mapped[datetime | None]
    answer_text: Mapped[str | None]
    legal_basis: Mapped[str | None]
    released_at: Mapped[datetime | None]
    outcome: Mapped[Outcome | None]
    outcome_note: Mapped[str | None]
    concluded_at: Mapped[datetime | None]
    letter_number: Mapped[str | None]
    letter_on: Mapped[datetime | None]
    delivered_at: Mapped[datetime | None]
    delivered_by: Mapped[str | None]
    closed_at: Mapped[datetime | None]
    film_at: Mapped[datetime | None]  # an older fact about the film never replaces a newer one
    film_s: Mapped[int | None]  # how long the film is that anybody may see; none while it is withheld
    film_label: Mapped[str | None]
    film_path: Mapped[str | None]

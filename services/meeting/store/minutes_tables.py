"""Minutes as the secretary edits and signs them off, directions of the chair, and the reviewed result."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from services.meeting.store.base import Base


class MinutesRow(Base):
    """The minutes of one conference. `frozen` and its hash are set while they are final."""

    __tablename__ = "minutes"
    conference_id: Mapped[UUID] = mapped_column(primary_key=True)
    unit_id: Mapped[str]
    version: Mapped[int] = mapped_column(default=0)  # how often they were final
    number: Mapped[str] = mapped_column(default="")
    frozen: Mapped[dict[str, Any] | None]
    sha256: Mapped[str] = mapped_column(default="")
    finalized_at: Mapped[datetime | None]
    finalized_by: Mapped[str] = mapped_column(default="")
    reopened_at: Mapped[datetime | None]
    reopen_reason: Mapped[str] = mapped_column(default="")


class MinutesEdit(Base):
    """The secretary's words for one passage; `base` is what the log said when they were written."""

    __tablename__ = "minutes_edits"
    conference_id: Mapped[UUID] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(primary_key=True)
    unit_id: Mapped[str]
    question_id: Mapped[UUID | None] = mapped_column(index=True)
    text: Mapped[str]
    base: Mapped[str]
    edited_at: Mapped[datetime]
    edited_by: Mapped[str]


class DirectionRow(Base):
    """What the chair told a department to put right, and until when. Rule: R-110"""

    __tablename__ = "directions"
    direction_id: Mapped[UUID] = mapped_column(primary_key=True)
    conference_id: Mapped[UUID] = mapped_column(index=True)
    unit_id: Mapped[str]
    text: Mapped[str]
    department: Mapped[str]
    due_on: Mapped[date | None]
    created_at: Mapped[datetime]


class ResultRow(Base):
    """The result page of one conference; `fact` is the newest version as it was told."""

    __tablename__ = "results"
    conference_id: Mapped[UUID] = mapped_column(primary_key=True)
    unit_id: Mapped[str]
    summary: Mapped[str] = mapped_column(default="")
    version: Mapped[int] = mapped_column(default=0)
    fact: Mapped[dict[str, Any] | None]
    published_at: Mapped[datetime | None]
    published_by: Mapped[str] = mapped_column(default="")
    reported_on: Mapped[date | None]  # the report to the superior left the house
    report_number: Mapped[str] = mapped_column(default="")


class ResultItemRow(Base):
    """One question as a person reviewed it for the public. `base` tells whether its source changed since."""

    __tablename__ = "result_items"
    question_id: Mapped[UUID] = mapped_column(primary_key=True)
    conference_id: Mapped[UUID]
    unit_id: Mapped[str]
    asked_by: Mapped[str]
    question: Mapped[str]
    answer: Mapped[str]
    base: Mapped[str]
    is_reviewed: Mapped[bool]
    edited_at: Mapped[datetime]
    edited_by: Mapped[str]
    __table_args__ = (Index("ix_result_items_conference_id", "conference_id"),)

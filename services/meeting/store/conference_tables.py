"""Conferences: planned, announced, in session, concluded, published."""

from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from services.meeting.store.base import Base


class Status(StrEnum):
    """How far a conference is."""

    DRAFT = "draft"
    ANNOUNCED = "announced"
    LIVE = "live"
    CONCLUDED = "concluded"
    PUBLISHED = "published"


class Conference(Base):
    """One conference. `profile` is frozen at the announcement; `seq` is the last number of its session log.

    `roll_wanted` > `roll_read` says that the roll must be pulled from intake.
    """

    __tablename__ = "conferences"
    conference_id: Mapped[UUID] = mapped_column(primary_key=True)
    unit_id: Mapped[str]
    slug: Mapped[str]
    title: Mapped[str]
    starts_at: Mapped[datetime]
    venue: Mapped[str]
    chair: Mapped[str]
    status: Mapped[Status]
    profile: Mapped[dict[str, Any]]
    dates: Mapped[list[dict[str, Any]]]
    version: Mapped[int]
    seq: Mapped[int] = mapped_column(default=0)
    roll_wanted: Mapped[int] = mapped_column(default=0)
    roll_read: Mapped[int] = mapped_column(default=0)
    __table_args__ = (
        Index("uq_conferences_unit_id_slug", "unit_id", "slug", unique=True),
        Index("ix_conferences_unit_id_starts_at", "unit_id", "starts_at"),
    )

"""Plans: what the officer chose, each announcement as it was told, the unit's calendar, and who is invited."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from services.meeting.store.base import Base


class PlanRow(Base):
    """The officer's choices for one conference beside what stands in `conferences`."""

    __tablename__ = "plans"
    conference_id: Mapped[UUID] = mapped_column(primary_key=True)
    unit_id: Mapped[str]
    session_key: Mapped[str]
    mode: Mapped[str]
    chair_title: Mapped[str]
    chair_name: Mapped[str]
    signing: Mapped[str]
    signer_name: Mapped[str]
    minutes: Mapped[dict[str, Any]]
    per_area: Mapped[int | None]
    number: Mapped[str] = mapped_column(default="")
    signed_on: Mapped[date | None]
    opens_at: Mapped[datetime | None]  # the first announcement
    calendar_version: Mapped[str] = mapped_column(default="")
    created_at: Mapped[datetime]
    created_by: Mapped[str]


class AnnouncementRow(Base):
    """One announcement, never changed: `fact` is what the other rooms were told. Rule: C-14"""

    __tablename__ = "announcements"
    conference_id: Mapped[UUID] = mapped_column(primary_key=True)
    version: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    unit_id: Mapped[str]
    fact: Mapped[dict[str, Any]]
    cause: Mapped[str]
    reason: Mapped[str]
    decided_by: Mapped[str]
    announced_at: Mapped[datetime]
    announced_by: Mapped[str]


class CalendarRow(Base):
    """One state of a unit's calendar, whole. Rows are only added; the highest `number` holds."""

    __tablename__ = "calendars"
    unit_id: Mapped[str] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    version: Mapped[str]
    rows: Mapped[list[dict[str, Any]]]
    note: Mapped[str]
    changed_at: Mapped[datetime]
    changed_by: Mapped[str]


class InvitationRow(Base):
    """One invited person or body. The door finds it in `people` under the same id.

    Rule: R-018, R-020, R-077, R-084, R-085
    """

    __tablename__ = "invitations"
    invitation_id: Mapped[UUID] = mapped_column(primary_key=True)
    conference_id: Mapped[UUID]
    unit_id: Mapped[str]
    group_key: Mapped[str]
    area: Mapped[str]
    full_name: Mapped[str]
    capacity: Mapped[str]
    phone: Mapped[str]
    comes: Mapped[bool | None]  # none: not known yet
    __table_args__ = (Index("ix_invitations_conference_id", "conference_id"),)

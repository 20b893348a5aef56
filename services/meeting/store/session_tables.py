"""The session log. Rows are only ever added."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from services.meeting.store.base import Base


class SessionEventRow(Base):
    """One event. `seq` starts at 1 and has no gap in a conference. `at` is business time.

    No names and no texts of citizens: they stand in rows of their own and can be erased.
    """

    __tablename__ = "session_events"
    conference_id: Mapped[UUID] = mapped_column(primary_key=True)
    seq: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    event_id: Mapped[UUID] = mapped_column(unique=True)
    unit_id: Mapped[str]
    type: Mapped[str]
    payload: Mapped[dict[str, Any]]
    actor: Mapped[str]
    actor_name: Mapped[str]
    at: Mapped[datetime]
    command_id: Mapped[UUID | None]
    __table_args__ = (Index("ix_session_events_type", "conference_id", "type"),)


class SessionNote(Base):
    """Words beside one event: the incident, the reason of an absence, a refusal or an override."""

    __tablename__ = "session_notes"
    conference_id: Mapped[UUID] = mapped_column(primary_key=True)
    seq: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    unit_id: Mapped[str]
    person_id: Mapped[UUID | None] = mapped_column(index=True)
    text: Mapped[str]

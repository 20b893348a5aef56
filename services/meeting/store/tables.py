"""Meeting's tables: one module a topic, gathered here for the migrations."""

from services.meeting.store import (
    clip_tables,
    conference_tables,
    minutes_tables,
    people_tables,
    plan_tables,
    question_tables,
    recording_tables,
    session_tables,
    unit_tables,
)
from services.meeting.store.base import Base

__all__ = [
    "Base",
    "clip_tables",
    "conference_tables",
    "minutes_tables",
    "people_tables",
    "plan_tables",
    "question_tables",
    "recording_tables",
    "session_tables",
    "unit_tables",
]

"""Intake's tables: copies of other rooms' facts, people and their forms, questions and what became of them."""

from services.intake.store.base import Base
from services.intake.store.tables_copies import CalendarCopy, Conference, Progress, PublishedResult, UnitCopy
from services.intake.store.tables_people import Attachment, Registrant, Registration, Upload
from services.intake.store.tables_questions import CodeMiss, HistoryEntry, Question

__all__ = [
    "Attachment",
    "Base",
    "CalendarCopy",
    "CodeMiss",
    "Conference",
    "HistoryEntry",
    "Progress",
    "PublishedResult",
    "Question",
    "Registrant",
    "Registration",
    "UnitCopy",
    "Upload",
]

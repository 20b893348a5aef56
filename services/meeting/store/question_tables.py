"""Questions as meeting shows them: the least copy of what intake and routing decided."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from services.meeting.store.base import Base
from shared.contracts.intake import AnswerPath, Channel, Section


class Readiness(StrEnum):
    """How far the answer is."""

    NONE = "none"
    ASSIGNED = "assigned"
    DRAFTING = "drafting"
    APPROVING = "approving"
    APPROVED = "approved"


class Question(Base):
    """One question of a conference. Its standing in the line and its outcome are folds of the log, not columns."""

    __tablename__ = "questions"
    question_id: Mapped[UUID] = mapped_column(primary_key=True)
    conference_id: Mapped[UUID]
    unit_id: Mapped[str]
    registration_id: Mapped[UUID]
    person_id: Mapped[UUID] = mapped_column(index=True)
    code: Mapped[str]
    channel: Mapped[Channel]
    section: Mapped[Section]
    content_group: Mapped[str] = mapped_column(default="")
    text: Mapped[str]
    folded: Mapped[str]
    area: Mapped[str]
    path: Mapped[AnswerPath]
    is_late: Mapped[bool] = mapped_column(default=False)
    received_at: Mapped[datetime]
    department_key: Mapped[str] = mapped_column(default="")
    department: Mapped[str] = mapped_column(default="")
    readiness: Mapped[Readiness] = mapped_column(default=Readiness.NONE)
    due_at: Mapped[datetime | None]
    held_at: Mapped[datetime | None]  # when the newest fact about the holder, and
    readied_at: Mapped[datetime | None]  # about the readiness, happened: an older one may come late
    superior: Mapped[str] = mapped_column(default="")  # set once escalated
    answer_kind: Mapped[str] = mapped_column(default="")
    answer_text: Mapped[str] = mapped_column(default="")
    legal_basis: Mapped[str] = mapped_column(default="")
    answer_version: Mapped[int] = mapped_column(default=0)
    approved_by: Mapped[str] = mapped_column(default="")
    withdrawn: Mapped[bool] = mapped_column(default=False)
    duplicate_of: Mapped[UUID | None]
    follow_up_of: Mapped[UUID | None]
    closed_how: Mapped[str] = mapped_column(default="")
    delivered_at: Mapped[datetime | None]
    __table_args__ = (Index("ix_questions_conference_id", "conference_id"),)


class WalkInRow(Base):
    """What was typed in the hall about a person, until intake has picked it up and beyond (its own record)."""

    __tablename__ = "walk_ins"
    question_id: Mapped[UUID] = mapped_column(primary_key=True)
    conference_id: Mapped[UUID] = mapped_column(index=True)
    unit_id: Mapped[str]
    registration_id: Mapped[UUID]
    person_id: Mapped[UUID] = mapped_column(index=True)
    code: Mapped[str]
    full_name: Mapped[str]
    org_name: Mapped[str]
    area: Mapped[str]
    address: Mapped[str]
    phone: Mapped[str]
    email: Mapped[str]
    text: Mapped[str]
    raised_at: Mapped[datetime]


class ErasedPerson(Base):
    """Whose data is gone everywhere: names, questions and answers that come late stay out."""

    __tablename__ = "erased_people"
    person_id: Mapped[UUID] = mapped_column(primary_key=True)
    unit_id: Mapped[str]


class Gone(Base):
    """A question that was withdrawn or marked a duplicate before its acceptance was handled here, if it ever is."""

    __tablename__ = "gone_questions"
    question_id: Mapped[UUID] = mapped_column(primary_key=True)
    unit_id: Mapped[str]

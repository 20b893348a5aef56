"""Tables of the question's life: copies of frozen facts, questions, answers, history, what falls due."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, Index
from sqlalchemy import text as sql
from sqlalchemy.orm import Mapped, mapped_column

from services.routing.domain.life import Custody, Escalation, Life
from services.routing.domain.words import What
from services.routing.store.base import Base
from shared.contracts.intake import AnswerPath, Channel, Section
from shared.contracts.meeting import Outcome
from shared.contracts.routing import AnswerKind


class CalendarCopy(Base):
    """The newest working calendar of a unit."""

    __tablename__ = "calendars"
    unit_id: Mapped[str] = mapped_column(primary_key=True)
    version: Mapped[str]
    rows: Mapped[list[dict[str, Any]]]
    changed_at: Mapped[datetime]


class ConferenceCopy(Base):
    """An announced conference: the frozen rules that deadlines are computed from."""

    __tablename__ = "conferences"
    conference_id: Mapped[UUID] = mapped_column(primary_key=True)
    unit_id: Mapped[str] = mapped_column(index=True)
    version: Mapped[int]
    title: Mapped[str]
    starts_at: Mapped[datetime]
    answer_rule: Mapped[dict[str, Any]]
    calendar_version: Mapped[str]
    chair: Mapped[str]
    plan_number: Mapped[str]
    plan_date: Mapped[datetime | None]
    session_concluded_at: Mapped[datetime | None]


class QuestionRow(Base):
    """One question. Text and area are the least copy we need; names stay in intake."""

    __tablename__ = "questions"
    id: Mapped[UUID] = mapped_column(primary_key=True)
    unit_id: Mapped[str]
    conference_id: Mapped[UUID]
    registration_id: Mapped[UUID | None]
    person_id: Mapped[UUID]
    code: Mapped[str]
    channel: Mapped[Channel | None]
    section: Mapped[Section | None]
    content_group: Mapped[str]
    text: Mapped[str]
    folded: Mapped[str]
    area: Mapped[str]
    path: Mapped[AnswerPath]
    is_late: Mapped[bool]
    received_at: Mapped[datetime]
    accepted_at: Mapped[datetime]
    suggestion: Mapped[dict[str, Any]]
    # the state of `domain.life.Question`
    life: Mapped[Life]
    custody: Mapped[Custody]
    holder: Mapped[str]
    redirect_to: Mapped[str]
    version: Mapped[int]
    approved: Mapped[int | None]
    released: Mapped[int | None]
    outcome: Mapped[Outcome | None]
    escalation: Mapped[Escalation | None]
    # assignment and term
    kind: Mapped[AnswerKind]
    proposed_department: Mapped[str]
    holder_name: Mapped[str]
    responsible: Mapped[str]
    note: Mapped[str]
    redirect_reason: Mapped[str]
    assigned_at: Mapped[datetime | None]
    term_from: Mapped[datetime | None]
    due_at: Mapped[datetime | None]
    due_words: Mapped[str]
    due_note: Mapped[str]
    due_warning: Mapped[str]
    calendar_version: Mapped[str]
    handed_in_at: Mapped[datetime | None]
    # end of the road
    outcome_note: Mapped[str]
    concluded_at: Mapped[datetime | None]
    duplicate_of: Mapped[UUID | None]
    letter_number: Mapped[str]
    delivery_problem: Mapped[str]
    closed_how: Mapped[str]
    traceparent: Mapped[str]  # of the POST that brought it in; the released answer travels in it
    closed_at: Mapped[datetime | None]
    __table_args__ = (
        Index("ix_questions_unit_life", "unit_id", "life", "due_at"),
        Index("ix_questions_unit_conference", "unit_id", "conference_id"),
        Index("ix_questions_person_id", "person_id"),
        Index("ix_questions_duplicate_of", "duplicate_of", postgresql_where=sql("duplicate_of is not null")),
    )


class AnswerRow(Base):
    """One version of an answer. `sha256` is set at approval; from then on the text never changes."""

    __tablename__ = "answers"
    question_id: Mapped[UUID] = mapped_column(ForeignKey("questions.id"), primary_key=True)
    version: Mapped[int] = mapped_column(primary_key=True)
    unit_id: Mapped[str]
    kind: Mapped[AnswerKind]
    text: Mapped[str]
    legal_basis: Mapped[str]
    department: Mapped[str]
    department_name: Mapped[str]
    saves: Mapped[int]
    author: Mapped[str]
    saved_at: Mapped[datetime]
    submitted_at: Mapped[datetime | None]
    decided_at: Mapped[datetime | None]
    decided_by: Mapped[str]
    is_approved: Mapped[bool]
    return_reason: Mapped[str]
    sha256: Mapped[str]


class ReleaseRow(Base):
    """An answer version left for a question; the key is what makes it leave once."""

    __tablename__ = "releases"
    question_id: Mapped[UUID] = mapped_column(primary_key=True)
    version: Mapped[int] = mapped_column(primary_key=True)
    unit_id: Mapped[str]
    answer_of: Mapped[UUID]
    at: Mapped[datetime]


class HistoryRow(Base):
    """Who did what when and why. Only ever added to."""

    __tablename__ = "history"
    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    unit_id: Mapped[str]
    question_id: Mapped[UUID]
    at: Mapped[datetime]
    what: Mapped[What]
    who: Mapped[str]
    who_id: Mapped[str]
    reason: Mapped[str]
    __table_args__ = (Index("ix_history_question_id", "question_id", "id"),)


class CommentRow(Base):
    """A word among holder, host office and leader; never printed or sent."""

    __tablename__ = "comments"
    id: Mapped[UUID] = mapped_column(primary_key=True)
    unit_id: Mapped[str]
    question_id: Mapped[UUID] = mapped_column(ForeignKey("questions.id"), index=True)
    at: Mapped[datetime]
    who: Mapped[str]
    department: Mapped[str]
    text: Mapped[str]


class EscalationRow(Base):
    """A report to the direct superior about one question, and the reply."""

    __tablename__ = "escalations"
    question_id: Mapped[UUID] = mapped_column(ForeignKey("questions.id"), primary_key=True)
    unit_id: Mapped[str] = mapped_column(index=True)
    superior: Mapped[str]
    reason: Mapped[str]
    opened_at: Mapped[datetime]
    opened_by: Mapped[str]
    report_number: Mapped[str]
    report_on: Mapped[datetime | None]
    reply_number: Mapped[str]
    reply_on: Mapped[datetime | None]
    reply_summary: Mapped[str]
    replied_by: Mapped[str]


class AlertRow(Base):
    """A reminder or a missed term, fired once per (question, kind, due instant)."""

    __tablename__ = "alerts"
    question_id: Mapped[UUID] = mapped_column(ForeignKey("questions.id"), primary_key=True)
    kind: Mapped[What] = mapped_column(primary_key=True)
    due_at: Mapped[datetime] = mapped_column(primary_key=True)
    unit_id: Mapped[str]
    fire_at: Mapped[datetime]
    fired_at: Mapped[datetime | None]
    __table_args__ = (Index("ix_alerts_open", "fire_at", postgresql_where=sql("fired_at is null")),)


class FilmCopy(Base):
    """The film of a question, as meeting told it; `seconds` 0 is none. It may come before its question."""

    __tablename__ = "films"
    question_id: Mapped[UUID] = mapped_column(primary_key=True)
    unit_id: Mapped[str]
    at: Mapped[datetime]
    seconds: Mapped[int]
    path: Mapped[str]  # where anybody may see it; empty while it is withheld


class EarlyFact(Base):
    """A conclusion, withdrawal or erasure that arrived before its question; kept until the question comes."""

    __tablename__ = "early_facts"
    id: Mapped[UUID] = mapped_column(primary_key=True)  # of the question or the person
    what: Mapped[What] = mapped_column(primary_key=True)
    unit_id: Mapped[str]
    at: Mapped[datetime]
    outcome: Mapped[Outcome | None]
    note: Mapped[str]


class UnitReport(Base):
    """What a department reports to the host office: a direction carried out, or a difficulty with the plan."""

    __tablename__ = "unit_reports"
    id: Mapped[UUID] = mapped_column(primary_key=True)
    unit_id: Mapped[str] = mapped_column(index=True)
    conference_id: Mapped[UUID | None]
    kind: Mapped[str]  # "direction" | "difficulty"
    department: Mapped[str]
    department_name: Mapped[str]
    text: Mapped[str]
    who: Mapped[str]
    at: Mapped[datetime]
    noted_by: Mapped[str]
    noted_at: Mapped[datetime | None]

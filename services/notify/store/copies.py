"""The least copies notify keeps of other rooms' facts."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Mapped, mapped_column

from services.notify.store.base import Base


class Unit(Base):
    """The newest profile of a unit: letterhead, symbols, notices."""

    __tablename__ = "units"
    unit_id: Mapped[str] = mapped_column(primary_key=True)
    version: Mapped[int]
    profile: Mapped[dict[str, Any]]


class Conference(Base):
    """What a letter says about the conference."""

    __tablename__ = "conferences"
    conference_id: Mapped[UUID] = mapped_column(primary_key=True)
    unit_id: Mapped[str] = mapped_column(index=True)
    version: Mapped[int]
    slug: Mapped[str]
    title: Mapped[str]
    starts_at: Mapped[datetime]
    registration_closes_at: Mapped[datetime]


class ErasedPerson(Base):
    """Whose data is gone everywhere: a fact about the person that comes late composes nothing."""

    __tablename__ = "erased_people"
    person_id: Mapped[UUID] = mapped_column(primary_key=True)
    at: Mapped[datetime]


class WithdrawnQuestion(Base):
    """A question its sender took back: an answer that comes late is composed void."""

    __tablename__ = "withdrawn_questions"
    question_id: Mapped[UUID] = mapped_column(primary_key=True)
    at: Mapped[datetime]


class AcceptedQuestion(Base):
    """A question that passed the door: a notice of its exclusion that comes late is composed void."""

    __tablename__ = "accepted_questions"
    question_id: Mapped[UUID] = mapped_column(primary_key=True)
    at: Mapped[datetime]


class DoomedFile(Base):
    """A stored file that must go; swept by a loop, because the store is outside the transaction."""

    __tablename__ = "doomed_files"
    key: Mapped[str] = mapped_column(primary_key=True)

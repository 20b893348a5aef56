"""Routing's tables: units and officers here, questions and answers beside this file."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Index, text
from sqlalchemy.orm import Mapped, mapped_column

from services.routing.store.base import Base
from services.routing.store.question_tables import QuestionRow

__all__ = ["AccountEvent", "Base", "OfficerRow", "QuestionRow", "SignInAttempt", "Unit"]


class Unit(Base):
    """A ward, commune or centre, with its profile as the unit edited it."""

    __tablename__ = "units"
    unit_id: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str]
    profile: Mapped[dict[str, Any]]
    version: Mapped[int]
    opened_at: Mapped[datetime]


class OfficerRow(Base):
    """A person who signs in. `username` is unique in the whole deployment, compared without case."""

    __tablename__ = "officers"
    id: Mapped[UUID] = mapped_column(primary_key=True)
    unit_id: Mapped[str]
    username: Mapped[str]
    full_name: Mapped[str]
    title: Mapped[str]
    roles: Mapped[list[str]]
    department: Mapped[str]
    point: Mapped[str]  # the branch point the officer runs, or empty
    password_hash: Mapped[str]
    password_issue: Mapped[int]  # how many temporary passwords were made
    must_change_password: Mapped[bool]
    is_active: Mapped[bool]
    created_at: Mapped[datetime]
    __table_args__ = (
        Index("uq_officers_username", text("lower(username)"), unique=True),
        Index("ix_officers_unit_id", "unit_id"),
    )


class AccountEvent(Base):
    """What was done to an account's password, and by whom. Only ever added to. `at` is real time."""

    __tablename__ = "account_events"
    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    unit_id: Mapped[str]
    officer_id: Mapped[UUID] = mapped_column(index=True)
    what: Mapped[str]
    who: Mapped[str]
    at: Mapped[datetime]


class SignInAttempt(Base):
    """A failed sign-in, counted to slow down guessing."""

    __tablename__ = "sign_in_attempts"
    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    username: Mapped[str] = mapped_column(index=True)
    at: Mapped[datetime]

"""Who handed in what: registrants, their forms, and the scans of paper."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from services.intake.store.base import Base
from shared.contracts.intake import Channel


class Registrant(Base):
    """A person as they wrote themselves down; one row a form, for nobody has an account.

    `email_key` compares without case (C-21). `erased_at`: the personal fields are blank for good.
    """

    __tablename__ = "registrants"
    person_id: Mapped[UUID] = mapped_column(primary_key=True)
    unit_id: Mapped[str]
    full_name: Mapped[str]
    org_name: Mapped[str]
    phone: Mapped[str]
    email: Mapped[str]
    email_key: Mapped[str]
    address: Mapped[str]
    area: Mapped[str]
    sort_key: Mapped[str]
    folded: Mapped[str]
    erased_at: Mapped[datetime | None]
    __table_args__ = (Index("ix_registrants_unit_id_phone", "unit_id", "phone"),)


class Registration(Base):
    """One form. `received_at` is the legal time of receipt, `entered_at` when it came into this software.

    `raw` is the form as it was handed in; nothing later changes it but erasure.
    """

    __tablename__ = "registrations"
    id: Mapped[UUID] = mapped_column(primary_key=True)
    unit_id: Mapped[str]
    conference_id: Mapped[UUID]
    person_id: Mapped[UUID] = mapped_column(index=True)
    code: Mapped[str] = mapped_column(unique=True)
    channel: Mapped[Channel]
    received_at: Mapped[datetime]
    entered_at: Mapped[datetime]
    entered_by: Mapped[str]
    entered_name: Mapped[str]
    content_tthc: Mapped[str]
    content_settlement: Mapped[str]
    attends: Mapped[bool]
    publish_name: Mapped[bool]
    declarations: Mapped[dict[str, Any]]
    signed_name: Mapped[str]
    has_stamp: Mapped[bool]
    raw: Mapped[dict[str, Any]]
    __table_args__ = (Index("ix_registrations_conference", "unit_id", "conference_id", "received_at", "code"),)


class Upload(Base):
    """A file on its way into a form: noted before it lies in the bucket, gone once a form refers to it."""

    __tablename__ = "uploads"
    key: Mapped[str] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(index=True)


class Attachment(Base):
    """A scan of a form, in this room's bucket under `key`."""

    __tablename__ = "attachments"
    id: Mapped[UUID] = mapped_column(primary_key=True)
    unit_id: Mapped[str]
    registration_id: Mapped[UUID] = mapped_column(index=True)
    key: Mapped[str] = mapped_column(index=True)
    file_name: Mapped[str]
    content_type: Mapped[str]
    size_bytes: Mapped[int]
    sha256: Mapped[str]
    added_at: Mapped[datetime]
    added_by: Mapped[str]

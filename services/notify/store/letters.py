"""Official letters, the series of their numbers, and what a clerk is about to issue."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from services.notify.domain.states import LetterState, VoidReason
from services.notify.store.base import Base
from shared.contracts.notify import Purpose


class Letter(Base):
    """An official letter. Until it is issued its recipient may change; afterwards nothing does.

    `content` is what the letter says, frozen as it was released. `restricted`: who it goes to and what it says are
    hidden from all but a few (C-27).
    """

    __tablename__ = "letters"
    id: Mapped[UUID] = mapped_column(primary_key=True)
    unit_id: Mapped[str]
    conference_id: Mapped[UUID]
    person_id: Mapped[UUID]
    question_id: Mapped[UUID]
    purpose: Mapped[Purpose]
    version: Mapped[int]
    code: Mapped[str]
    content: Mapped[dict[str, Any]]
    state: Mapped[LetterState]
    restricted: Mapped[bool]
    void_reason: Mapped[VoidReason | None]
    voided_at: Mapped[datetime | None]
    recipient: Mapped[dict[str, Any] | None]
    ask_after: Mapped[datetime]  # real time: when intake is asked again for the recipient
    sort_key: Mapped[str]
    folded: Mapped[str]
    year: Mapped[int | None]  # of the number's series
    number: Mapped[int | None]
    symbol: Mapped[str]
    issued_on: Mapped[date | None]
    signing: Mapped[str]
    signer: Mapped[str]
    waits_for_signed: Mapped[bool]  # leaves the house only with the signed file
    pdf_key: Mapped[str | None]
    signed_pdf_key: Mapped[str | None]  # the scan or the digitally signed file that came back
    composed_at: Mapped[datetime]
    issued_at: Mapped[datetime | None]
    issued_by: Mapped[str]
    traceparent: Mapped[str]  # of the citizen's POST
    __table_args__ = (
        UniqueConstraint("question_id", "person_id", "purpose", "version"),
        UniqueConstraint("unit_id", "year", "number"),
        Index("ix_letters_unit_state", "unit_id", "state"),
        Index("ix_letters_person_id", "person_id"),
        Index("ix_letters_unaddressed", "ask_after", postgresql_where=text("recipient is null and state = 'waiting'")),
        Index("ix_letters_unrendered", "id", postgresql_where=text("state = 'issued' and pdf_key is null")),
    )


class NumberSeries(Base):
    """The last number given in a unit's series of a year, and its day. Nghị định 30/2020/NĐ-CP, điều 15."""

    __tablename__ = "number_series"
    unit_id: Mapped[str] = mapped_column(primary_key=True)
    year: Mapped[int] = mapped_column(primary_key=True)
    last: Mapped[int]
    last_on: Mapped[date | None]


class Issuing(Base):
    """What a clerk chose to issue, shown for confirmation; once done, the record of who issued what."""

    __tablename__ = "issuings"
    id: Mapped[UUID] = mapped_column(primary_key=True)
    unit_id: Mapped[str] = mapped_column(index=True)
    letter_ids: Mapped[list[str]]
    first_number: Mapped[int]
    issued_on: Mapped[date]
    signing: Mapped[str]
    signer: Mapped[str]
    waits_for_signed: Mapped[bool]
    made_by: Mapped[str]
    made_at: Mapped[datetime]
    done_at: Mapped[datetime | None]
    done_count: Mapped[int]

"""What people decided about films, and everything that was done to a recording after it was made."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy.orm import Mapped, mapped_column

from services.meeting.store.base import Base
from shared.contracts.meeting import ClipShown


class ClipDecision(Base):
    """The newest decision about a question's film. `sha256` is the film the person saw."""

    __tablename__ = "clip_decisions"
    question_id: Mapped[UUID] = mapped_column(primary_key=True)
    conference_id: Mapped[UUID] = mapped_column(index=True)
    unit_id: Mapped[str]
    shown: Mapped[ClipShown]
    sha256: Mapped[str]
    decided_at: Mapped[datetime]
    decided_by: Mapped[str]


class Done(StrEnum):
    """What was done to a recording or a film."""

    DECIDED = "decided"
    HELD = "held"
    RELEASED = "released"
    DELETED = "deleted"
    EXPIRED = "expired"
    ERASED = "erased"


class RecordingHistory(Base):
    """One line, only ever added to, and kept when the recording is gone. It holds no citizen's data.

    `question_id` is set where one film was meant; `objects` once the recorder has deleted them.
    """

    __tablename__ = "recording_history"
    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    conference_id: Mapped[UUID] = mapped_column(index=True)
    unit_id: Mapped[str]
    question_id: Mapped[UUID | None] = mapped_column(index=True)
    what: Mapped[Done]
    words: Mapped[str]
    at: Mapped[datetime]
    who: Mapped[str]
    objects: Mapped[int | None]

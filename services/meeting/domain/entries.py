"""One entry of the speaking line: a question and the person who put it."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from shared.contracts.intake import AnswerPath
from shared.contracts.meeting import Outcome


class Source(StrEnum):
    """How the question came into the line."""

    REGISTERED = "registered"
    WALK_IN = "walk_in"


class Standing(StrEnum):
    """Where an entry stands. `WAITING` with an absent person waits outside the line."""

    WAITING = "waiting"
    SPEAKING = "speaking"
    HEARD = "heard"
    SKIPPED = "skipped"  # called, and the person was not there
    REMOVED = "removed"  # withdrawn, or a duplicate: it gets no outcome


@dataclass(frozen=True, slots=True)
class Entry:
    """Names and texts are not here: they stand in rows keyed by the two ids."""

    question_id: UUID
    person_id: UUID
    source: Source
    area: str
    path: AnswerPath
    arrived_at: datetime
    follow_up_of: UUID | None = None
    standing: Standing = Standing.WAITING
    outcome: Outcome | None = None  # what the hall decided so far; final once the gavel fell

    @property
    def speaks(self) -> bool:
        """Whether the hall answers it: late forms are answered in writing only."""
        return self.path is AnswerPath.AT_CONFERENCE


@dataclass(frozen=True, slots=True)
class Placement:
    """The operator put an entry right after another, or on top (`after` is none)."""

    question_id: UUID
    after: UUID | None
    by: str

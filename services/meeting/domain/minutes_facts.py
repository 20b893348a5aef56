"""What the minutes are made from: the folded session joined with names, texts and notes."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from services.meeting.domain.session import Session
from services.meeting.domain.timeline import Stretch
from shared.contracts.meeting import Outcome


@dataclass(frozen=True, slots=True)
class Speech:
    """A question that was put in the hall. `who` is the public name, `said` the secretary's notes beside the turn."""

    question_id: UUID
    who: str
    called_at: datetime
    text: str
    department: str
    answer: str
    said: str
    outcome: Outcome | None


@dataclass(frozen=True, slots=True)
class Unheard:
    """A question that was not put in the hall."""

    who: str
    outcome: Outcome | None


@dataclass(frozen=True, slots=True)
class StepWords:
    """A step of the programme as the plan words it."""

    key: str
    title: str
    words: str


@dataclass(frozen=True, slots=True)
class Attendance:
    """Who came. `areas` counts the people of each area who are present; guests are named."""

    guests_present: tuple[str, ...]
    guests_absent: tuple[str, ...]
    areas: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class FilmFacts:
    """Where a question's film stands on the timeline of the recording."""

    point: str
    place: Stretch
    gap_s: float


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything the minutes tell. `holes` is what of the session was not recorded."""

    subject: str
    venue: str
    chair: str
    session: Session
    steps: tuple[StepWords, ...]
    attendance: Attendance
    speeches: tuple[Speech, ...]
    unheard: tuple[Unheard, ...]
    incidents: tuple[tuple[datetime, str], ...]
    films: Mapping[UUID, FilmFacts] = field(default_factory=dict)
    holes: tuple[Stretch, ...] = ()

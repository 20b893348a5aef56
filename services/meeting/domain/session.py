"""The live session as a value: what a fold of its log gives."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from services.meeting.domain.agenda import StepRun
from services.meeting.domain.entries import Entry, Placement
from services.meeting.domain.presence import Mark, Presence
from services.meeting.domain.turn import Turn
from shared.contracts.meeting import Outcome, Watching


class Phase(StrEnum):
    """How far the session is."""

    PREPARED = "prepared"
    LIVE = "live"
    PAUSED = "paused"
    CONCLUDED = "concluded"


class Recording(StrEnum):
    """What the session wants of the recorder; whether it records, it alone knows."""

    OFF = "off"
    ON = "on"
    PAUSED = "paused"


@dataclass(frozen=True, slots=True)
class Session:
    """Never changed in place: every event gives a new one. `seq` is the number of the last event folded in."""

    seq: int = 0
    phase: Phase = Phase.PREPARED
    opened_at: datetime | None = None
    concluded_at: datetime | None = None
    paused_at: datetime | None = None
    recording_notice: bool = False
    recording: Recording = Recording.OFF
    tracks: bool = False  # each point is recorded by itself too
    watching: Watching = Watching.LIVE  # from home; who decided otherwise, and when
    watching_by: str = ""
    watching_at: datetime | None = None
    stage: str | None = None  # the point the operator put on air; none follows the line
    programme_adopted_at: datetime | None = None
    secretary: str = ""
    steps: tuple[StepRun, ...] = ()
    marks: Mapping[UUID, Mark] = field(default_factory=dict)
    same: Mapping[UUID, UUID] = field(
        default_factory=dict
    )  # who handed in several forms: each id → the one at the door
    entries: Mapping[UUID, Entry] = field(default_factory=dict)
    placements: tuple[Placement, ...] = ()
    turns: tuple[Turn, ...] = ()
    outcomes: Mapping[UUID, Outcome] = field(default_factory=dict)  # final, one a question

    @property
    def step_key(self) -> str:
        """The running step; empty before the first."""
        return self.steps[-1].key if self.steps else ""

    @property
    def turn(self) -> Turn | None:
        """The open turn: at most one."""
        return self.turns[-1] if self.turns and self.turns[-1].is_open else None

    @property
    def is_open(self) -> bool:
        return self.phase in (Phase.LIVE, Phase.PAUSED)

    def one(self, person_id: UUID) -> UUID:
        """The id the door knows this person by; every form has an id of its own."""
        return self.same.get(person_id, person_id)

    def mark_of(self, person_id: UUID) -> Mark | None:
        """The door's newest note; none when nobody asked yet."""
        return self.marks.get(self.one(person_id))

    def presence(self, person_id: UUID) -> Presence | None:
        mark = self.mark_of(person_id)
        return mark.presence if mark else None

    def seat(self, person_id: UUID) -> str:
        """The branch point where the door met the person; empty in the hall."""
        mark = self.mark_of(person_id)
        return mark.point if mark else ""

    def is_present(self, person_id: UUID) -> bool:
        return self.presence(person_id) is Presence.PRESENT

    def with_entry(self, entry: Entry) -> "Session":
        return replace(self, entries={**self.entries, entry.question_id: entry})

    def with_turn(self, turn: Turn) -> "Session":
        """The same turns, the last one replaced."""
        return replace(self, turns=(*self.turns[:-1], turn))

    def without_placement(self, question_id: UUID) -> "Session":
        return replace(self, placements=tuple(p for p in self.placements if p.question_id != question_id))

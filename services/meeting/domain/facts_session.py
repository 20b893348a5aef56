"""Events of the session as a whole."""

from dataclasses import dataclass, replace
from typing import ClassVar

from services.meeting.domain.agenda import StepRun
from services.meeting.domain.log import Stamp
from services.meeting.domain.session import Phase, Recording, Session
from shared.contracts.meeting import Watching


@dataclass(frozen=True, slots=True)
class SessionOpened:
    """The chair declared the conference open."""

    TYPE: ClassVar[str] = "session.opened"

    def apply(self, session: Session, stamp: Stamp) -> Session:
        return replace(session, phase=Phase.LIVE, opened_at=stamp.at)


@dataclass(frozen=True, slots=True)
class StepBegun:
    """A step of the programme began; the one before it ended."""

    TYPE: ClassVar[str] = "step.begun"
    key: str

    def apply(self, session: Session, stamp: Stamp) -> Session:
        return replace(session, steps=(*ended(session.steps, stamp), StepRun(self.key, stamp.at)))


@dataclass(frozen=True, slots=True)
class ProgrammeAdopted:
    """The hall adopted the programme."""

    TYPE: ClassVar[str] = "programme.adopted"

    def apply(self, session: Session, stamp: Stamp) -> Session:
        return replace(session, programme_adopted_at=stamp.at)


@dataclass(frozen=True, slots=True)
class SecretaryAppointed:
    """Who keeps the minutes: an officer, named in public."""

    TYPE: ClassVar[str] = "secretary.appointed"
    name: str

    def apply(self, session: Session, stamp: Stamp) -> Session:
        return replace(session, secretary=self.name)


@dataclass(frozen=True, slots=True)
class SessionPaused:
    """A break: the clock of the open turn stands."""

    TYPE: ClassVar[str] = "session.paused"

    def apply(self, session: Session, stamp: Stamp) -> Session:
        return replace(session, phase=Phase.PAUSED, paused_at=stamp.at)


@dataclass(frozen=True, slots=True)
class SessionResumed:
    """The break is over."""

    TYPE: ClassVar[str] = "session.resumed"

    def apply(self, session: Session, stamp: Stamp) -> Session:
        resumed = replace(session, phase=Phase.LIVE, paused_at=None)
        if session.turn is None or session.paused_at is None:
            return resumed
        held = int((stamp.at - max(session.paused_at, session.turn.called_at)).total_seconds())
        return resumed.with_turn(replace(session.turn, held_s=session.turn.held_s + held))


@dataclass(frozen=True, slots=True)
class RecordingNoticeSet:
    """The hall is told, or no longer told, that sound and picture are recorded."""

    TYPE: ClassVar[str] = "recording_notice.set"
    shown: bool

    def apply(self, session: Session, stamp: Stamp) -> Session:
        return replace(session, recording_notice=self.shown)


@dataclass(frozen=True, slots=True)
class RecordingSwitched:
    """Sound and picture are to be recorded from now on, or not for a while, or not any more."""

    TYPE: ClassVar[str] = "recording.switched"
    to: Recording

    def apply(self, session: Session, stamp: Stamp) -> Session:
        return replace(session, recording=self.to)


@dataclass(frozen=True, slots=True)
class TracksSwitched:
    """Each point is to be recorded by itself too, or no longer."""

    TYPE: ClassVar[str] = "tracks.switched"
    are_wanted: bool

    def apply(self, session: Session, stamp: Stamp) -> Session:
        return replace(session, tracks=self.are_wanted)


@dataclass(frozen=True, slots=True)
class StageChosen:
    """The operator put a point on air; none follows whoever has the floor."""

    TYPE: ClassVar[str] = "stage.chosen"
    point: str | None = None

    def apply(self, session: Session, stamp: Stamp) -> Session:
        return replace(session, stage=self.point)


@dataclass(frozen=True, slots=True)
class WatchingChosen:
    """The office opened or closed watching from home; citizens are told who decided it."""

    TYPE: ClassVar[str] = "watching.chosen"
    watching: Watching

    def apply(self, session: Session, stamp: Stamp) -> Session:
        return replace(session, watching=self.watching, watching_by=stamp.actor_name, watching_at=stamp.at)


@dataclass(frozen=True, slots=True)
class IncidentNoted:
    """Something to remember for the minutes; its words stand beside the log (R-052)."""

    TYPE: ClassVar[str] = "incident.noted"

    def apply(self, session: Session, stamp: Stamp) -> Session:
        return session


@dataclass(frozen=True, slots=True)
class RollRead:
    """Names or wishes to attend were read again."""

    TYPE: ClassVar[str] = "roll.changed"

    def apply(self, session: Session, stamp: Stamp) -> Session:
        return session


@dataclass(frozen=True, slots=True)
class SessionConcluded:
    """The gavel fell."""

    TYPE: ClassVar[str] = "session.concluded"

    def apply(self, session: Session, stamp: Stamp) -> Session:
        steps = ended(session.steps, stamp)
        return replace(session, phase=Phase.CONCLUDED, concluded_at=stamp.at, paused_at=None, steps=steps)


def ended(steps: tuple[StepRun, ...], stamp: Stamp) -> tuple[StepRun, ...]:
    """The same steps, the last one ended."""
    return (*steps[:-1], replace(steps[-1], ended_at=stamp.at)) if steps else ()

"""The programme: its steps as planned, and as they ran."""

from dataclasses import dataclass
from datetime import datetime

from services.meeting.domain.points import FROM_HOME, HALL, Point, points_of
from shared.profiles import Profile


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the programme. Questions are called only where it takes them.

    Rule: R-098, R-099, R-100, R-101, R-102, R-103
    """

    key: str
    title: str
    minutes: int
    takes_questions: bool


@dataclass(frozen=True, slots=True)
class StepRun:
    """A step that was begun; `ended_at` is set when the next one begins or the gavel falls."""

    key: str
    begun_at: datetime
    ended_at: datetime | None = None

    def used_s(self, now: datetime) -> int:
        return int(((self.ended_at or now) - self.begun_at).total_seconds())


@dataclass(frozen=True, slots=True)
class HallRules:
    """What the plan fixes for the session: steps, seconds of a turn and of an extension, walk-ins, points."""

    steps: tuple[Step, ...]
    speaking_s: int
    extension_s: int
    walk_in: bool
    points: tuple[Point, ...] = (HALL,)
    records: bool = True  # where there is something to record

    @property
    def has_branches(self) -> bool:
        return len(self.points) > 1

    @property
    def is_recorded(self) -> bool:
        """Whether the opening begins a recording. A lone hall has no pictures of its own. Rule: R-209"""
        return self.records and self.has_branches

    def point(self, key: str) -> Point | None:
        """The point or the seat at home with this key; the hall for an empty one."""
        return next((p for p in self.seats if p.key == key or (p.is_hall and not key)), None)

    @property
    def seats(self) -> tuple[Point, ...]:
        """Where people may be: at the points and, where pictures join them, at home."""
        return (*self.points, FROM_HOME) if self.has_branches else self.points

    def step(self, key: str) -> Step | None:
        return next((step for step in self.steps if step.key == key), None)

    def takes_questions(self, key: str) -> bool:
        step = self.step(key)
        return step is not None and step.takes_questions


def hall_rules(profile: Profile) -> HallRules:
    """The rules of the profile that was frozen into the conference."""
    hall = profile.rules.hall
    return HallRules(
        steps=tuple(Step(s.key, s.title, s.minutes, s.takes_questions) for s in profile.plan.agenda),
        speaking_s=hall.speaking.seconds,
        extension_s=hall.extension.seconds,
        walk_in=profile.rules.registration.walk_in.enabled,
        points=points_of(profile),
        records=hall.records,
    )

"""What is owed around a conference, and how each duty stands now."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from services.meeting.domain.plan_dates import PlanDate

SOON_DAYS = 2


class DutyState(StrEnum):
    """How a duty stands. `PAST`: its day is over, and only a person knows whether it was done."""

    DONE = "done"
    COMING = "coming"
    SOON = "soon"
    LATE = "late"
    PAST = "past"


@dataclass(frozen=True, slots=True)
class Duty:
    """One date with its state; `told` says how it was met, or what is still missing."""

    date: PlanDate
    state: DutyState
    told: str = ""

    @property
    def is_open(self) -> bool:
        return self.state in (DutyState.COMING, DutyState.SOON, DutyState.LATE)


@dataclass(frozen=True, slots=True)
class Known:
    """What the room itself can tell of a duty: met (and how), still owed (and what), or nothing to do so far."""

    met: str = ""
    owed: str = ""
    nothing: str = ""


def duties(dates: Sequence[PlanDate], known: Mapping[str, Known], now: datetime, *, is_held: bool) -> tuple[Duty, ...]:
    """In the order of time. A duty the room can judge is late when its day is over and it is not met.

    Once the conference `is_held`, what had to be done before it is past.

    Rule: C-23, R-110, R-216, R-218, R-220
    """
    found = []
    is_after = False
    for date in dates:
        is_after = is_after or date.key == "conference"
        if date.key != "conference":
            found.append(_duty(date, known.get(date.key), now, is_gone=is_held and not is_after))
    return tuple(found)


def next_duty(found: Sequence[Duty]) -> Duty | None:
    """The oldest late one, else the next to come."""
    open_ones = [duty for duty in found if duty.is_open]
    late = [duty for duty in open_ones if duty.state is DutyState.LATE]
    return next(iter(late or open_ones), None)


def _duty(date: PlanDate, known: Known | None, now: datetime, *, is_gone: bool) -> Duty:
    if known and known.met:
        return Duty(date, DutyState.DONE, known.met)
    if known and known.nothing:
        return Duty(date, DutyState.PAST if is_gone or now >= date.at else DutyState.COMING, known.nothing)
    if is_gone:
        return Duty(date, DutyState.PAST)
    if now >= date.at:
        return Duty(date, DutyState.LATE, known.owed) if known else Duty(date, DutyState.PAST)
    soon = (date.at - now).days < SOON_DAYS
    return Duty(date, DutyState.SOON if soon else DutyState.COMING, known.owed if known else "")

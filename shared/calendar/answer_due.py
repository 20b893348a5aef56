"""When a department's written answer is due: by its rule, and in time for the conference."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from shared.calendar.computed import ONE_DAY, Computed, DayUnit
from shared.calendar.counting import (
    Roll,
    add_days,
    first_working_day,
    subtract_days,
    working_days_between,
)
from shared.calendar.words import short_date
from shared.calendar.working_calendar import WorkingCalendar

CAP_WORKING_DAYS = 2
SHORT_DAYS = 2


class DeadlineStart(StrEnum):
    """The act the answer's term runs from; the plan says which one."""

    ASSIGNMENT_RECEIVED = "assignment_received"
    FORWARDED = "forwarded"


@dataclass(frozen=True, slots=True)
class Deadline:
    """A term as a plan states it: n days of one unit from one act. Rule: C-03, C-06"""

    n: int
    unit: DayUnit
    start: DeadlineStart


DEFAULT_ANSWER_DEADLINE = Deadline(5, DayUnit.CALENDAR, DeadlineStart.ASSIGNMENT_RECEIVED)


@dataclass(frozen=True, slots=True)
class AnswerDue:
    """The due day explained; `capped` when the conference made it earlier, `warning` is empty or a sentence."""

    term: Computed
    capped: bool
    warning: str

    @property
    def due_on(self) -> date:
        """The last day; it ends at 24:00 in Việt Nam."""
        return self.term.day


def answer_due(
    cal: WorkingCalendar,
    rule: Deadline,
    assigned_on: date,
    conference_on: date | None,
    cap_working_days: int = CAP_WORKING_DAYS,
) -> AnswerDue:
    """The earlier of the rule's term from `assigned_on` and two working days (the cap) before the conference.

    `assigned_on` is the day of the act the rule names. An assignment on or after the conference day is not
    capped. When the cap has already passed, the last day still possible is due. Warns when fewer than two
    working days remain. Rule: R-115, C-06
    """
    own = add_days(cal, assigned_on, rule.n, rule.unit)
    if conference_on is None or assigned_on >= conference_on:
        return AnswerDue(own, False, _warning(cal, assigned_on, own.day))
    cap = _cap(cal, assigned_on, conference_on, cap_working_days)
    term = cap if cap.day < own.day else own
    return AnswerDue(term, term is cap, _warning(cal, assigned_on, term.day))


def _cap(cal: WorkingCalendar, assigned_on: date, conference_on: date, days: int) -> Computed:
    cap = subtract_days(cal, conference_on, days, DayUnit.WORKING, Roll.EARLIER)
    if cap.day >= assigned_on:
        return cap
    last = first_working_day(cal, conference_on - ONE_DAY, -ONE_DAY)
    words = f"trước hội nghị ngày {short_date(conference_on)}"
    return Computed(max(last, assigned_on), words, f"không còn đủ {cap.words}", cap.confirmed)


def _warning(cal: WorkingCalendar, assigned_on: date, due_on: date) -> str:
    left = working_days_between(cal, assigned_on, due_on)
    if left >= SHORT_DAYS:
        return ""
    return f"chỉ còn {left} ngày làm việc để trả lời" if left else "phải trả lời ngay trong ngày"

"""When an answer is due, by the announced rule; and how its clock stands."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from services.routing.domain.life import UNANSWERED, Life
from shared.calendar import (
    Computed,
    DayUnit,
    Deadline,
    DeadlineStart,
    WorkingCalendar,
    add_days,
    answer_due,
    end_of_day,
    first_working_day,
)
from shared.calendar.computed import ONE_DAY
from shared.contracts.meeting import AnswerRule
from shared.contracts.routing import AnswerKind

GUIDANCE_DAYS = 5  # working days from receipt, NĐ 20/2008/NĐ-CP art. 9


@dataclass(frozen=True, slots=True)
class Due:
    """The instant a term ends (24:00 in Việt Nam) and how it was found, in the words officers read."""

    at: datetime
    words: str
    note: str
    warning: str
    remind_at: datetime
    calendar_version: str


def due_of(
    cal: WorkingCalendar,
    rule: AnswerRule,
    from_day: date,
    conference_on: date | None,
    kind: AnswerKind,
    received_on: date,
) -> Due:
    """The term of a written answer that starts on `from_day` (assignment, redirect or the superior's reply).

    Before the session never later than two working days before it; guidance to another body at the latest five
    working days after receipt. Rule: R-115, R-113, C-03, C-04, C-06, C-07
    """
    deadline = Deadline(rule.n, DayUnit(rule.unit), DeadlineStart(rule.start))
    own = answer_due(cal, deadline, from_day, conference_on, rule.cap_working_days)
    term, words, warning = own.term, rule.words, own.warning
    if kind is AnswerKind.GUIDANCE:
        cap = _guidance_term(cal, received_on, from_day)
        if cap.day < term.day:
            term, words = cap, f"Văn bản hướng dẫn gửi trong {GUIDANCE_DAYS:02d} ngày làm việc kể từ ngày nhận."
    return Due(end_of_day(term.day), words, term.sentence(), warning, _remind_at(cal, term.day), cal.version)


def _guidance_term(cal: WorkingCalendar, received_on: date, from_day: date) -> Computed:
    term = add_days(cal, received_on, GUIDANCE_DAYS, DayUnit.WORKING)
    if term.day >= from_day:
        return term
    today = first_working_day(cal, from_day, ONE_DAY)
    return Computed(today, term.words, "đã quá thời hạn này khi phân công, hướng dẫn ngay trong ngày", term.confirmed)


def _remind_at(cal: WorkingCalendar, due_on: date) -> datetime:
    """The beginning of the last working day before the due day."""
    return end_of_day(first_working_day(cal, due_on - ONE_DAY, -ONE_DAY) - ONE_DAY)


class Clock(StrEnum):
    """How the term stands: derived, never stored."""

    NONE = "none"  # nobody answers yet
    RUNNING = "running"
    STOPPED = "stopped"  # the superior has the word
    OVERDUE = "overdue"  # still owed after its term
    LATE = "late"  # handed in after its term
    MET = "met"


def clock_of(
    life: Life, due_at: datetime | None, handed_in_at: datetime | None, waits_for_superior: bool, now: datetime
) -> Clock:
    """Whether the term runs, rests, was met or missed; 24:00 itself is late. A returned draft runs again.

    Rule: R-058, R-115
    """
    if due_at is None:
        return Clock.NONE
    if handed_in_at is not None:
        return Clock.MET if handed_in_at < due_at else Clock.LATE
    if life not in UNANSWERED:
        return Clock.NONE
    if waits_for_superior:
        return Clock.STOPPED
    return Clock.RUNNING if now < due_at else Clock.OVERDUE

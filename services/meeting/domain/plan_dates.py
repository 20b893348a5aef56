"""The dates of a conference, each computed from one rule of the profile and able to say how."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from shared.calendar import (
    Computed,
    DayUnit,
    OfficeHours,
    Roll,
    WorkingCalendar,
    add_days,
    end_of_day,
    local_day,
    receipt_ends,
    subtract_days,
)
from shared.profiles.rules import DayRule, Rules

INSTANT = timedelta(microseconds=1)


class Who(StrEnum):
    """Whose duty or chance a date is."""

    CITIZEN = "citizen"
    OFFICE = "office"
    LEADER = "leader"
    DEPARTMENT = "department"
    AREA = "area"
    EVERYONE = "everyone"


@dataclass(frozen=True, slots=True)
class PlanDate:
    """One date. A term lasts until the end of its day: `at` is then the first instant that is too late.

    `term` is the rule with its unit as the plan counts it, `note` what the calendar did to it. Rule: C-03
    """

    key: str
    label: str
    who: Who
    at: datetime
    words: str
    term: str = ""
    note: str = ""
    reading: str = ""
    source: tuple[str, ...] = ()
    clause: str = ""
    is_default: bool = False
    is_term: bool = True
    confirmed: bool = True

    @property
    def day(self) -> date:
        """The day it is written on in the calendar."""
        return local_day(self.at - INSTANT) if self.is_term else local_day(self.at)


@dataclass(frozen=True, slots=True)
class Frame:
    """What all dates of one conference are computed from."""

    rules: Rules
    hours: OfficeHours
    calendar: WorkingCalendar
    starts_at: datetime

    @property
    def day(self) -> date:
        return local_day(self.starts_at)


def term_of(cal: WorkingCalendar, rule: DayRule, start: date) -> Computed:
    """The last day of a rule counted from `start`, in the rule's own unit and direction.

    Rule: C-03, C-04
    """
    unit = DayUnit(rule.unit)
    if rule.direction == "before":
        return subtract_days(cal, start, rule.n, unit, Roll(rule.roll))
    return add_days(cal, start, rule.n, unit)


def dated(key: str, label: str, who: Who, rule: DayRule, term: Computed | None, at: datetime | None = None) -> PlanDate:
    """A date that lasts until the end of the computed day, or until `at`. One of the two is given."""
    ends = at or (end_of_day(term.day) if term else None)
    if ends is None:
        raise ValueError(f"no day for {key}")
    return PlanDate(
        key=key,
        label=label,
        who=who,
        at=ends,
        words=rule.words,
        term=term.words if term else "",
        note=term.note if term else "",
        reading=rule.reading,
        source=rule.source,
        clause=rule.clause,
        is_default=rule.is_default,
        confirmed=term.confirmed if term else True,
    )


def registration_closes(frame: Frame) -> PlanDate:
    """The last moment in time: the end of the day (24:00), or of office hours where the unit is strict.

    Rule: R-030, R-089, C-01, C-02, C-05
    """
    rules = frame.rules.registration
    term = term_of(frame.calendar, rules.closes, frame.day)
    ends = receipt_ends(frame.hours, term.day, electronic_24x7=rules.electronic_24x7.enabled)
    return dated("registration_closes", "Hết hạn gửi Phiếu đăng ký", Who.CITIZEN, rules.closes, term, ends)

"""Frames of the Phú Xuyên profile for any day."""

from datetime import date, datetime, time

from services.meeting.domain.plan import ConferencePlan, plan_conference
from services.meeting.domain.plan_dates import Frame
from services.meeting.domain.plan_wish import hours_of
from shared.calendar import WorkingCalendar, default_calendar, to_instant
from shared.profiles import Profile, load_profile

PROFILE = load_profile("phu-xuyen")
OPENS = to_instant(date(2026, 1, 5), time(9))


def frame(day: date, calendar: WorkingCalendar | None = None, profile: Profile = PROFILE, at: time = time(14)) -> Frame:
    return Frame(profile.rules, hours_of(profile), calendar or default_calendar(), to_instant(day, at))


def plan_for(day: date, now: datetime = OPENS, **changes: object) -> ConferencePlan:
    return plan_conference(frame(day, **changes), now, now)  # type: ignore[arg-type]


def days(day: date) -> dict[str, date]:
    """Key → day of every date."""
    return {found.key: found.day for found in plan_for(day).dates}

"""The officer's choices out of a form or an address, and a sensible first suggestion."""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta

from services.meeting.domain.plan_check import nearest_fit
from services.meeting.domain.plan_dates import Frame
from services.meeting.domain.plan_refusals import PlanIncomplete
from services.meeting.domain.plan_wish import LONGEST_STEP_MIN, Wish, hours_of
from shared.calendar import WorkingCalendar, local_day, to_instant, to_local
from shared.profiles import Profile
from shared.profiles.plan import Session

BEGINS = time(14)
LEAD_DAYS = 30
MOST_PER_AREA = 50


def read_start(fields: Mapping[str, str], fallback: datetime | None = None) -> datetime:
    """Day and time on the clock of Việt Nam. Refuses what is not a date; `fallback` when nothing was sent."""
    if fallback and not fields.get("day"):
        return fallback
    try:
        return to_instant(date.fromisoformat(fields["day"]), time.fromisoformat(fields.get("time") or "14:00"))
    except (KeyError, ValueError):
        raise PlanIncomplete(what="ngày, giờ họp") from None


def read_wish(fields: Mapping[str, str], profile: Profile, base: Wish) -> Wish:
    """The choices of a form laid over `base`; what the form leaves out stays."""
    return Wish(
        session_key=fields.get("session") or base.session_key,
        starts_at=read_start(fields, base.starts_at),
        venue=fields.get("venue", base.venue),
        chair_title=fields.get("chair_title") or base.chair_title,
        chair_name=fields.get("chair_name", base.chair_name),
        signing=fields.get("signing") or base.signing,
        signer_name=fields.get("signer_name", base.signer_name),
        mode=fields.get("mode") or base.mode,
        title=fields.get("title", base.title),
        minutes=_minutes(fields, profile, base),
        per_area=_count(fields.get("per_area", ""), base.per_area),
    )


def suggestion(profile: Profile, calendar: WorkingCalendar, now: datetime) -> Wish:
    """The next session of the year's plan, on a day on which every rule has its time."""
    session = next_session(profile, now)
    return Wish(
        session_key=session.key if session else "",
        starts_at=_good_day(profile, calendar, now, session),
        venue=profile.plan.venue.name,
        chair_title=profile.plan.chair_titles[-1],
        chair_name="",
        signing=profile.symbol("plan").signing,
        signer_name="",
        mode=profile.plan.mode,
        minutes={step.key: step.minutes for step in profile.plan.agenda},
        per_area=next((i.per_area for i in profile.plan.invitees if i.per_area), None),
    )


def next_session(profile: Profile, now: datetime) -> Session | None:
    today = local_day(now)
    coming = [s for s in profile.plan.sessions if (s.year, s.month) >= (today.year, today.month)]
    return coming[0] if coming else (profile.plan.sessions[-1] if profile.plan.sessions else None)


def _good_day(profile: Profile, calendar: WorkingCalendar, now: datetime, session: Session | None) -> datetime:
    soonest = local_day(now) + timedelta(days=LEAD_DAYS - 1)
    wanted = date(session.year, session.month, 1) if session else soonest
    before = max(soonest, wanted - timedelta(days=1))
    frame = Frame(profile.rules, hours_of(profile), calendar, to_instant(before, BEGINS))
    return to_instant(nearest_fit(frame) or before + timedelta(days=1), BEGINS)


def _minutes(fields: Mapping[str, str], profile: Profile, base: Wish) -> dict[str, int]:
    steps = profile.plan.agenda
    known = {step.key: base.minutes.get(step.key, step.minutes) for step in steps}
    return {key: _count(fields.get(f"minutes_{key}", ""), known[key], LONGEST_STEP_MIN) or known[key] for key in known}


def _count(text: str, fallback: int | None, most: int = MOST_PER_AREA) -> int | None:
    return min(int(text), most) if text.isdigit() else fallback


def day_value(at: datetime) -> str:
    """For a date field."""
    return to_local(at).date().isoformat()


def time_value(at: datetime) -> str:
    """For a time field."""
    return f"{to_local(at):%H:%M}"

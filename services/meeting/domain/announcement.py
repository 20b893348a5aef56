"""The plan as a fact for the other rooms: every instant, the rules for later ones, and the calendar's version."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from services.meeting.domain.agenda import hall_rules
from services.meeting.domain.plan_dates import PlanDate
from services.meeting.domain.plan_wish import Wish
from shared.contracts.meeting import AnswerRule, ConferenceAnnounced, PlannedDate, PointRef
from shared.profiles import Profile
from shared.profiles.points import Point


@dataclass(frozen=True, slots=True)
class Frozen:
    """One version of a plan as it is told. `cause` is announced or amended."""

    conference_id: UUID
    version: int
    slug: str
    wish: Wish
    dates: tuple[PlanDate, ...]
    calendar_version: str
    number: str
    signed_at: datetime | None
    cause: str


def announced(plan: Frozen, profile: Profile, unit_id: str, actor: str, now: datetime) -> ConferenceAnnounced:
    """What is told is what was frozen: nothing here is computed. Rule: C-01, C-06"""
    at = {date.key: date.at for date in plan.dates}
    registration = profile.rules.registration
    return ConferenceAnnounced(
        unit_id=unit_id,
        occurred_at=now,
        actor=actor,
        conference_id=plan.conference_id,
        version=plan.version,
        slug=plan.slug,
        title=plan.wish.title,
        starts_at=plan.wish.starts_at,
        venue=plan.wish.venue,
        registration_opens_at=at["registration_opens"],
        registration_closes_at=at["registration_closes"],
        registration_words=f"{registration.close_words}; {registration.window_words}",
        answer_rule=answer_rule(profile),
        late_policy=registration.late_policy.value,
        dates=tuple(_told(date) for date in plan.dates),
        calendar_version=plan.calendar_version,
        chair=plan.wish.chair,
        plan_number=plan.number,
        plan_date=plan.signed_at,
        cause=plan.cause,
        points=tuple(_point(point) for point in profile.points_in_use()),
        recorded=hall_rules(profile).is_recorded,
    )


def answer_rule(profile: Profile) -> AnswerRule:
    """C-06: the plan's own term, and the cap in working days before the conference."""
    answer = profile.rules.answer
    return AnswerRule(
        n=answer.deadline.n,
        unit=answer.deadline.unit,
        start=answer.deadline.start,
        cap_working_days=answer.cap.n,
        words=answer.deadline.words,
    )


def _point(point: Point) -> PointRef:
    return PointRef(
        key=point.key, name=point.name, short_name=point.short_name, address=point.address, is_hall=point.is_hall
    )


def _told(date: PlanDate) -> PlannedDate:
    note = "; ".join(part for part in (date.term, date.note) if part)
    source = date.clause or ("mặc định" if date.is_default else "")
    return PlannedDate(key=date.key, label=date.label, at=date.at, words=date.words, note=note, source=source)

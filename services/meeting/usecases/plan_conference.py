"""Draft a conference, or change the draft."""

from datetime import datetime
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from services.meeting.domain.plan import ConferencePlan, plan_conference
from services.meeting.domain.plan_dates import Frame
from services.meeting.domain.plan_refusals import AlreadyAnnounced, PlanIncomplete
from services.meeting.domain.plan_wish import MODES, Wish, hours_of, slug_of, title_of
from services.meeting.store import calendars, plans
from services.meeting.store.conference_tables import Conference, Status
from services.meeting.store.plan_tables import PlanRow
from services.meeting.usecases.act import By
from shared.calendar import WorkingCalendar
from shared.database.alone import alone
from shared.profiles import Profile


async def draft_conference(session: AsyncSession, conference_id: UUID, wish: Wish, by: By, now: datetime) -> Conference:
    """A new draft; sent twice under one id it is one. Rule: R-035, R-075"""
    await _lock_addresses(session, by.unit_id)
    known = await session.get(Conference, conference_id)
    if known:
        return known
    profile = await plans.unit_profile(session, by.unit_id)
    _check(profile, wish)
    conference = Conference(
        conference_id=conference_id,
        unit_id=by.unit_id,
        slug=slug_of(profile, wish.starts_at, await plans.slugs(session, by.unit_id, conference_id)),
        title=title_of(profile, wish),
        starts_at=wish.starts_at,
        venue=wish.venue,
        chair=wish.chair,
        status=Status.DRAFT,
        profile=profile.model_dump(mode="json"),
        dates=[],
        version=0,
    )
    plan = PlanRow(conference_id=conference_id, unit_id=by.unit_id, created_at=now, created_by=by.name)
    _write(plan, wish)
    session.add_all([conference, plan])
    return conference


async def change_draft(session: AsyncSession, conference_id: UUID, wish: Wish, by: By) -> Conference:
    """Refuses: `AlreadyAnnounced` once the plan is frozen."""
    await _lock_addresses(session, by.unit_id)
    conference, plan = await plans.lock(session, conference_id, by.unit_id)
    if conference.status is not Status.DRAFT:
        raise AlreadyAnnounced()
    profile = await plans.unit_profile(session, by.unit_id)
    _check(profile, wish)
    conference.slug = slug_of(profile, wish.starts_at, await plans.slugs(session, by.unit_id, conference_id))
    conference.title, conference.starts_at = title_of(profile, wish), wish.starts_at
    conference.venue, conference.chair = wish.venue, wish.chair
    _write(plan, wish)
    return conference


async def _lock_addresses(session: AsyncSession, unit_id: str) -> None:
    """No other draft takes the address this one is about to find free."""
    await alone(session, f"addresses of {unit_id}")


async def compute(session: AsyncSession, unit_id: str, profile: Profile, wish: Wish, now: datetime) -> ConferencePlan:
    """The dates a draft would have if it were published now."""
    return compute_with(profile, wish.starts_at, await calendars.calendar_of(session, unit_id), now, now)


def compute_with(
    profile: Profile, starts_at: datetime, calendar: WorkingCalendar, opens_at: datetime, now: datetime
) -> ConferencePlan:
    return plan_conference(Frame(profile.rules, hours_of(profile), calendar, starts_at), opens_at, now)


def _check(profile: Profile, wish: Wish) -> None:
    missing = [
        what
        for what, is_there in (
            ("địa điểm", wish.venue),
            ("người chủ trì", wish.chair_title),
            ("hình thức", wish.mode in MODES),
            ("thể thức ký", any(signing.key == wish.signing for signing in profile.signing)),
        )
        if not is_there
    ]
    if missing:
        raise PlanIncomplete(what=", ".join(missing))


def _write(plan: PlanRow, wish: Wish) -> None:
    plan.session_key, plan.mode = wish.session_key, wish.mode
    plan.chair_title, plan.chair_name = wish.chair_title, wish.chair_name
    plan.signing, plan.signer_name = wish.signing, wish.signer_name
    plan.minutes, plan.per_area = dict(wish.minutes), wish.per_area

"""Publish a plan: rules, dates and calendar are frozen and told. Amend it: the same again, one version higher."""

from dataclasses import dataclass
from datetime import date, datetime, time
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from services.meeting.domain import plan_refusals as no
from services.meeting.domain.announcement import Frozen, announced
from services.meeting.domain.plan_wish import chosen
from services.meeting.store import calendars, plans
from services.meeting.store.conference_tables import Conference, Status
from services.meeting.store.plan_tables import AnnouncementRow, PlanRow
from services.meeting.usecases.act import By
from services.meeting.usecases.keep_calendar import calendar_told
from services.meeting.usecases.plan_conference import compute_with
from shared.calendar import to_instant
from shared.contracts.meeting import ConferenceAnnounced
from shared.messaging import outbox
from shared.profiles import Profile, read_profile


@dataclass(frozen=True, slots=True)
class Paper:
    """The issued plan: number and day as văn thư gave them, who signed; blank while not known. Rule: R-001, R-061"""

    number: str = ""
    signed_on: date | None = None
    signer_name: str = ""


@dataclass(frozen=True, slots=True)
class Amendment:
    """What changes after the announcement, why, and who decided it. Rule: C-14"""

    starts_at: datetime
    venue: str
    mode: str
    reason: str
    decided_by: str


async def announce_conference(session: AsyncSession, conference_id: UUID, paper: Paper, by: By, now: datetime) -> None:
    """Freeze the unit's profile of today with the officer's choices; registration opens now.

    Refuses: a frozen plan, a conference in the past.
    Rule: R-001, R-105, R-202, C-01, C-06
    """
    conference, plan = await plans.lock(session, conference_id, by.unit_id)
    if conference.status is not Status.DRAFT:
        raise no.AlreadyAnnounced()
    plan.number, plan.signed_on = paper.number, paper.signed_on
    plan.signer_name = paper.signer_name or plan.signer_name
    plan.opens_at = now
    profile = chosen(await plans.unit_profile(session, by.unit_id), plans.wish_of(conference, plan))
    await _freeze(session, conference, plan, profile, by, now)
    _tell(session, conference, plan, profile, by, now)


async def amend_conference(
    session: AsyncSession, conference_id: UUID, change: Amendment, by: By, now: datetime
) -> None:
    """Another day, venue or mode, or the same day with a new calendar. The frozen profile stays.

    Refuses: a draft, a session that began, no reason, nothing changed.
    Rule: C-14
    """
    conference, plan = await plans.lock(session, conference_id, by.unit_id)
    _must_be_amendable(conference, change)
    calendar = await calendars.calendar_of(session, by.unit_id)
    before = (conference.starts_at, conference.venue, plan.mode, plan.calendar_version)
    if before == (change.starts_at, change.venue, change.mode, calendar.version):
        raise no.NothingAmended()
    conference.starts_at, conference.venue, plan.mode = change.starts_at, change.venue, change.mode
    profile = chosen(read_profile(conference.profile), plans.wish_of(conference, plan))
    await _freeze(session, conference, plan, profile, by, now)
    _tell(session, conference, plan, profile, by, now, change)


def _must_be_amendable(conference: Conference, change: Amendment) -> None:
    if conference.status is Status.DRAFT:
        raise no.NotAnnounced()
    if conference.status is not Status.ANNOUNCED:
        raise no.SessionBegun()
    if not change.reason or not change.decided_by:
        raise no.NeedsAmendReason()
    if not change.venue:
        raise no.PlanIncomplete(what="địa điểm")


async def _freeze(
    session: AsyncSession, conference: Conference, plan: PlanRow, profile: Profile, by: By, now: datetime
) -> None:
    if conference.starts_at <= now:
        raise no.PlanInPast()
    calendar = await calendar_told(session, by, now)
    computed = compute_with(profile, conference.starts_at, calendar, plan.opens_at or now, now)
    conference.profile = profile.model_dump(mode="json")
    conference.dates = plans.rows_of_dates(computed.dates)
    conference.version += 1
    conference.status = Status.ANNOUNCED
    plan.calendar_version = calendar.version


def _tell(
    session: AsyncSession,
    conference: Conference,
    plan: PlanRow,
    profile: Profile,
    by: By,
    now: datetime,
    change: Amendment | None = None,
) -> None:
    fact = announced(
        Frozen(
            conference_id=conference.conference_id,
            version=conference.version,
            slug=conference.slug,
            wish=plans.wish_of(conference, plan),
            dates=plans.dates_of(conference),
            calendar_version=plan.calendar_version,
            number=plan.number,
            signed_at=to_instant(plan.signed_on, time(0)) if plan.signed_on else None,
            cause="amended" if change else "announced",
        ),
        profile,
        by.unit_id,
        by.actor,
        now,
    )
    outbox.put(session, fact)
    session.add(_row(fact, by, change))


def _row(fact: ConferenceAnnounced, by: By, change: Amendment | None) -> AnnouncementRow:
    return AnnouncementRow(
        conference_id=fact.conference_id,
        version=fact.version,
        unit_id=fact.unit_id,
        fact=fact.model_dump(mode="json"),
        cause=fact.cause,
        reason=change.reason if change else "",
        decided_by=change.decided_by if change else "",
        announced_at=fact.occurred_at,
        announced_by=by.name,
    )

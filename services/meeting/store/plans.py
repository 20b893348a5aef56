"""Plans and announcements: load, and the officer's choices as one value."""

from datetime import datetime
from typing import Any
from uuid import UUID

from pydantic import TypeAdapter
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from services.meeting.domain.plan_dates import PlanDate
from services.meeting.domain.plan_refusals import UnitUnknown
from services.meeting.domain.plan_wish import Wish
from services.meeting.store.conference_tables import Conference
from services.meeting.store.plan_tables import AnnouncementRow, PlanRow
from services.meeting.store.unit_tables import Unit
from shared.profiles import Profile, read_profile
from shared.refusals import NotFound

_dates: TypeAdapter[list[PlanDate]] = TypeAdapter(list[PlanDate])


async def unit_profile(session: AsyncSession, unit_id: str) -> Profile:
    """The unit's newest profile. Refuses `UnitUnknown` before routing told of the unit."""
    unit = await session.get(Unit, unit_id)
    if unit is None:
        raise UnitUnknown()
    return read_profile(unit.profile)


async def find(session: AsyncSession, conference_id: UUID, unit_id: str) -> PlanRow:
    """Refuses: `NotFound`, also for another unit's plan."""
    plan = await session.get(PlanRow, conference_id)
    if plan is None or plan.unit_id != unit_id:
        raise NotFound()
    return plan


async def lock(session: AsyncSession, conference_id: UUID, unit_id: str) -> tuple[Conference, PlanRow]:
    """Both rows, the conference locked."""
    conference = await session.get(Conference, conference_id, with_for_update=True, populate_existing=True)
    if conference is None or conference.unit_id != unit_id:
        raise NotFound()
    return conference, await find(session, conference_id, unit_id)


async def slugs(session: AsyncSession, unit_id: str, but: UUID) -> frozenset[str]:
    """Addresses of the unit's other conferences."""
    statement = select(Conference.slug).where(Conference.unit_id == unit_id, Conference.conference_id != but)
    return frozenset((await session.execute(statement)).scalars())


async def announcements(session: AsyncSession, conference_id: UUID) -> list[AnnouncementRow]:
    """Newest first."""
    statement = select(AnnouncementRow).where(AnnouncementRow.conference_id == conference_id)
    return list((await session.execute(statement.order_by(AnnouncementRow.version.desc()))).scalars())


async def announced_by_slug(session: AsyncSession, slug: str) -> tuple[Conference, PlanRow]:
    """A public conference. Refuses an unknown address and a plan that is not announced."""
    statement = (
        select(Conference, PlanRow)
        .join(PlanRow, PlanRow.conference_id == Conference.conference_id)
        .where(Conference.slug == slug, Conference.version > 0)
        .order_by(Conference.starts_at.desc())
        .limit(1)
    )
    row = (await session.execute(statement)).one_or_none()
    if row is None:
        raise NotFound()
    return row[0], row[1]


def wish_of(conference: Conference, plan: PlanRow, starts_at: datetime | None = None) -> Wish:
    """The choices as stored, or with another time tried out."""
    return Wish(
        session_key=plan.session_key,
        starts_at=starts_at or conference.starts_at,
        venue=conference.venue,
        chair_title=plan.chair_title,
        chair_name=plan.chair_name,
        signing=plan.signing,
        signer_name=plan.signer_name,
        mode=plan.mode,
        title=conference.title,
        minutes={key: int(minutes) for key, minutes in plan.minutes.items()},
        per_area=plan.per_area,
    )


def rows_of_dates(dates: tuple[PlanDate, ...]) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = _dates.dump_python(list(dates), mode="json")
    return rows


def dates_of(conference: Conference) -> tuple[PlanDate, ...]:
    """The dates as announced; computed ones for a draft are not stored here."""
    return tuple(_dates.validate_python(conference.dates))

"""Conferences: the newest announced plan of each, its session, its result."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import bindparam, select
from sqlalchemy.ext.asyncio import AsyncSession

from services.intake.domain.window import Window
from services.intake.store.tables import Conference, PublishedResult, UnitCopy
from shared.refusals import NotFound


def window_of(conference: Any) -> Window:
    """The instants that decide who is in time, from a row that has the four columns."""
    return Window(conference.opens_at, conference.closes_at, conference.opened_at, conference.concluded_at)


async def get_conference(session: AsyncSession, unit_id: str, conference_id: UUID) -> Conference:
    """A conference of this unit. Refuses others."""
    found = await session.get(Conference, conference_id)
    if found is None or found.unit_id != unit_id:
        raise NotFound()
    return found


async def get_by_slug(session: AsyncSession, slug: str) -> tuple[Conference, int]:
    """A public conference and its unit's profile version. Refuses an unknown address."""
    statement = (
        select(Conference, UnitCopy.version)
        .join(UnitCopy, UnitCopy.unit_id == Conference.unit_id)
        .where(Conference.slug == slug)
        .order_by(Conference.starts_at.desc())
        .limit(1)
    )
    row = (await session.execute(statement)).one_or_none()
    if row is None:
        raise NotFound()
    return row[0], row[1]


async def list_conferences(session: AsyncSession, unit_id: str) -> list[Conference]:
    """The unit's conferences, newest first."""
    statement = select(Conference).where(Conference.unit_id == unit_id).order_by(Conference.starts_at.desc())
    return list((await session.execute(statement)).scalars())


async def list_ahead(session: AsyncSession) -> dict[str, list[Conference]]:
    """Every unit's conferences that are not over, the next one first."""
    statement = select(Conference).where(Conference.concluded_at.is_(None)).order_by(Conference.starts_at)
    by_unit: dict[str, list[Conference]] = {}
    for conference in (await session.execute(statement)).scalars():
        by_unit.setdefault(conference.unit_id, []).append(conference)
    return by_unit


async def find_result(session: AsyncSession, conference_id: UUID) -> PublishedResult | None:
    """The published result, if there is one."""
    return await session.get(PublishedResult, conference_id)


async def with_results(session: AsyncSession, unit_id: str) -> set[UUID]:
    """Which conferences of the unit have a published result."""
    statement = select(PublishedResult.conference_id).where(PublishedResult.unit_id == unit_id)
    return set((await session.execute(statement)).scalars())


@dataclass(frozen=True, slots=True)
class PublicPlan:
    """The little of a plan that receiving a form needs."""

    unit_id: str
    conference_id: UUID
    version: int
    closes_at: datetime
    window: Window
    profile_version: int


# Asked by every form that comes in, so it is made once.
PLAN = (
    select(Conference.id, Conference.unit_id, Conference.version, Conference.opens_at, Conference.closes_at)
    .add_columns(Conference.opened_at, Conference.concluded_at, UnitCopy.version.label("profile_version"))
    .join(UnitCopy, UnitCopy.unit_id == Conference.unit_id)
    .where(Conference.slug == bindparam("slug"))
    .order_by(Conference.starts_at.desc())
    .limit(1)
)


async def get_plan(session: AsyncSession, slug: str) -> PublicPlan:
    """The plan behind a public address, without its texts. Refuses an unknown address."""
    row = (await session.execute(PLAN, {"slug": slug})).one_or_none()
    if row is None:
        raise NotFound()
    return PublicPlan(row.unit_id, row.id, row.version, row.closes_at, window_of(row), row.profile_version)

"""The copies that deadlines are computed from: calendar, conference, unit profile."""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from services.routing.domain.people import Person, head_of
from services.routing.domain.refusals import UnknownDepartment
from services.routing.store.question_tables import CalendarCopy, ConferenceCopy
from services.routing.store.tables import OfficerRow, Unit
from shared.calendar import WorkingCalendar, default_calendar
from shared.database.alone import alone, together
from shared.profiles import Profile, read_profile
from shared.profiles.unit import Department
from shared.refusals import NotFound


def _rules(unit_id: str) -> str:
    return f"rules of {unit_id}"


async def hold_rules(session: AsyncSession, unit_id: str) -> None:
    """Calendar and announcements stay as they are until the commit. Before any question is locked."""
    await together(session, _rules(unit_id))


async def change_rules(session: AsyncSession, unit_id: str) -> None:
    """Whoever computes a term has committed it, or waits for the new rules."""
    await alone(session, _rules(unit_id))


async def calendar_of(session: AsyncSession, unit_id: str) -> WorkingCalendar:
    """The unit's calendar as meeting sent it last; the shipped one until then."""
    copy = await session.get(CalendarCopy, unit_id)
    return WorkingCalendar.from_rows(copy.rows) if copy else default_calendar()


async def conference_of(session: AsyncSession, unit_id: str, conference_id: UUID) -> ConferenceCopy:
    """An announced conference of the unit."""
    copy = await session.get(ConferenceCopy, conference_id)
    if copy is None or copy.unit_id != unit_id:
        raise NotFound()
    return copy


async def profile_of(session: AsyncSession, unit_id: str) -> Profile:
    """The unit's profile as it stands now."""
    return read_profile((await session.get_one(Unit, unit_id)).profile)


def department_of(profile: Profile, key: str) -> Department:
    """A department that may answer. Refuses unknown and restricted ones."""
    department = profile.department(key)
    if department is None or department.restricted:
        raise UnknownDepartment()
    return department


async def head_name(session: AsyncSession, unit_id: str, department: Department) -> str:
    """The name of the department's head. Rule: R-006, R-066"""
    statement = (
        select(OfficerRow.full_name, OfficerRow.title)
        .where(OfficerRow.unit_id == unit_id, OfficerRow.department == department.key, OfficerRow.is_active)
        .order_by(OfficerRow.created_at)
    )
    people = [Person(name, title) for name, title in await session.execute(statement)]
    return head_of(people, department.name)

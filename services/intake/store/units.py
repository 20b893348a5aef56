"""Profiles of units: the newest copy of each, parsed once a version."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from services.intake.store.tables import CalendarCopy, UnitCopy
from shared.calendar import WorkingCalendar, default_calendar
from shared.contracts.meeting import CalendarChanged
from shared.contracts.routing import UnitChanged
from shared.profiles import Profile, read_profile
from shared.refusals import NotFound

_parsed: dict[tuple[str, int], Profile] = {}
_calendars: dict[tuple[str, str], WorkingCalendar] = {}


async def keep_unit(session: AsyncSession, event: UnitChanged) -> None:
    """Take the profile unless a newer one is here."""
    row = {"unit_id": event.unit_id, "version": event.version, "profile": event.profile}
    statement = insert(UnitCopy).values(row)
    newer = UnitCopy.version < statement.excluded.version
    await session.execute(statement.on_conflict_do_update(index_elements=["unit_id"], set_=row, where=newer))


async def keep_calendar(session: AsyncSession, event: CalendarChanged) -> None:
    """Take the calendar unless a newer one is here."""
    row = {
        "unit_id": event.unit_id,
        "version": event.version,
        "rows": list(event.overrides),
        "changed_at": event.occurred_at,
    }
    statement = insert(CalendarCopy).values(row)
    newer = CalendarCopy.changed_at <= statement.excluded.changed_at
    await session.execute(statement.on_conflict_do_update(index_elements=["unit_id"], set_=row, where=newer))


async def find_profile(session: AsyncSession, unit_id: str) -> Profile | None:
    """The unit's profile, or None before its first fact arrived."""
    version = await session.scalar(select(UnitCopy.version).where(UnitCopy.unit_id == unit_id))
    return None if version is None else await profile_at(session, unit_id, version)


async def profile_at(session: AsyncSession, unit_id: str, version: int) -> Profile:
    """The profile of the version just read; parsing one costs more than a request should."""
    if (unit_id, version) not in _parsed:
        data = await session.scalar(select(UnitCopy.profile).where(UnitCopy.unit_id == unit_id))
        _parsed[unit_id, version] = read_profile(data or {})
    return _parsed[unit_id, version]


async def get_profile(session: AsyncSession, unit_id: str) -> Profile:
    """The unit's profile. Refuses an unknown unit."""
    profile = await find_profile(session, unit_id)
    if profile is None:
        raise NotFound()
    return profile


async def list_units(session: AsyncSession) -> list[Profile]:
    """Every unit of this deployment, by name."""
    rows = (await session.execute(select(UnitCopy.unit_id, UnitCopy.version))).all()
    profiles = [await profile_at(session, unit_id, version) for unit_id, version in rows]
    return sorted(profiles, key=lambda profile: profile.unit.name)


async def calendar_of(session: AsyncSession, unit_id: str) -> WorkingCalendar:
    """The unit's calendar; until its fact arrived, the one the product ships with."""
    version = await session.scalar(select(CalendarCopy.version).where(CalendarCopy.unit_id == unit_id))
    if version is None:
        return default_calendar()
    if (unit_id, version) not in _calendars:
        rows = await session.scalar(select(CalendarCopy.rows).where(CalendarCopy.unit_id == unit_id))
        _calendars[unit_id, version] = WorkingCalendar.from_rows(rows or [])
    return _calendars[unit_id, version]


@dataclass(frozen=True, slots=True)
class Contact:
    """How a unit is reached, for the foot of its pages."""

    phone: str
    email: str
    address: str
    hours: str

    @classmethod
    def of(cls, profile: Profile) -> "Contact":
        unit = profile.unit
        return cls(unit.hotline, unit.email, unit.address, unit.office_hours_words.rstrip("."))

"""What every letter needs to know first: its unit's profile and its conference."""

from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from services.notify.store.tables import Conference, ErasedPerson, Unit
from shared.profiles import Profile, read_profile
from shared.refusals import NotYet


async def conference_of(session: AsyncSession, conference_id: UUID) -> Conference:
    """The conference's copy. Raises `NotYet` while its announcement is on the way."""
    conference = await session.get(Conference, conference_id)
    if conference is None:
        raise NotYet()
    return conference


async def profile_of(session: AsyncSession, unit_id: str) -> Profile:
    """The unit's profile. Raises `NotYet` while it is on the way."""
    unit = await session.get(Unit, unit_id)
    if unit is None:
        raise NotYet()
    return read_profile(unit.profile)


async def is_erased(session: AsyncSession, person_id: UUID) -> bool:
    """Whether the person's data must not come back."""
    return await session.get(ErasedPerson, person_id) is not None

"""Conferences of a unit, and the rules frozen into one."""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from services.meeting.domain.agenda import HallRules, hall_rules
from services.meeting.store.conference_tables import Conference
from shared.profiles import Profile, read_profile
from shared.profiles.form import RECORDING_MONTHS
from shared.refusals import NotFound

_KEPT = 32
_profiles: dict[tuple[UUID, int], Profile] = {}


async def find(session: AsyncSession, conference_id: UUID, unit_id: str) -> Conference:
    """Refuses: `NotFound`, also for another unit's conference."""
    conference = await session.get(Conference, conference_id)
    if conference is None or conference.unit_id != unit_id:
        raise NotFound()
    return conference


async def public_by_slug(session: AsyncSession, slug: str) -> Conference:
    """The newest announced conference of a public address. Refuses an unknown one."""
    statement = select(Conference).where(Conference.slug == slug, Conference.version > 0)
    found = (await session.execute(statement.order_by(Conference.starts_at.desc()).limit(1))).scalar_one_or_none()
    if found is None:
        raise NotFound()
    return found


async def of_unit(session: AsyncSession, unit_id: str) -> list[Conference]:
    """Newest first."""
    statement = select(Conference).where(Conference.unit_id == unit_id).order_by(Conference.starts_at.desc())
    return list((await session.execute(statement)).scalars())


def profile_of(conference: Conference) -> Profile:
    """The profile frozen into this version of the conference; read once a version."""
    key = (conference.conference_id, conference.version)
    if key not in _profiles:
        while len(_profiles) >= _KEPT:
            _profiles.pop(next(iter(_profiles)))
        _profiles[key] = read_profile(conference.profile)
    return _profiles[key]


def rules_of(conference: Conference) -> HallRules:
    return hall_rules(profile_of(conference))


def recording_months(conference: Conference | None) -> int:
    """How long its recording is kept, as the citizens were told when they registered."""
    return profile_of(conference).form.privacy.recording_months if conference else RECORDING_MONTHS

"""Open a unit from a shipped profile, and tell the other rooms about it."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from services.routing.store.tables import Unit
from shared.contracts.routing import DepartmentRef, UnitChanged
from shared.messaging import outbox
from shared.profiles import Profile, load_profile
from shared.refusals import Refusal


class UnitExists(Refusal):
    """The unit was opened before."""

    code = "unit_exists"


async def open_unit(session: AsyncSession, profile_key: str, now: datetime) -> Unit:
    """Make the unit of a shipped profile. Refuses one that exists."""
    profile = load_profile(profile_key)
    if await session.get(Unit, profile.unit.key):
        raise UnitExists(unit=profile.unit.name)
    unit = Unit(
        unit_id=profile.unit.key,
        name=profile.unit.body,
        profile=profile.model_dump(mode="json"),
        version=1,
        opened_at=now,
    )
    session.add(unit)
    await session.flush()
    announce(session, unit, profile, "system", now)
    return unit


def announce(session: AsyncSession, unit: Unit, profile: Profile, actor: str, now: datetime) -> None:
    """Put the unit's newest version on the bus."""
    outbox.put(
        session,
        UnitChanged(
            unit_id=unit.unit_id,
            occurred_at=now,
            actor=actor,
            version=unit.version,
            profile=unit.profile,
            departments=tuple(DepartmentRef(key=d.key, name=d.name) for d in profile.departments),
        ),
    )


async def unit_keys(session: AsyncSession) -> frozenset[str]:
    """The units of this installation."""
    return frozenset((await session.execute(select(Unit.unit_id))).scalars())

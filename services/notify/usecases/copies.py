"""The least copies notify needs of other rooms' facts."""

from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from services.notify.store.tables import Conference, Unit
from shared.contracts.meeting import ConferenceAnnounced
from shared.contracts.routing import UnitChanged


async def keep_unit(session: AsyncSession, event: UnitChanged) -> None:
    """Keep the newest profile; an older one that comes late is ignored."""
    row = insert(Unit).values(unit_id=event.unit_id, version=event.version, profile=event.profile)
    newer = {"version": row.excluded.version, "profile": row.excluded.profile}
    await session.execute(
        row.on_conflict_do_update(index_elements=["unit_id"], set_=newer, where=Unit.version < event.version)
    )


async def keep_conference(session: AsyncSession, event: ConferenceAnnounced) -> None:
    """Keep the newest announcement."""
    values = {
        "version": event.version,
        "slug": event.slug,
        "title": event.title,
        "starts_at": event.starts_at,
        "registration_closes_at": event.registration_closes_at,
    }
    row = insert(Conference).values(conference_id=event.conference_id, unit_id=event.unit_id, **values)
    await session.execute(
        row.on_conflict_do_update(
            index_elements=["conference_id"], set_=values, where=Conference.version < event.version
        )
    )

"""Routing opened a unit or edited its profile."""

from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from services.meeting.store.unit_tables import Unit
from shared.contracts.routing import UnitChanged


async def take_unit(session: AsyncSession, fact: UnitChanged) -> None:
    """Keep the newest version; conferences already announced keep their own frozen copy."""
    row = {
        "unit_id": fact.unit_id,
        "version": fact.version,
        "profile": fact.profile,
        "departments": [department.model_dump() for department in fact.departments],
    }
    statement = insert(Unit).values(row)
    newer = statement.on_conflict_do_update(index_elements=[Unit.unit_id], set_=row, where=Unit.version < fact.version)
    await session.execute(newer)

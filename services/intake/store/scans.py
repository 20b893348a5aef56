"""Scans by id, and whether their form hides something."""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from services.intake.store.tables import Attachment, Question
from shared.refusals import NotFound


async def get_scan(session: AsyncSession, unit_id: str, scan_id: UUID, *, may_read_hidden: bool) -> Attachment:
    """A scan of this unit. One whose form holds a hidden question is not found by those who may not read it."""
    scan = await session.get(Attachment, scan_id)
    if scan is None or scan.unit_id != unit_id:
        raise NotFound()
    if not may_read_hidden and await hides_something(session, scan.registration_id):
        raise NotFound()
    return scan


async def hides_something(session: AsyncSession, registration_id: UUID) -> bool:
    """Whether any question of the form is hidden: then the whole form and its scans are."""
    statement = select(Question.id).where(Question.registration_id == registration_id, Question.restricted.is_(True))
    return (await session.execute(statement.limit(1))).scalar_one_or_none() is not None

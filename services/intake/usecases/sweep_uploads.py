"""Scans that no form took within a day leave the bucket: they may hold a stranger's name and address."""

from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from services.intake.store.tables import Upload
from services.intake.store.uploads import left_over
from shared.storage import Store

LIFETIME = timedelta(days=1)
BATCH = 50


async def next_sweep(session: AsyncSession) -> datetime | None:
    """When the oldest upload is a day old."""
    oldest = (await session.execute(select(func.min(Upload.at)))).scalar()
    return oldest + LIFETIME if oldest else None


async def sweep_uploads(store: Store, session: AsyncSession, now: datetime) -> int:
    """Delete what was left over; a file that a form refers to only leaves the list. Returns how many were looked at."""
    found = await left_over(session, now - LIFETIME, BATCH)
    for upload, is_saved in found:
        if not is_saved:
            await store.delete(upload.key)
        await session.delete(upload)
    await session.flush()
    return len(found)

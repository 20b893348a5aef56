"""The inbox: an effect and the mark that it happened commit together."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import delete
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from shared.messaging.tables import inbox

KEPT = timedelta(days=8)  # past the streams' max_age of 7 days: nothing older can be delivered again


async def claim(session: AsyncSession, consumer: str, ids: Iterable[UUID], at: datetime) -> set[UUID]:
    """Mark these facts as handled by `consumer`; returns those that are new."""
    rows = [{"consumer": consumer, "event_id": event_id, "at": at} for event_id in sorted(set(ids))]
    if not rows:
        return set()
    statement = insert(inbox).values(rows).on_conflict_do_nothing().returning(inbox.c.event_id)
    return set((await session.execute(statement)).scalars())


async def prune(session: AsyncSession, real_now: datetime) -> None:
    """Forget marks older than any message on the bus."""
    await session.execute(delete(inbox).where(inbox.c.at < real_now - KEPT))

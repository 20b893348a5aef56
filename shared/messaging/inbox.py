"""The inbox: an effect and the mark that it happened commit together."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

# Arrays: a row of parameters each costs more to build than the whole batch takes to insert (bench).
CLAIM = text(
    "insert into inbox (consumer, event_id, at) "
    "select cast(:consumer as text), unnest(cast(:ids as uuid[])), cast(:at as timestamptz) "
    "on conflict do nothing returning event_id"
)


async def claim(session: AsyncSession, consumer: str, ids: Iterable[UUID], at: datetime) -> set[UUID]:
    """Mark these facts as handled by `consumer`; returns those that are new."""
    given = {"consumer": consumer, "ids": sorted(set(ids)), "at": at}
    return set((await session.execute(CLAIM, given)).scalars())

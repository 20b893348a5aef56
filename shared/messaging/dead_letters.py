"""Facts that could not be handled: kept whole, shown masked, every reading logged, replayed by hand."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from shared.messaging.incoming import Incoming, read_id
from shared.messaging.tables import dead_letter_readings, dead_letters
from shared.refusals import NotFound


@dataclass(frozen=True, slots=True)
class DeadLetter:
    """One set-aside fact. `body` holds personal data: show it through `shared.vietnamese.masks`."""

    id: int
    consumer: str
    subject: str
    error: str
    deliveries: int
    at: datetime
    replayed_at: datetime | None
    headers: dict[str, str]
    body: bytes

    def incoming(self) -> Incoming:
        """The message as it came."""
        return Incoming(self.subject, self.headers, self.body, 1, read_id(self.headers.get("Nats-Msg-Id")))


async def keep(session: AsyncSession, consumer: str, one: Incoming, error: Exception, at: datetime) -> None:
    await session.execute(
        insert(dead_letters).values(
            consumer=consumer,
            event_id=one.event_id,
            subject=one.subject,
            headers=one.headers,
            body=one.body,
            error=f"{type(error).__name__}: {error}"[:2000],
            deliveries=one.deliveries,
            at=at,
        )
    )


async def waiting(session: AsyncSession) -> int:
    """How many set-aside facts nobody replayed yet."""
    statement = select(func.count()).select_from(dead_letters).where(dead_letters.c.replayed_at.is_(None))
    return (await session.execute(statement)).scalar_one()


async def listing(session: AsyncSession, limit: int = 200) -> list[DeadLetter]:
    """Newest first, those still waiting before those replayed."""
    order = (dead_letters.c.replayed_at.is_not(None), dead_letters.c.id.desc())
    rows = await session.execute(select(dead_letters).order_by(*order).limit(limit))
    return [_read(row) for row in rows]


async def read(session: AsyncSession, letter_id: int, officer_id: str, at: datetime) -> DeadLetter:
    """One dead letter; the reading is logged."""
    row = (await session.execute(select(dead_letters).where(dead_letters.c.id == letter_id))).one_or_none()
    if row is None:
        raise NotFound()
    await session.execute(insert(dead_letter_readings).values(dead_letter_id=letter_id, officer_id=officer_id, at=at))
    return _read(row)


async def mark_replayed(session: AsyncSession, letter_id: int, at: datetime) -> None:
    await session.execute(update(dead_letters).where(dead_letters.c.id == letter_id).values(replayed_at=at))


def _read(row: Any) -> DeadLetter:
    return DeadLetter(
        row.id,
        row.consumer,
        row.subject,
        row.error,
        row.deliveries,
        row.at,
        row.replayed_at,
        row.headers,
        row.body,
    )

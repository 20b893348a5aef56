"""Print runs and what waits for one."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from services.notify.domain.sight import EVERYTHING, Sight
from services.notify.domain.states import MessageState
from services.notify.store.message_reads import Sent
from services.notify.store.sight import readable
from services.notify.store.tables import Letter, Message, PrintBatch
from shared.contracts.notify import Delivery
from shared.refusals import NotFound

PAGE = 200


@dataclass(frozen=True, slots=True)
class Run:
    """A print run and how far its letters are."""

    row: PrintBatch
    letters: int
    printed: int
    posted: int
    delivered: int
    returned: int


async def to_print(session: AsyncSession, unit_id: str, *, restricted: bool) -> Sequence[Sent]:
    """Post letters that wait for print, by number: the protected ones, or the others."""
    statement = (
        select(Message, Letter)
        .join(Letter, Letter.id == Message.letter_id)
        .where(Message.unit_id == unit_id, Message.restricted.is_(restricted))
        .where(Message.channel == Delivery.POST, Message.state == MessageState.QUEUED)
        .order_by(Letter.year, Letter.number)
        .limit(PAGE)
    )
    return [Sent(message, letter) for message, letter in await session.execute(statement)]


async def runs(session: AsyncSession, unit_id: str, *run_ids: UUID, sight: Sight) -> Sequence[Run]:
    """The unit's print runs that may be read, newest first, or only those asked for."""
    s = MessageState
    groups = ((s.PRINTED,), (s.POSTED,), (s.DELIVERED,), (s.RETURNED, s.CANCELLED))
    figures = [func.count().filter(Message.state.in_(group)) for group in groups]
    statement = (
        select(PrintBatch, func.count(Message.id), *figures)
        .outerjoin(Message, Message.batch_id == PrintBatch.id)
        .where(PrintBatch.unit_id == unit_id, readable(PrintBatch, sight))
        .group_by(PrintBatch.id)
        .order_by(PrintBatch.made_at.desc())
        .limit(100)
    )
    if run_ids:
        statement = statement.where(PrintBatch.id.in_(run_ids))
    rows: list[tuple[Any, ...]] = [tuple(row) for row in await session.execute(statement)]
    return [Run(*row) for row in rows]


async def run_of(session: AsyncSession, unit_id: str, run_id: UUID) -> Run:
    """A print run of the unit. Refuses those of other units as not found."""
    found = await runs(session, unit_id, run_id, sight=EVERYTHING)
    if not found:
        raise NotFound()
    return found[0]

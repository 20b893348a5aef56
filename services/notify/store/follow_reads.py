"""The table of what was owed to whom, by what it went, and how we know that it arrived."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import case, exists, func, or_, select
from sqlalchemy.dialects.postgresql import distinct_on
from sqlalchemy.ext.asyncio import AsyncSession

from services.notify.domain.sight import Sight
from services.notify.domain.states import LetterState, MessageState, VoidReason
from services.notify.store.sight import NUMBER_ORDER, listed, shown_letter, shown_message
from services.notify.store.tables import Conference, Letter, Message, Receipt

# A replaced version or an erased person is owed nothing here; a withdrawn question stays to be seen.
COUNTS = or_(Letter.state != LetterState.VOID, Letter.void_reason == VoidReason.WITHDRAWN)


class Followed(NamedTuple):
    """A letter, the message that carries it now (none before it is issued), and when its last word came."""

    letter: Letter
    message: Message | None
    at: object


async def followed(session: AsyncSession, unit_id: str, conference_id: UUID | None, sight: Sight) -> Sequence[Followed]:
    """Every letter that counts, by number, those that wait last; of several messages the one in force."""
    in_force = (
        select(Message)
        .where(Message.unit_id == unit_id, Message.letter_id.is_not(None))
        .ext(distinct_on(Message.letter_id))
        .order_by(
            Message.letter_id,
            case((Message.state == MessageState.CANCELLED, 1), else_=0),
            Message.created_at.desc(),
        )
        .subquery()
    )
    last = func.max(Receipt.at).label("at")
    told = select(Receipt.message_id, last).where(Receipt.unit_id == unit_id).group_by(Receipt.message_id).subquery()
    statement = (
        select(Letter, Message, told.c.at)
        .outerjoin(in_force, in_force.c.letter_id == Letter.id)
        .outerjoin(Message, Message.id == in_force.c.id)
        .outerjoin(told, told.c.message_id == Message.id)
        .where(Letter.unit_id == unit_id, COUNTS, listed(Letter, sight))
        .order_by(Letter.year.nulls_last(), Letter.number, *NUMBER_ORDER)
    )
    if conference_id:
        statement = statement.where(Letter.conference_id == conference_id)
    rows = await session.execute(statement)
    return [
        Followed(shown_letter(letter, sight), shown_message(message, sight) if message else None, at)
        for letter, message, at in rows
    ]


async def conference_to_follow(session: AsyncSession, unit_id: str, sight: Sight, now: datetime) -> UUID | None:
    """The conference whose table to open: one where something is still owed before one that is done, the nearest in
    time first; none while no letter was composed.
    """
    settled = exists().where(Message.letter_id == Letter.id, Message.state == MessageState.DELIVERED)
    open_first = func.bool_or((Letter.state != LetterState.VOID) & ~settled).desc()
    distance = func.abs(func.extract("epoch", Conference.starts_at - now))
    statement = (
        select(Conference.conference_id)
        .join(Letter, Letter.conference_id == Conference.conference_id)
        .where(Conference.unit_id == unit_id, COUNTS, listed(Letter, sight))
        .group_by(Conference.conference_id)
        .order_by(open_first, distance)
        .limit(1)
    )
    return (await session.execute(statement)).scalar_one_or_none()

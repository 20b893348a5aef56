"""The table of what was owed to whom, by what it went, and how we know that it arrived."""

from collections.abc import Sequence
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import case, func, select
from sqlalchemy.dialects.postgresql import distinct_on
from sqlalchemy.ext.asyncio import AsyncSession

from services.notify.domain.states import LetterState, MessageState
from services.notify.store.tables import Letter, Message, Receipt


class Followed(NamedTuple):
    """A letter, the message that carries it now (none before it is issued), and when its last word came."""

    letter: Letter
    message: Message | None
    at: object


async def followed(session: AsyncSession, unit_id: str, conference_id: UUID | None) -> Sequence[Followed]:
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
        .where(Letter.unit_id == unit_id, Letter.state != LetterState.VOID)
        .order_by(Letter.year.nulls_last(), Letter.number, Letter.sort_key.collate("C"), Letter.code)
    )
    if conference_id:
        statement = statement.where(Letter.conference_id == conference_id)
    return [Followed(*row) for row in await session.execute(statement)]

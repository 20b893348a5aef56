"""Messages as the screens list them, and the figures on top."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import ColumnElement, and_, case, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from services.notify.domain.sight import EVERYTHING, Sight
from services.notify.domain.states import NEEDS_A_PERSON, LetterState, MessageState
from services.notify.store.letter_reads import lacks_address
from services.notify.store.sight import listed, readable, shown_letter, shown_message
from services.notify.store.tables import Letter, Message, Receipt
from shared.contracts.notify import Delivery, Purpose
from shared.refusals import NotFound
from shared.vietnamese import search_form

PAGE = 50
M = Message


class Sent(NamedTuple):
    """A message with the letter it carries; receipts carry none."""

    message: Message
    letter: Letter | None


@dataclass(frozen=True, slots=True)
class MessageFilter:
    """What the list is narrowed to; empty means all. `stuck`: only what waits for a person's decision."""

    conference: UUID | None = None
    state: MessageState | None = None
    channel: Delivery | None = None
    purpose: Purpose | None = None
    text: str = ""
    stuck: bool = False


def sent_where(unit_id: str, wanted: MessageFilter, sight: Sight) -> list[ColumnElement[bool]]:
    """The filter as SQL; always within one unit.

    Whoever asks for more than conference and state gets only what they may read: a filter must not tell on anybody.
    """
    asks_more = wanted.channel or wanted.purpose or wanted.text
    found: list[ColumnElement[bool]] = [M.unit_id == unit_id, readable(M, sight) if asks_more else listed(M, sight)]
    pairs = (
        (M.conference_id, wanted.conference),
        (M.state, wanted.state),
        (M.channel, wanted.channel),
        (M.purpose, wanted.purpose),
    )
    found.extend(column == value for column, value in pairs if value is not None)
    if wanted.stuck:
        found.append(M.state.in_(NEEDS_A_PERSON))
    found.extend(M.folded.contains(word, autoescape=True) for word in search_form(wanted.text).split())
    return found


async def count_messages(session: AsyncSession, *where: ColumnElement[bool]) -> int:
    return (await session.execute(select(func.count()).select_from(M).where(*where))).scalar_one()


async def sent(
    session: AsyncSession, *where: ColumnElement[bool], sight: Sight, limit: int | None = PAGE, offset: int = 0
) -> Sequence[Sent]:
    """What a person must decide first, then newest first."""
    statement = (
        select(M, Letter)
        .outerjoin(Letter, Letter.id == M.letter_id)
        .where(*where)
        .order_by(case((M.state.in_(NEEDS_A_PERSON), 0), else_=1), M.created_at.desc(), M.id.desc())
    )
    rows = await session.execute(statement.limit(limit).offset(offset))
    return [
        Sent(shown_message(message, sight), shown_letter(letter, sight) if letter else None) for message, letter in rows
    ]


async def message_of(session: AsyncSession, unit_id: str, message_id: UUID) -> Sent:
    """A message of the unit. Refuses those of other units as not found."""
    found = await sent(session, M.id == message_id, M.unit_id == unit_id, sight=EVERYTHING)
    if not found:
        raise NotFound()
    return found[0]


async def receipts_of(session: AsyncSession, *message_ids: UUID) -> Sequence[Receipt]:
    """What is known of the messages, newest first."""
    statement = select(Receipt).where(Receipt.message_id.in_(message_ids)).order_by(Receipt.id.desc())
    return (await session.execute(statement)).scalars().all()


@dataclass(frozen=True, slots=True)
class Counts:
    """The figures on top of every screen."""

    waiting: int
    incomplete: int
    going: int
    stuck: int
    to_print: int
    on_post: int


async def counts(session: AsyncSession, unit_id: str, sight: Sight) -> Counts:
    """What the officer can do something about. Two queries, both on indexed columns of the unit."""
    incomplete_here = lacks_address() & readable(Letter, sight)
    letters = select(func.count(), func.count().filter(incomplete_here)).where(
        Letter.unit_id == unit_id, Letter.state == LetterState.WAITING, listed(Letter, sight)
    )
    s = MessageState
    mail = and_(M.channel == Delivery.EMAIL, M.state.in_((s.QUEUED, s.SENDING)))
    queued = and_(M.channel == Delivery.POST, M.state == s.QUEUED)
    posted = M.state.in_((s.PRINTED, s.POSTED))
    tests = (mail, M.state.in_(NEEDS_A_PERSON), queued, posted)
    messages = select(*(func.count().filter(test) for test in tests)).where(M.unit_id == unit_id, readable(M, sight))
    waiting, incomplete = (await session.execute(letters)).one()
    figures: tuple[int, ...] = tuple((await session.execute(messages)).one())
    return Counts(waiting, incomplete, *figures)

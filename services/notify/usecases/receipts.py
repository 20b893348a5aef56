"""What is known of a message: receipts are appended, the state is what they add up to, the fact goes out."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from services.notify.domain.refusals import NotPossibleNow
from services.notify.domain.states import NEEDS_A_PERSON, MessageState, may_follow
from services.notify.domain.words import MESSAGE_TAGS
from services.notify.store.tables import Message, Receipt
from shared.contracts.notify import MessageDelivered, MessageFailed
from shared.identity.actor import Actor
from shared.messaging import outbox
from shared.refusals import NotFound


async def locked_message(session: AsyncSession, unit_id: str, message_id: UUID) -> Message:
    """A message of the unit, locked, as it is then. Refuses those of other units as not found."""
    statement = select(Message).where(Message.id == message_id, Message.unit_id == unit_id).with_for_update()
    found = await session.execute(statement, execution_options={"populate_existing": True})
    message = found.scalar_one_or_none()
    if message is None:
        raise NotFound()
    return message


async def note(
    session: AsyncSession, message: Message, state: MessageState, text: str, actor: Actor, at: datetime
) -> None:
    """Append a receipt and take its state. Refuses what cannot follow. Rule: R-011."""
    if not may_follow(message.state, state):
        raise NotPossibleNow(state=MESSAGE_TAGS[message.state].text)
    session.add(
        Receipt(unit_id=message.unit_id, message_id=message.id, state=state, text=text, actor=actor.name, at=at)
    )
    message.state = state
    if state is MessageState.DELIVERED:
        message.proof, message.trouble = text, ""
        _tell_delivered(session, message, actor, at)
    if state in NEEDS_A_PERSON:
        message.proof, message.trouble = "", text
    if state in (MessageState.FAILED, MessageState.RETURNED):
        _tell_failed(session, message, text, actor, at)


def _tell_delivered(session: AsyncSession, message: Message, actor: Actor, at: datetime) -> None:
    outbox.put(
        session,
        MessageDelivered(
            unit_id=message.unit_id,
            occurred_at=at,
            actor=actor.id,
            message_id=message.id,
            person_id=message.person_id,
            question_id=message.question_id,
            conference_id=message.conference_id,
            purpose=message.purpose,
            version=message.version,
            channel=message.channel,
            proof="" if message.restricted else message.proof,  # it may name the person
        ),
        message.traceparent,
    )


def _tell_failed(session: AsyncSession, message: Message, reason: str, actor: Actor, at: datetime) -> None:
    outbox.put(
        session,
        MessageFailed(
            unit_id=message.unit_id,
            occurred_at=at,
            actor=actor.id,
            message_id=message.id,
            person_id=message.person_id,
            question_id=message.question_id,
            conference_id=message.conference_id,
            purpose=message.purpose,
            channel=message.channel,
            reason="" if message.restricted else reason,
        ),
        message.traceparent,
    )

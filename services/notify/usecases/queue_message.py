"""The message that carries an issued letter by one channel."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from services.notify.domain.recipient import Recipient
from services.notify.domain.states import MessageState
from services.notify.store.tables import Letter, Message, Receipt
from services.notify.usecases.receipts import note
from services.notify.usecases.waking import ring_after_commit
from shared.clock import real_now
from shared.contracts.notify import Delivery
from shared.identity.actor import Actor
from shared.ids import new_id


def queue_message(session: AsyncSession, letter: Letter, channel: Delivery, actor: Actor, now: datetime) -> Message:
    """A letter's first message by this channel, waiting to leave. Rule: R-023, R-095"""
    recipient = Recipient.of(letter.recipient or {})
    message = Message(
        id=new_id(),
        unit_id=letter.unit_id,
        conference_id=letter.conference_id,
        person_id=letter.person_id,
        question_id=letter.question_id,
        subject_id=letter.question_id,
        purpose=letter.purpose,
        version=letter.version,
        channel=channel,
        state=MessageState.QUEUED,
        restricted=letter.restricted,
        letter_id=letter.id,
        content={},
        code=letter.code,
        to_name=recipient.full_name,
        to_address=recipient.address_for(channel),
        folded=letter.folded,
        tracking="",
        proof="",
        trouble="",
        tries=0,
        next_try_at=real_now(),
        created_at=now,
        traceparent=letter.traceparent,
    )
    first = Receipt(
        unit_id=letter.unit_id,
        message_id=message.id,
        state=MessageState.QUEUED,
        text=message.to_address,
        actor=actor.name,
        at=now,
    )
    session.add_all((message, first))
    ring_after_commit(session)
    return message


async def queue_again(
    session: AsyncSession, message: Message, address: str, text: str, actor: Actor, now: datetime
) -> None:
    """The same message once more, to `address`; its history goes on. Refuses states that cannot go back."""
    await note(session, message, MessageState.QUEUED, text, actor, now)
    message.to_address, message.trouble, message.tries = address, "", 0
    message.next_try_at, message.batch_id, message.tracking = real_now(), None, ""
    ring_after_commit(session)


async def message_by(session: AsyncSession, letter_id: object, channel: Delivery) -> Message | None:
    """The letter's message of this channel, locked: there is at most one."""
    statement = select(Message).where(Message.letter_id == letter_id, Message.channel == channel).with_for_update()
    return (await session.execute(statement)).scalar_one_or_none()

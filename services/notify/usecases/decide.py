"""What a person decides about a message: it went, it arrived, it came back, send it again, try another way."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from services.notify.domain.refusals import AddressNeeded, NotPossibleNow, ProofNeeded
from services.notify.domain.states import MessageState
from services.notify.domain.words import CHANNEL_WORDS, message_tag
from services.notify.store.tables import Letter, Message, PrintBatch
from services.notify.usecases.queue_message import message_by, queue_again, queue_message
from services.notify.usecases.receipts import locked_message, note
from services.notify.usecases.stored_files import forget_files
from shared.contracts.notify import Delivery
from shared.database.alone import alone
from shared.identity.actor import Actor
from shared.vietnamese import read_mail_address

S = MessageState


async def mark_delivered(
    session: AsyncSession, unit_id: str, message_id: UUID, proof: str, actor: Actor, now: datetime
) -> Message:
    """It arrived, or the one in doubt did leave; `proof` says how we know. Rule: R-011, R-023"""
    message = await locked_message(session, unit_id, message_id)
    if not proof:
        raise ProofNeeded()
    if message.state is S.QUEUED and message.channel is not Delivery.HAND:
        raise _not_now(message)
    await note(session, message, S.DELIVERED, proof, actor, now)
    return message


async def mark_returned(
    session: AsyncSession, unit_id: str, message_id: UUID, reason: str, actor: Actor, now: datetime
) -> Message:
    """It came back: the post could not deliver it, or a bounce came in."""
    message = await locked_message(session, unit_id, message_id)
    if not reason:
        raise ProofNeeded()
    await note(session, message, S.RETURNED, reason, actor, now)
    return message


async def send_again(
    session: AsyncSession, unit_id: str, message_id: UUID, address: str, actor: Actor, now: datetime
) -> Message:
    """Once more by the same channel, to this address. Refuses what is on its way or arrived."""
    message = await _sendable(session, unit_id, message_id)
    if message.state not in (S.IN_DOUBT, S.FAILED, S.RETURNED, S.CANCELLED):
        raise _not_now(message)
    address = check_address(message.channel, address)
    await queue_again(session, message, address, f"Gửi lại: {address}".removesuffix(": "), actor, now)
    return message


async def correct_envelope(session: AsyncSession, unit_id: str, message_id: UUID, address: str) -> Message:
    """Another address for what has not left; the letter itself, once issued, stays as it is."""
    message = await locked_message(session, unit_id, message_id)
    if message.state is not S.QUEUED or message.letter_id is None:
        raise _not_now(message)
    message.to_address = check_address(message.channel, address)
    return message


async def back_to_print(session: AsyncSession, unit_id: str, message_id: UUID, actor: Actor, now: datetime) -> Message:
    """Take a printed letter out of its print run: spoiled paper, wrong envelope."""
    message = await locked_message(session, unit_id, message_id)
    if message.state is not S.PRINTED:
        raise _not_now(message)
    if message.batch_id:
        run = await session.get_one(PrintBatch, message.batch_id, with_for_update=True)
        run.size -= 1
        await forget_files(session, run)
    await queue_again(session, message, message.to_address, "Đưa về chờ in lại", actor, now)
    return message


async def change_way(
    session: AsyncSession, unit_id: str, message_id: UUID, channel: Delivery, address: str, actor: Actor, now: datetime
) -> Message:
    """Leave this channel and carry the letter by another; its history stays. Rule: R-023, R-095"""
    message = await _sendable(session, unit_id, message_id)
    if message.letter_id is None or channel is message.channel:
        raise _not_now(message)
    address = check_address(channel, address)
    await note(session, message, S.CANCELLED, f"Chuyển sang: {CHANNEL_WORDS[channel].lower()}", actor, now)
    other = await message_by(session, message.letter_id, channel)
    if other is not None:
        await queue_again(session, other, address, f"Gửi lại: {address}".removesuffix(": "), actor, now)
        return other
    letter = await session.get_one(Letter, message.letter_id)
    other = queue_message(session, letter, channel, actor, now)
    other.to_address = address
    return other


async def give_up(
    session: AsyncSession, unit_id: str, message_id: UUID, reason: str, actor: Actor, now: datetime
) -> Message:
    """A receipt nobody can be sent: it stays in the register with the reason. Letters are never given up."""
    message = await locked_message(session, unit_id, message_id)
    if message.letter_id is not None:
        raise _not_now(message)
    if not reason:
        raise ProofNeeded()
    await note(session, message, S.CANCELLED, reason, actor, now)
    return message


async def _sendable(session: AsyncSession, unit_id: str, message_id: UUID) -> Message:
    """The locked message of a person nobody erases until the commit. Refuses a letter that was erased."""
    mine = select(Message.person_id).where(Message.id == message_id, Message.unit_id == unit_id)
    await alone(session, await session.scalar(mine))
    message = await locked_message(session, unit_id, message_id)
    letter = await session.get(Letter, message.letter_id) if message.letter_id else None
    if letter and letter.pdf_key == "":
        raise _not_now(message)
    return message


def check_address(channel: Delivery, address: str) -> str:
    """The address in the form its channel takes. Refuses an empty or unreadable one; by hand none is needed."""
    if channel is Delivery.EMAIL:
        read = read_mail_address(address)
        if read is None:
            raise AddressNeeded()
        return read.address
    if channel is Delivery.POST and not address:
        raise AddressNeeded()
    return address


def _not_now(message: Message) -> NotPossibleNow:
    return NotPossibleNow(state=message_tag(message.state, message.channel).text)

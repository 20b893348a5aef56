"""Send e-mail once. A message is claimed in one transaction, handed over outside any, and settled in a third.

A sender that dies in between leaves a claimed message: after its lease it is *in doubt* and a person decides,
because a second official letter is worse than a late one. Decision: docs/decisions/0007-mail-in-doubt.md
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from services.notify.channels.mail import AnswerLost, Mail, Rejected
from services.notify.domain.letters import subject_of
from services.notify.domain.mails import Words, letter_words, receipt_words
from services.notify.domain.states import MessageState
from services.notify.store.tables import Letter, Message
from services.notify.usecases.compose import profile_of
from services.notify.usecases.receipts import note
from shared.clock import real_now
from shared.contracts.notify import Delivery
from shared.profiles import Profile
from shared.refusals import Unavailable

LEASE = timedelta(minutes=2)
TRIES = 12


@dataclass(frozen=True, slots=True)
class Claimed:
    """A message this sender alone may hand over, and the letter it carries."""

    message: Message
    letter: Letter | None


async def claim_next(session: AsyncSession) -> Claimed | None:
    """Claim the oldest due e-mail whose letter is ready; `None` when nothing is due."""
    now = real_now()
    statement = (
        select(Message, Letter)
        .outerjoin(Letter, Letter.id == Message.letter_id)
        .where(
            Message.channel == Delivery.EMAIL,
            Message.state == MessageState.QUEUED,
            Message.to_address != "",
            Message.next_try_at <= now,
            or_(Message.letter_id.is_(None), Letter.pdf_key.is_not(None)),
        )
        .order_by(Message.next_try_at)
        .limit(1)
        .with_for_update(of=Message, skip_locked=True)
    )
    row = (await session.execute(statement)).first()
    if row is None:
        return None
    message, letter = row
    message.state, message.claimed_until, message.tries = MessageState.SENDING, now + LEASE, message.tries + 1
    return Claimed(message, letter)


async def mail_of(session: AsyncSession, claimed: Claimed, attachment: bytes | None, public_url: str) -> Mail:
    """The message as it is handed to the mail server."""
    message, letter = claimed.message, claimed.letter
    profile = await profile_of(session, message.unit_id)
    words = _words(profile, message, letter, public_url)
    return Mail(
        id=message.id,
        to=message.to_address,
        to_name=(letter.recipient or {}).get("full_name", "") if letter else "",
        from_name=profile.unit.body,
        reply_to=profile.unit.email,
        subject=words.subject,
        text=words.text,
        attachment=attachment,
        attachment_name=f"cong-van-{letter.number}.pdf" if letter else "",
        traceparent=message.traceparent,
    )


def _words(profile: Profile, message: Message, letter: Letter | None, public_url: str) -> Words:
    if letter is None:
        return receipt_words(profile, message.content, public_url)
    assert letter.number and letter.issued_on, "only issued letters are sent"
    subject = subject_of(letter.purpose.value, letter.content)
    return letter_words(profile, subject, letter.number, letter.symbol, letter.issued_on, letter.code)


async def settle(session: AsyncSession, message_id: UUID, outcome: str | Exception, now: datetime) -> None:
    """Write down how the handing over went."""
    message = await session.get_one(Message, message_id, with_for_update=True)
    if message.state is not MessageState.SENDING:
        return  # a person decided meanwhile
    message.claimed_until = None
    if isinstance(outcome, str):
        await note(session, message, MessageState.DELIVERED, f"máy chủ thư nhận: {outcome}", "system", now)
    elif isinstance(outcome, AnswerLost):
        await note(session, message, MessageState.IN_DOUBT, "mất trả lời của máy chủ thư", "system", now)
    elif isinstance(outcome, Unavailable) and message.tries < TRIES:
        message.state = MessageState.QUEUED
        message.next_try_at = real_now() + timedelta(seconds=min(5 * 2**message.tries, 900))
    else:
        reason = str(outcome) if isinstance(outcome, Rejected) else "không gửi được sau nhiều lần thử"
        await note(session, message, MessageState.FAILED, reason, "system", now)


async def find_doubtful(session: AsyncSession, now: datetime) -> int:
    """Mark messages whose sender died between claiming and settling; returns how many."""
    statement = (
        select(Message)
        .where(Message.state == MessageState.SENDING, Message.claimed_until < real_now())
        .with_for_update(skip_locked=True)
    )
    messages = list((await session.execute(statement)).scalars())
    for message in messages:
        await note(session, message, MessageState.IN_DOUBT, "phần mềm dừng giữa lúc gửi", "system", now)
    return len(messages)

"""Send e-mail once. A message is claimed in one transaction, handed over outside any, and settled in a third.

Everything that can fail at home (the file, the words, the connection) happens before the claim is committed. A sender
that dies after it leaves a claimed message: after its lease it is *in doubt* and a person decides, because a second
official letter is worse than a late one. Decision: docs/decisions/0007-mail-in-doubt.md
"""

from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from services.notify.domain.letters import form_code, subject_of
from services.notify.domain.mail import AnswerLost, Deferred, Mail, Rejected
from services.notify.domain.mails import Words, letter_words, receipt_words
from services.notify.domain.states import MessageState, VoidReason, may_follow
from services.notify.domain.words import VOID_WORDS
from services.notify.store.tables import Letter, Message
from services.notify.usecases.known import profile_of
from services.notify.usecases.print_run import is_ready
from services.notify.usecases.receipts import note
from services.notify.usecases.render import file_key
from services.notify.usecases.stored_files import lose_files
from services.notify.usecases.waking import ring_after_commit
from shared.clock import real_now
from shared.contracts.notify import Delivery
from shared.identity.actor import SYSTEM
from shared.profiles import Profile
from shared.refusals import NotFound
from shared.storage import Store

LEASE = timedelta(minutes=2)  # longer than all time-outs of one handing over together
TRIES = 48  # "not now" from the server for about two days
FIRST_PAUSE_S, LONGEST_PAUSE_S = 60, 3600

STILL_OURS = (MessageState.SENDING, MessageState.IN_DOUBT)

Outcome = str | Rejected | Deferred | AnswerLost | Exception


def _is_due() -> ColumnElement[bool]:
    return and_(
        Message.channel == Delivery.EMAIL,
        Message.state == MessageState.QUEUED,
        Message.to_address != "",
        Message.next_try_at <= real_now(),
        or_(Message.letter_id.is_(None), is_ready()),
    )


async def count_due(session: AsyncSession) -> int:
    """How many e-mails could leave now."""
    statement = select(func.count()).select_from(Message).outerjoin(Letter, Letter.id == Message.letter_id)
    return (await session.execute(statement.where(_is_due()))).scalar_one()


async def claim_next(session: AsyncSession, store: Store, public_url: str) -> Mail | None:
    """Prepare and claim the oldest due e-mail; `None` when nothing is due. Raises `Unavailable`: nothing is claimed.

    Two senders never claim the same one.
    """
    statement = (
        select(Message, Letter)
        .outerjoin(Letter, Letter.id == Message.letter_id)
        .where(_is_due())
        .order_by(Message.next_try_at, Message.id)
        .limit(1)
        .with_for_update(of=Message, skip_locked=True)
    )
    while row := (await session.execute(statement)).first():
        message, letter = row
        attachment = await _attachment(session, store, message, letter) if letter else None
        if letter and attachment is None:
            continue
        message.state, message.tries = MessageState.SENDING, message.tries + 1
        message.claimed_until = real_now() + LEASE
        return _mail(await profile_of(session, message.unit_id), message, letter, attachment, public_url)
    return None


async def _attachment(session: AsyncSession, store: Store, message: Message, letter: Letter) -> bytes | None:
    """The letter's file. A lost one of ours is made again; a lost signed one is for a person to bring back."""
    key = file_key(letter)
    assert key, "only letters with a file are due"
    try:
        return await store.get(key)
    except NotFound:
        was_signed = key == letter.signed_pdf_key
        await lose_files(session, [key])
        await session.refresh(letter)
        if was_signed and not letter.signed_pdf_key:
            text = "Không còn tệp bản đã ký; xin tải lên lại rồi gửi lại"
            await note(session, message, MessageState.FAILED, text, SYSTEM, message.created_at)
            await session.flush()
        return None


def _mail(profile: Profile, message: Message, letter: Letter | None, attachment: bytes | None, url: str) -> Mail:
    words = _letter_words(profile, letter) if letter else receipt_words(profile, message.content, url)
    return Mail(
        id=message.id,
        to=message.to_address,
        to_name=message.to_name,
        from_name=profile.unit.body,
        reply_to=profile.unit.email,
        subject=words.subject,
        text=words.text,
        attachment=attachment,
        attachment_name=f"cong-van-so-{letter.number}-{letter.year}.pdf" if letter else "",
        traceparent=message.traceparent,
    )


def _letter_words(profile: Profile, letter: Letter) -> Words:
    assert letter.number and letter.issued_on, "only issued letters are sent"
    subject = subject_of(letter.purpose, letter.content)
    code = form_code(letter.content)
    return letter_words(profile, subject, letter.number, letter.symbol, letter.issued_on, code)


async def settle(session: AsyncSession, message_id: UUID, outcome: Outcome, now: datetime) -> None:
    """Write down how the handing over went. What came of it is written even when the lease ran out meanwhile."""
    message = await session.get_one(Message, message_id, with_for_update=True)
    message.claimed_until = None
    state, text = _judge(outcome, message.tries)
    if message.state not in STILL_OURS and not isinstance(outcome, str):
        return  # a person decided meanwhile
    if message.state is state or not may_follow(message.state, state):
        return
    if state is not MessageState.QUEUED:
        await note(session, message, state, text, SYSTEM, now)
        return
    pause = min(FIRST_PAUSE_S * 2 ** min(message.tries - 1, 10), LONGEST_PAUSE_S)
    message.state, message.trouble = state, text
    message.next_try_at = real_now() + timedelta(seconds=pause if isinstance(outcome, Deferred) else 0)
    if not message.to_address:  # erased while it was being handed over
        await note(session, message, MessageState.CANCELLED, VOID_WORDS[VoidReason.ERASED], SYSTEM, now)
    ring_after_commit(session)


def _judge(outcome: Outcome, tries: int) -> tuple[MessageState, str]:
    match outcome:
        case str():
            return MessageState.DELIVERED, f"Máy chủ thư đã nhận: {outcome}"
        case Rejected():
            return MessageState.FAILED, f"Máy chủ thư không nhận: {outcome}"
        case AnswerLost():
            return MessageState.IN_DOUBT, "Mất trả lời của máy chủ thư khi đang gửi"
        case Deferred() if tries >= TRIES:
            return MessageState.FAILED, f"Máy chủ thư hẹn lại quá nhiều lần: {outcome}"
        case Deferred():
            return MessageState.QUEUED, f"Máy chủ thư hẹn gửi lại sau: {outcome}"
    return MessageState.QUEUED, "Máy chủ thư ngắt kết nối trước khi nhận"


async def find_doubtful(session: AsyncSession, now: datetime) -> int:
    """Mark messages whose sender died between claiming and settling; returns how many."""
    statement = (
        select(Message)
        .where(Message.state == MessageState.SENDING, Message.claimed_until < real_now())
        .with_for_update(skip_locked=True)
    )
    messages = list((await session.execute(statement)).scalars())
    for message in messages:
        await note(session, message, MessageState.IN_DOUBT, "Phần mềm dừng giữa lúc gửi", SYSTEM, now)
    return len(messages)

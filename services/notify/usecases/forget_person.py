"""Erase a person: what was sent, when and with what proof stays; who it was and what was said goes."""

from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from services.notify.domain.recipient import Recipient
from services.notify.domain.states import LetterState, MessageState, VoidReason, may_follow
from services.notify.domain.words import VOID_WORDS
from services.notify.store.tables import ErasedPerson, Letter, Message, PrintBatch, Receipt
from services.notify.usecases.receipts import note
from services.notify.usecases.stored_files import doom, forget_files
from services.notify.usecases.waking import ring_after_commit
from shared.contracts.intake import PersonErased
from shared.database.alone import alone
from shared.identity.actor import SYSTEM
from shared.vietnamese import search_form

ERASED = Recipient("(đã xóa theo yêu cầu)").stored()
TEXTS = ("question_text", "answer_text", "notice", "legal_basis")


async def forget_person(session: AsyncSession, event: PersonErased) -> None:
    """Blank name, addresses and text, void what waits, cancel what has not left, delete the files."""
    await alone(session, event.person_id)
    await session.execute(
        insert(ErasedPerson).values(person_id=event.person_id, at=event.occurred_at).on_conflict_do_nothing()
    )
    mine = select(Letter).where(Letter.person_id == event.person_id).with_for_update()
    for letter in (await session.execute(mine)).scalars():
        await _forget_letter(session, letter, event.occurred_at)
    theirs = select(Message).where(Message.person_id == event.person_id).with_for_update()
    for message in (await session.execute(theirs)).scalars():
        if may_follow(message.state, MessageState.CANCELLED):
            text = VOID_WORDS[VoidReason.ERASED]
            await note(session, message, MessageState.CANCELLED, text, SYSTEM, event.occurred_at)
        message.to_name = message.to_address = ""
        message.folded = search_form(message.code)
        if message.batch_id:
            run = await session.get_one(PrintBatch, message.batch_id, with_for_update=True)
            await forget_files(session, run)  # they carry the name
    sent_to = Receipt.message_id.in_(select(Message.id).where(Message.person_id == event.person_id))
    await session.execute(update(Receipt).where(sent_to, Receipt.state == MessageState.QUEUED).values(text=""))
    ring_after_commit(session)


async def _forget_letter(session: AsyncSession, letter: Letter, at: datetime) -> None:
    if letter.state is LetterState.WAITING:
        letter.state, letter.void_reason, letter.voided_at = LetterState.VOID, VoidReason.ERASED, at
    letter.recipient, letter.sort_key, letter.folded = ERASED, "", search_form(letter.code)
    letter.content = letter.content | {name: "" for name in TEXTS if name in letter.content}
    await doom(session, letter.pdf_key, letter.signed_pdf_key)
    letter.pdf_key = "" if letter.state is LetterState.ISSUED else None  # an issued one is not made again
    letter.signed_pdf_key = None

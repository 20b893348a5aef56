"""Pull how people are reached, in batches, and keep the address with the letter it serves."""

from collections.abc import Collection, Mapping
from datetime import timedelta
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from services.notify.domain.recipient import Recipient
from services.notify.domain.states import LetterState, MessageState
from services.notify.store.tables import Letter, Message
from services.notify.usecases.waking import ring_after_commit
from shared.clock import real_now
from shared.contracts.intake import Contact, ContactReply, ContactRequest
from shared.contracts.notify import Purpose
from shared.messaging.bus import Bus
from shared.vietnamese import search_form, sort_key

BATCH = 200
ASK_AGAIN = timedelta(seconds=30)

UNADDRESSED = (Letter.recipient.is_(None), Letter.state == LetterState.WAITING)
UNADDRESSED_RECEIPT = (
    Message.purpose == Purpose.RECEIPT,
    Message.state == MessageState.QUEUED,
    Message.to_address == "",
)


async def people_without_contact(session: AsyncSession) -> dict[str, set[UUID]]:
    """Unit → persons whose letters or receipts wait for an address; whoever stayed unanswered comes later."""
    letters = select(Letter.unit_id, Letter.person_id).where(*UNADDRESSED, Letter.ask_after <= real_now())
    receipts = select(Message.unit_id, Message.person_id).where(*UNADDRESSED_RECEIPT, Message.next_try_at <= real_now())
    people: dict[str, set[UUID]] = {}
    for statement in (letters.order_by(Letter.ask_after), receipts.order_by(Message.next_try_at)):
        for unit_id, person_id in (await session.execute(statement.limit(BATCH))).all():
            people.setdefault(unit_id, set()).add(person_id)
    return people


async def ask_contacts(bus: Bus, unit_id: str, people: Collection[UUID]) -> Mapping[UUID, Contact]:
    """Intake's answer; unknown and erased persons are left out. Raises `Unavailable`."""
    request = ContactRequest(unit_id=unit_id, person_ids=tuple(people))
    reply = await bus.ask("rpc.intake.contact.get.v1", request, ContactReply)
    return {contact.person_id: contact for contact in reply.contacts}


async def keep_contacts(
    session: AsyncSession, unit_id: str, asked: Collection[UUID], contacts: Mapping[UUID, Contact]
) -> None:
    """Write the addresses to the letters and receipts that wait. A receipt without an e-mail is none: it goes."""
    mine = (Letter.unit_id == unit_id, Letter.person_id.in_(asked))
    letters = select(Letter).where(*mine, *UNADDRESSED).with_for_update()
    for letter in (await session.execute(letters)).scalars():
        address_letter(letter, contacts.get(letter.person_id))
    yours = (Message.unit_id == unit_id, Message.person_id.in_(asked))
    receipts = select(Message).where(*yours, *UNADDRESSED_RECEIPT).with_for_update()
    for message in (await session.execute(receipts)).scalars():
        await _address_receipt(session, message, contacts.get(message.person_id))
    ring_after_commit(session)


def address_letter(letter: Letter, contact: Contact | None) -> None:
    """Keep the contact with the letter; without an answer intake is asked again in a while."""
    if contact is None:
        letter.ask_after = real_now() + ASK_AGAIN
        return
    letter.recipient = Recipient.of(contact.model_dump()).stored()
    letter.sort_key = sort_key(contact.full_name)
    letter.folded = search_form(f"{letter.code} {contact.full_name} {contact.org_name}")


async def _address_receipt(session: AsyncSession, message: Message, contact: Contact | None) -> None:
    if contact is None:
        message.next_try_at = real_now() + ASK_AGAIN
        return
    if not contact.email:
        await session.delete(message)
        return
    message.to_name, message.to_address = contact.full_name, contact.email
    message.folded = search_form(f"{message.code} {contact.full_name}")

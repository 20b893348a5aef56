"""Pull how people are reached, in batches, and keep the address with the letter it serves."""

from collections.abc import Mapping
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from services.notify.domain.states import LetterState, MessageState
from services.notify.store.tables import Letter, Message
from services.notify.usecases.receipts import note
from shared.contracts.intake import Contact, ContactReply, ContactRequest
from shared.contracts.notify import Purpose
from shared.messaging.bus import Bus
from shared.vietnamese import sort_key

BATCH = 200


async def people_without_contact(session: AsyncSession) -> dict[str, set[UUID]]:
    """Unit → persons whose letters or receipts wait for an address."""
    letters = select(Letter.unit_id, Letter.person_id).where(
        Letter.recipient.is_(None), Letter.state == LetterState.WAITING
    )
    receipts = select(Message.unit_id, Message.person_id).where(
        Message.purpose == Purpose.RECEIPT, Message.state == MessageState.QUEUED, Message.to_address == ""
    )
    people: dict[str, set[UUID]] = {}
    for statement in (letters, receipts):
        for unit_id, person_id in (await session.execute(statement.limit(BATCH))).all():
            people.setdefault(unit_id, set()).add(person_id)
    return people


async def ask_contacts(bus: Bus, unit_id: str, people: set[UUID]) -> Mapping[UUID, Contact]:
    """Intake's answer; erased persons are left out. Raises `Unavailable`."""
    request = ContactRequest(unit_id=unit_id, person_ids=tuple(people))
    reply = await bus.ask("rpc.intake.contact.get.v1", request, ContactReply)
    return {contact.person_id: contact for contact in reply.contacts}


async def keep_contacts(
    session: AsyncSession, unit_id: str, asked: set[UUID], contacts: Mapping[UUID, Contact]
) -> None:
    """Write the addresses to the letters and receipts that wait. A receipt without an e-mail is not sent."""
    letters = select(Letter).where(Letter.unit_id == unit_id, Letter.person_id.in_(asked), Letter.recipient.is_(None))
    for letter in (await session.execute(letters.with_for_update())).scalars():
        if contact := contacts.get(letter.person_id):
            letter.recipient = contact.model_dump(mode="json")
            letter.sort_key = sort_key(contact.full_name)
    receipts = select(Message).where(
        Message.unit_id == unit_id,
        Message.person_id.in_(asked),
        Message.purpose == Purpose.RECEIPT,
        Message.state == MessageState.QUEUED,
        Message.to_address == "",
    )
    for message in (await session.execute(receipts.with_for_update())).scalars():
        contact = contacts.get(message.person_id)
        if contact and contact.email:
            message.to_address = contact.email
        elif contact:
            await note(session, message, MessageState.CANCELLED, "không có địa chỉ email", "system", message.created_at)

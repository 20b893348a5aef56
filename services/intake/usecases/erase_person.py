"""Erase a person: the register keeps that something was received and decided, not who asked what."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import delete, insert, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from services.intake.domain.question import OPEN
from services.intake.store.people import attachments_of, get_registration
from services.intake.store.questions import entry, lock_questions, questions_of
from services.intake.store.tables import Attachment, HistoryEntry, Progress, Question
from services.intake.usecases.change_contact import Erased
from services.intake.usecases.withdraw import withdraw_locked
from shared.contracts.intake import PersonErased
from shared.identity.actor import Actor
from shared.messaging import outbox

BLANK = ("full_name", "org_name", "phone", "email", "email_key", "address", "sort_key", "folded")


async def erase_person(
    session: AsyncSession, unit_id: str, registration_id: UUID, actor: Actor, now: datetime
) -> tuple[str, ...]:
    """Blank all personal data of the sender and withdraw what is still open; other rooms follow by the fact.

    Returns the keys of the scans, for the caller to delete from the bucket before the commit.
    Luật 91/2025/QH15, NĐ 356/2025.
    """
    registration, person = await get_registration(session, unit_id, registration_id, lock=True)
    if person.erased_at:
        raise Erased()
    mine = [question.id for question in await questions_of(session, registration_id)]
    for question in await lock_questions(session, unit_id, mine):
        if question.state in OPEN:
            await withdraw_locked(session, question, "xóa dữ liệu theo yêu cầu", actor, now)
    for name in BLANK:
        setattr(person, name, "")
    person.erased_at = now
    registration.content_tthc = registration.content_settlement = registration.signed_name = ""
    registration.raw = {}
    keys = tuple(scan.key for scan in await attachments_of(session, registration_id))
    await _blank_the_rest(session, registration_id, person.person_id)
    line = entry(unit_id, registration_id, None, "erased", "", actor, now)
    await session.execute(insert(HistoryEntry.core()), line)
    outbox.put(session, PersonErased(unit_id=unit_id, occurred_at=now, actor=actor.id, person_id=person.person_id))
    return keys


async def _blank_the_rest(session: AsyncSession, registration_id: UUID, person_id: UUID) -> None:
    await session.flush()
    mine = Question.registration_id == registration_id
    blank = update(Question).where(mine).values(text="", folded="", suggestion={}, notice="")
    await session.execute(blank)
    ids = select(Question.id).where(mine)
    gone = {"answer_text": None, "film_s": None, "film_label": None, "film_path": None}
    await session.execute(update(Progress).where(Progress.question_id.in_(ids)).values(gone))
    await session.execute(delete(Attachment).where(Attachment.registration_id == registration_id))

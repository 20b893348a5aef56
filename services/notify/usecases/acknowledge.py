"""The receipt by e-mail of a form that is in the register."""

from sqlalchemy import exists, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from services.notify.domain.states import MessageState
from services.notify.store.tables import Letter, Message
from services.notify.usecases.known import conference_of, is_erased
from services.notify.usecases.waking import ring_after_commit
from shared.clock import real_now
from shared.contracts.intake import RegistrationReceived
from shared.contracts.notify import Delivery, Purpose
from shared.ids import new_id
from shared.observability.trace import current_traceparent
from shared.vietnamese import search_form


async def acknowledge(session: AsyncSession, event: RegistrationReceived) -> None:
    """A receipt by e-mail; for whoever gave no address it goes again: the code is on paper or on the screen.

    A late form is told so: it is kept and answered in writing. Rule: R-011, R-032
    """
    conference = await conference_of(session, event.conference_id)
    if await is_erased(session, event.person_id):
        return
    is_late = event.received_at > conference.registration_closes_at
    values = {
        "id": new_id(),
        "unit_id": event.unit_id,
        "conference_id": event.conference_id,
        "person_id": event.person_id,
        "question_id": None,
        "subject_id": event.registration_id,
        "purpose": Purpose.RECEIPT,
        "version": 1,
        "channel": Delivery.EMAIL,
        "state": MessageState.QUEUED,
        "restricted": await _is_protected(session, event),
        "content": {"code": event.code, "received_at": event.received_at.isoformat(), "is_late": is_late},
        "code": event.code,
        "to_name": "",
        "to_address": "",
        "folded": search_form(event.code),
        "tracking": "",
        "proof": "",
        "trouble": "",
        "tries": 0,
        "next_try_at": real_now(),
        "created_at": event.occurred_at,
        "traceparent": current_traceparent(),
    }
    await session.execute(insert(Message).values(values).on_conflict_do_nothing())
    ring_after_commit(session)


async def _is_protected(session: AsyncSession, event: RegistrationReceived) -> bool:
    """Whether a question of the form was turned away as a denunciation before we heard of the form. Rule: C-27"""
    protected = exists().where(Letter.question_id.in_(event.question_ids), Letter.restricted)
    return bool(await session.scalar(select(protected)))

"""Compose a letter from a released answer or a screening decision; receipts go as plain messages."""

from typing import Any

from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from services.notify.domain.states import LetterState, MessageState
from services.notify.store.tables import Conference, Letter, Message, Unit
from shared.clock import real_now
from shared.contracts.intake import QuestionTurnedAway, RegistrationReceived
from shared.contracts.notify import Delivery, Purpose
from shared.contracts.routing import AnswerKind, AnswerReleased
from shared.ids import new_id
from shared.observability.trace import current_traceparent
from shared.profiles import Profile, read_profile
from shared.refusals import NotYet


async def compose_answer(session: AsyncSession, event: AnswerReleased) -> None:
    """One letter for one person, question and answer version; a repeat changes nothing. Rule: R-033, R-095, C-12."""
    conference = await conference_of(session, event.conference_id)
    profile = await profile_of(session, event.unit_id)
    content = {
        "code": event.code,
        "conference_title": conference.title,
        "outcome": event.outcome.value,
        "kind": event.kind.value,
        "question_text": event.question_text,
        "received_at": event.received_at.isoformat(),
        "answer_text": event.answer_text,
        "legal_basis": event.legal_basis,
        "sha256": event.sha256,
        "department": event.department.name,
    }
    kind = "guidance" if event.kind is AnswerKind.GUIDANCE else "answer"
    await _add(session, event, Purpose.ANSWER, event.version, content, profile, kind)


async def compose_turned_away(session: AsyncSession, event: QuestionTurnedAway) -> None:
    """The reasoned notice to somebody whose question the conference cannot take. Rule: R-016, R-074."""
    conference = await conference_of(session, event.conference_id)
    profile = await profile_of(session, event.unit_id)
    content = {
        "code": event.code,
        "conference_title": conference.title,
        "reason": event.reason.value,
        "added": event.notice,
    }
    await _add(session, event, Purpose.TURNED_AWAY, 1, content, profile, "guidance")


async def compose_receipt(session: AsyncSession, event: RegistrationReceived) -> None:
    """A receipt by e-mail; whoever gave no address has the code on paper or on the screen. Rule: R-011."""
    conference = await conference_of(session, event.conference_id)
    is_late = event.received_at > conference.registration_closes_at
    content = {"code": event.code, "received_at": event.received_at.isoformat(), "is_late": is_late}
    await session.execute(
        insert(Message)
        .values(
            id=new_id(),
            unit_id=event.unit_id,
            conference_id=event.conference_id,
            person_id=event.person_id,
            question_id=None,
            subject_id=event.registration_id,
            purpose=Purpose.RECEIPT,
            version=1,
            channel=Delivery.EMAIL,
            state=MessageState.QUEUED,
            content=content,
            to_address="",
            tracking="",
            proof="",
            tries=0,
            next_try_at=real_now(),
            created_at=event.occurred_at,
            traceparent=current_traceparent(),
        )
        .on_conflict_do_nothing()
    )


async def _add(
    session: AsyncSession,
    event: AnswerReleased | QuestionTurnedAway,
    purpose: Purpose,
    version: int,
    content: dict[str, Any],
    profile: Profile,
    kind: str,
) -> None:
    symbol = profile.symbol(kind)
    await session.execute(
        insert(Letter)
        .values(
            id=new_id(),
            unit_id=event.unit_id,
            conference_id=event.conference_id,
            person_id=event.person_id,
            question_id=event.question_id,
            purpose=purpose,
            version=version,
            code=event.code,
            content=content,
            state=LetterState.WAITING,
            sort_key="",
            symbol=symbol.symbol,
            signing=symbol.signing,
            signer="",
            composed_at=event.occurred_at,
            issued_by="",
            traceparent=current_traceparent(),
        )
        .on_conflict_do_nothing()
    )


async def conference_of(session: AsyncSession, conference_id: Any) -> Conference:
    """The conference's copy. Raises `NotYet` while its announcement is on the way."""
    conference = await session.get(Conference, conference_id)
    if conference is None:
        raise NotYet()
    return conference


async def profile_of(session: AsyncSession, unit_id: str) -> Profile:
    """The unit's profile. Raises `NotYet` while it is on the way."""
    unit = await session.get(Unit, unit_id)
    if unit is None:
        raise NotYet()
    return read_profile(unit.profile)

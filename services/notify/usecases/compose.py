"""Compose a letter from a released answer or a screening decision. A repeat of the fact changes nothing."""

from typing import Any

from sqlalchemy import func, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from services.notify.domain.letters import letter_name_of
from services.notify.domain.states import LetterState, VoidReason
from services.notify.store.tables import AcceptedQuestion, Letter, Message, WithdrawnQuestion
from services.notify.usecases.known import conference_of, is_erased, profile_of
from services.notify.usecases.void import void_waiting
from services.notify.usecases.waking import ring_after_commit
from shared.clock import real_now
from shared.contracts.intake import ExclusionReason, QuestionTurnedAway
from shared.contracts.notify import Purpose
from shared.contracts.routing import AnswerReleased
from shared.database.alone import alone
from shared.ids import new_id
from shared.observability.trace import current_traceparent
from shared.profiles.documents import Symbol
from shared.vietnamese import search_form


async def compose_answer(session: AsyncSession, event: AnswerReleased) -> None:
    """One letter for one person, question and answer version; a newer version takes the place of a waiting one.

    Rule: R-033, R-095, R-096, C-12
    """
    conference = await conference_of(session, event.conference_id)
    profile = await profile_of(session, event.unit_id)
    await alone(session, event.question_id, event.person_id)  # a withdrawal or erasure waits for us, or we see it
    if await is_erased(session, event.person_id):
        return
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
    if replaced := await _replaced(session, event):
        content["replaces"] = replaced
    symbol = profile.symbol(event.kind.value)
    await _add(session, event, Purpose.ANSWER, event.version, content, symbol, void=await _void_reason(session, event))


async def compose_turned_away(session: AsyncSession, event: QuestionTurnedAway) -> None:
    """The reasoned notice to somebody whose question the conference cannot take.

    Who denounced somebody is hidden here too, with the receipt of that form. Rule: R-016, R-032, R-074, C-27
    """
    conference = await conference_of(session, event.conference_id)
    profile = await profile_of(session, event.unit_id)
    if await is_erased(session, event.person_id):
        return
    content = {
        "code": event.code,
        "conference_title": conference.title,
        "reason": event.reason.value,
        "notice": event.notice,
    }
    restricted = event.reason is ExclusionReason.DENUNCIATION
    void = VoidReason.ACCEPTED if await session.get(AcceptedQuestion, event.question_id) else None
    symbol = profile.symbol("guidance")
    await _add(session, event, Purpose.TURNED_AWAY, 1, content, symbol, void=void, restricted=restricted)
    if restricted:
        receipt = update(Message).where(Message.subject_id == event.registration_id)
        await session.execute(receipt.values(restricted=True))


async def _replaced(session: AsyncSession, event: AnswerReleased) -> str:
    """Void older versions that still wait; the words of the newest one that was issued, which this letter replaces.

    Wrong content is replaced by an equal document. Nghị định 30/2020/NĐ-CP, điều 18. Rule: R-001
    """
    older = (
        Letter.question_id == event.question_id,
        Letter.person_id == event.person_id,
        Letter.purpose == Purpose.ANSWER,
        Letter.version < event.version,
    )
    await void_waiting(session, VoidReason.REPLACED, event.occurred_at, *older)
    issued = select(Letter).where(*older, Letter.state == LetterState.ISSUED).order_by(Letter.version.desc()).limit(1)
    letter = (await session.execute(issued)).scalar_one_or_none()
    if letter is None:
        return ""
    assert letter.number and letter.issued_on, "an issued letter has both"
    return letter_name_of(letter.number, letter.symbol, letter.issued_on)


async def _void_reason(session: AsyncSession, event: AnswerReleased) -> VoidReason | None:
    """Why the letter is of no use from the start: a newer version came first, or the sender took the question back."""
    if await session.get(WithdrawnQuestion, event.question_id):
        return VoidReason.WITHDRAWN
    newest = select(func.max(Letter.version)).where(
        Letter.question_id == event.question_id, Letter.person_id == event.person_id, Letter.purpose == Purpose.ANSWER
    )
    return VoidReason.REPLACED if ((await session.execute(newest)).scalar_one() or 0) > event.version else None


async def _add(
    session: AsyncSession,
    event: AnswerReleased | QuestionTurnedAway,
    purpose: Purpose,
    version: int,
    content: dict[str, Any],
    symbol: Symbol,
    *,
    void: VoidReason | None = None,
    restricted: bool = False,
) -> None:
    values = {
        "id": new_id(),
        "unit_id": event.unit_id,
        "conference_id": event.conference_id,
        "person_id": event.person_id,
        "question_id": event.question_id,
        "purpose": purpose,
        "version": version,
        "code": event.code,
        "content": content,
        "state": LetterState.VOID if void else LetterState.WAITING,
        "restricted": restricted,
        "void_reason": void,
        "voided_at": event.occurred_at if void else None,
        "ask_after": real_now(),
        "sort_key": "",
        "folded": search_form(event.code),
        "symbol": symbol.symbol,
        "signing": symbol.signing,
        "signer": "",
        "waits_for_signed": False,
        "composed_at": event.occurred_at,
        "issued_by": "",
        "traceparent": current_traceparent(),
    }
    await session.execute(insert(Letter).values(values).on_conflict_do_nothing())
    ring_after_commit(session)

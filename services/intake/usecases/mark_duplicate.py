"""Mark a question as the same matter as another: the first one carries the answer."""

from datetime import datetime
from typing import ClassVar
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from services.intake.domain.question import OPEN, Act, State, check
from services.intake.domain.window import path_for
from services.intake.store.questions import lock_questions, note
from services.intake.store.tables import Question
from services.intake.usecases.accept import announce, judge_lateness
from shared.contracts.intake import QuestionMarkedDuplicate
from shared.identity.actor import Actor
from shared.messaging import outbox
from shared.refusals import NotFound, Refusal
from shared.vietnamese import mask_ids


class NotTheSame(Refusal):
    """The other question cannot carry the answer: itself, of another conference, hidden, or already ended."""

    code: ClassVar[str] = "not_the_same"
    status: ClassVar[int] = 422


async def mark_duplicate(
    session: AsyncSession, unit_id: str, question_id: UUID, original_code: str, actor: Actor, now: datetime
) -> Question:
    """Mark a question as a duplicate. Its sender is answered too: the question passes the door first, so that every
    room knows whose it is, and then leans on the other. Rule: R-011
    """
    original_id = await session.scalar(
        select(Question.id).where(Question.unit_id == unit_id, Question.code == original_code)
    )
    found = {q.id: q for q in await lock_questions(session, unit_id, {question_id, original_id or question_id})}
    if question_id not in found:
        raise NotFound()
    question, original = found[question_id], found.get(original_id or question_id)
    check(Act.MARK_DUPLICATE, question.state, question.code)
    if original is None or not _can_carry(question, original):
        raise NotTheSame(code=original_code)
    if question.state is State.RECEIVED:
        await judge_lateness(session, question)
    question.path = original.path or path_for(late=question.is_late)
    if question.state is State.RECEIVED:
        await announce(session, question, actor, now)
    question.state, question.duplicate_of = State.DUPLICATE, original.id
    question.decided_at, question.decided_by = now, actor.name
    await note(session, question, "duplicate", f"trùng với {original.code}", actor, now)
    outbox.put(
        session,
        QuestionMarkedDuplicate(
            unit_id=unit_id,
            occurred_at=now,
            actor=actor.id,
            question_id=question.id,
            conference_id=question.conference_id,
            duplicate_of=original.id,
            person_id=question.person_id,
            registration_id=question.registration_id,
            code=question.code,
            text=mask_ids(question.text),
            received_at=question.received_at,
        ),
        question.traceparent,
    )
    return question


def _can_carry(question: Question, original: Question) -> bool:
    return (
        original.id != question.id
        and original.conference_id == question.conference_id
        and original.state in OPEN
        and not original.restricted
        and not question.restricted
    )

"""Withdraw a question: its sender may, until the session begins; an officer on their word, until it ends."""

from datetime import datetime
from typing import ClassVar
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from services.intake.domain.question import Act, State, check
from services.intake.store.questions import lock_question, note
from services.intake.store.tables import Conference, Question
from shared.contracts.intake import QuestionWithdrawn, RollChanged
from shared.identity.actor import CITIZEN, Actor
from shared.messaging import outbox
from shared.refusals import Refusal


class TooLateToWithdraw(Refusal):
    """The session has begun, or is over."""

    code: ClassVar[str] = "too_late_to_withdraw"


async def withdraw(
    session: AsyncSession, unit_id: str, question_id: UUID, reason: str, actor: Actor, now: datetime
) -> Question:
    """Take the question back. Other rooms are told only what they knew of. Rule: R-011"""
    question = await lock_question(session, unit_id, question_id)
    check(Act.WITHDRAW, question.state, question.code)
    plan = await session.get_one(Conference, question.conference_id)
    if plan.concluded_at or (plan.opened_at and actor == CITIZEN):
        raise TooLateToWithdraw(code=question.code)
    await withdraw_locked(session, question, reason, actor, now)
    return question


async def withdraw_locked(session: AsyncSession, question: Question, reason: str, actor: Actor, now: datetime) -> None:
    """The act itself, for a question already locked and checked."""
    was_known = question.state is not State.RECEIVED
    question.state, question.decided_at, question.decided_by = State.WITHDRAWN, now, actor.name
    await note(session, question, "withdrawn", reason, actor, now)
    if was_known:
        conference_id = question.conference_id
        fact = {"unit_id": question.unit_id, "occurred_at": now, "actor": actor.id, "conference_id": conference_id}
        outbox.put(session, QuestionWithdrawn(question_id=question.id, **fact))
        outbox.put(session, RollChanged(**fact))

"""Void letters that wait: nobody owes them any more. What is issued stays."""

from datetime import datetime

from sqlalchemy import ColumnElement, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from services.notify.domain.states import LetterState, VoidReason
from services.notify.store.tables import AcceptedQuestion, Letter, WithdrawnQuestion
from shared.contracts.intake import QuestionAccepted, QuestionWithdrawn
from shared.contracts.notify import Purpose
from shared.database.alone import alone


async def void_withdrawn(session: AsyncSession, event: QuestionWithdrawn) -> None:
    """The sender took the question back: what waits for a number is void, what was issued goes its way. Rule: R-011"""
    await alone(session, event.question_id)
    known = insert(WithdrawnQuestion).values(question_id=event.question_id, at=event.occurred_at)
    await session.execute(known.on_conflict_do_nothing())
    await void_waiting(session, VoidReason.WITHDRAWN, event.occurred_at, Letter.question_id == event.question_id)


async def void_accepted(session: AsyncSession, event: QuestionAccepted) -> None:
    """The question passed the door, perhaps after all: a notice that it cannot be taken would be wrong. Rule: R-032"""
    known = insert(AcceptedQuestion).values(question_id=event.question_id, at=event.occurred_at)
    await session.execute(known.on_conflict_do_nothing())
    notice = (Letter.question_id == event.question_id, Letter.purpose == Purpose.TURNED_AWAY)
    await void_waiting(session, VoidReason.ACCEPTED, event.occurred_at, *notice)


async def void_waiting(session: AsyncSession, reason: VoidReason, at: datetime, *which: ColumnElement[bool]) -> None:
    """Void those of the letters that still wait; the reason stays with them."""
    waiting = update(Letter).where(*which, Letter.state == LetterState.WAITING)
    await session.execute(waiting.values(state=LetterState.VOID, void_reason=reason, voided_at=at))

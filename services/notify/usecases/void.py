"""Void letters that wait: nobody owes them any more. What is issued stays."""

from datetime import datetime

from sqlalchemy import ColumnElement, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from services.notify.domain.states import LetterState, VoidReason
from services.notify.store.tables import Letter, WithdrawnQuestion
from shared.contracts.intake import QuestionWithdrawn


async def void_withdrawn(session: AsyncSession, event: QuestionWithdrawn) -> None:
    """The sender took the question back: what waits for a number is void, what was issued goes its way. Rule: R-011"""
    known = insert(WithdrawnQuestion).values(question_id=event.question_id, at=event.occurred_at)
    await session.execute(known.on_conflict_do_nothing())
    await void_waiting(session, VoidReason.WITHDRAWN, event.occurred_at, Letter.question_id == event.question_id)


async def void_waiting(session: AsyncSession, reason: VoidReason, at: datetime, *which: ColumnElement[bool]) -> None:
    """Void those of the letters that still wait; the reason stays with them."""
    waiting = update(Letter).where(*which, Letter.state == LetterState.WAITING)
    await session.execute(waiting.values(state=LetterState.VOID, void_reason=reason, voided_at=at))

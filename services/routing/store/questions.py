"""Load, lock and keep questions; a row of another unit is not found."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from services.routing.domain.life import Question
from services.routing.store.question_tables import AnswerRow, EscalationRow, QuestionRow
from shared.refusals import NotFound

STATE = Question.__slots__


def state_of(row: QuestionRow) -> Question:
    """What the domain decides on."""
    return Question(**{name: getattr(row, name) for name in STATE})


def keep(row: QuestionRow, question: Question) -> None:
    """Write the domain's decision back."""
    for name in STATE:
        if getattr(row, name) != getattr(question, name):
            setattr(row, name, getattr(question, name))


async def lock(session: AsyncSession, unit_id: str, question_id: UUID) -> QuestionRow:
    """The question, locked until the commit."""
    row = await find_locked(session, question_id)
    if row is None or row.unit_id != unit_id:
        raise NotFound()
    return row


async def find_locked(session: AsyncSession, question_id: UUID) -> QuestionRow | None:
    """The question, locked and fresh; none when it is not here yet."""
    statement = select(QuestionRow).where(QuestionRow.id == question_id).with_for_update()
    return (await session.execute(statement, execution_options={"populate_existing": True})).scalar_one_or_none()


async def read(session: AsyncSession, unit_id: str, question_id: UUID) -> QuestionRow:
    """The question for a screen."""
    row = await session.get(QuestionRow, question_id)
    if row is None or row.unit_id != unit_id:
        raise NotFound()
    return row


async def lock_duplicates(session: AsyncSession, first: UUID) -> Sequence[QuestionRow]:
    """The duplicates of a question, locked in one order."""
    statement = select(QuestionRow).where(QuestionRow.duplicate_of == first).order_by(QuestionRow.id).with_for_update()
    return (await session.execute(statement, execution_options={"populate_existing": True})).scalars().all()


async def answer(session: AsyncSession, question_id: UUID, version: int) -> AnswerRow:
    """One version of the answer; it exists when the question says so."""
    return await session.get_one(AnswerRow, (question_id, version))


async def escalation(session: AsyncSession, question_id: UUID) -> EscalationRow:
    """The report of an escalated question."""
    return await session.get_one(EscalationRow, question_id)

"""Questions of a conference."""

from collections.abc import Collection
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from services.meeting.store.question_tables import Question
from shared.refusals import NotYet


async def of_conference(
    session: AsyncSession, conference_id: UUID, only: Collection[UUID] | None = None
) -> dict[UUID, Question]:
    """By id; all of a conference, or only some."""
    statement = select(Question).where(Question.conference_id == conference_id)
    if only is not None:
        statement = statement.where(Question.question_id.in_(only))
    return {question.question_id: question for question in (await session.execute(statement)).scalars()}


async def expect(session: AsyncSession, question_id: UUID, unit_id: str) -> Question:
    """The question a fact speaks of. Raises `NotYet` when its acceptance has not arrived."""
    question = await session.get(Question, question_id)
    if question is None or question.unit_id != unit_id:
        raise NotYet(str(question_id))
    return question

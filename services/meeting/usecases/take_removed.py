"""A question left the line: withdrawn, or a duplicate of another."""

from datetime import datetime
from uuid import UUID

from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from services.meeting.domain.gavel import remove
from services.meeting.store.question_tables import Gone, Question
from services.meeting.store.session_log import lock
from services.meeting.usecases.act import By, record
from shared.contracts.intake import QuestionMarkedDuplicate, QuestionWithdrawn


async def take_withdrawn(session: AsyncSession, fact: QuestionWithdrawn, now: datetime) -> None:
    """It gets no outcome, unless it has one already."""
    question = await _known(session, fact.question_id, fact.unit_id)
    if question:
        await remove_from_line(session, question, By(fact.unit_id, fact.actor, ""), now)
        question.withdrawn = True


async def take_duplicate(session: AsyncSession, fact: QuestionMarkedDuplicate, now: datetime) -> None:
    """The first question carries the answer for both."""
    question = await _known(session, fact.question_id, fact.unit_id)
    if question:
        await remove_from_line(session, question, By(fact.unit_id, fact.actor, ""), now)
        question.duplicate_of = fact.duplicate_of


async def remove_from_line(session: AsyncSession, question: Question, by: By, now: datetime) -> None:
    """The conference is locked before the question is written, here as everywhere."""
    live = await lock(session, question.conference_id, by.unit_id)
    await record(session, live, remove(live.state, question.question_id), by, now)


async def _known(session: AsyncSession, question_id: UUID, unit_id: str) -> Question | None:
    """The accepted question. One never accepted is remembered, lest its acceptance come late."""
    question = await session.get(Question, question_id)
    if question is None:
        gone = insert(Gone).values(question_id=question_id, unit_id=unit_id)
        await session.execute(gone.on_conflict_do_nothing())
    return question

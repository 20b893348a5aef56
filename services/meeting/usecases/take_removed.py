"""A question left the line: withdrawn, or a duplicate of another."""

from datetime import datetime
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from services.meeting.domain.gavel import remove
from services.meeting.store.questions import expect
from services.meeting.store.session_log import lock
from services.meeting.usecases.act import By, record
from shared.contracts.intake import QuestionMarkedDuplicate, QuestionWithdrawn


async def take_withdrawn(session: AsyncSession, fact: QuestionWithdrawn, now: datetime) -> None:
    """It gets no outcome, unless it has one already."""
    question = await expect(session, fact.question_id, fact.unit_id)
    question.withdrawn = True
    await _remove(session, fact.conference_id, fact.question_id, By(fact.unit_id, fact.actor, ""), now)


async def take_duplicate(session: AsyncSession, fact: QuestionMarkedDuplicate, now: datetime) -> None:
    """The first question carries the answer for both."""
    question = await expect(session, fact.question_id, fact.unit_id)
    question.duplicate_of = fact.duplicate_of
    await _remove(session, fact.conference_id, fact.question_id, By(fact.unit_id, fact.actor, ""), now)


async def _remove(session: AsyncSession, conference_id: UUID, question_id: UUID, by: By, now: datetime) -> None:
    live = await lock(session, conference_id, by.unit_id)
    await record(session, live, remove(live.state, question_id), by, now)

"""The gavel: each question's one outcome, before or after its answer was approved."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from services.routing.domain.life import UNANSWERED, Life
from services.routing.domain.words import OUTCOME_WORDS, What
from services.routing.store.question_tables import ConferenceCopy, EarlyFact, QuestionRow
from services.routing.store.questions import find_locked
from services.routing.usecases.settle import close, settle
from services.routing.usecases.telling import MEETING, ROOM, tell
from shared.contracts.intake import AnswerPath
from shared.contracts.meeting import Outcome, QuestionConcluded, SessionConcluded
from shared.database.alone import alone
from shared.refusals import NotYet

IN_HALL = {Outcome.ANSWERED_IN_HALL: "in_hall", Outcome.GUIDED: "guided"}


async def conclude_question(session: AsyncSession, event: QuestionConcluded, now: datetime) -> None:
    """Keep the outcome and do what follows; a walk-in's outcome waits for its question. Rule: R-033, R-095, R-096"""
    row = await _find_arrived(session, event.question_id)
    if row is None:
        await _keep_early(session, event)
        return
    if row.outcome == event.outcome and row.outcome_note == event.note:
        return
    row.outcome, row.outcome_note, row.concluded_at = event.outcome, event.note, event.occurred_at
    tell(session, row, What.CONCLUDED, MEETING, now, _words(event.outcome, event.note))
    if row.life is Life.DUPLICATE and event.outcome in IN_HALL:
        close(session, row, IN_HALL[event.outcome], ROOM, now)
    await session.flush()
    await settle(session, row, now)


async def _find_arrived(session: AsyncSession, question_id: UUID) -> QuestionRow | None:
    """The question; when it is not here, nobody lets it in until the commit."""
    row = await find_locked(session, question_id)
    if row is None:
        await alone(session, question_id)
        row = await find_locked(session, question_id)
    return row


async def _keep_early(session: AsyncSession, event: QuestionConcluded) -> None:
    await session.merge(
        EarlyFact(
            id=event.question_id,
            what=What.CONCLUDED,
            unit_id=event.unit_id,
            at=event.occurred_at,
            outcome=event.outcome,
            note=event.note,
        )
    )


async def conclude_session(session: AsyncSession, event: SessionConcluded, now: datetime) -> None:
    """The session is over: forms promised an answer in writing only are owed it from here on. Rule: R-032, C-11"""
    conference = await session.get(ConferenceCopy, event.conference_id, with_for_update=True)
    if conference is None:
        raise NotYet()
    conference.session_concluded_at = event.occurred_at
    statement = (
        select(QuestionRow)
        .where(QuestionRow.conference_id == event.conference_id, QuestionRow.outcome.is_(None))
        .where(QuestionRow.path == AnswerPath.IN_WRITING, QuestionRow.life.in_((*UNANSWERED, Life.APPROVED)))
        .order_by(QuestionRow.id)
        .with_for_update()
    )
    for row in (await session.execute(statement)).scalars().all():
        row.outcome, row.concluded_at = Outcome.TO_WRITE, event.occurred_at
        tell(session, row, What.CONCLUDED, MEETING, now, _words(Outcome.TO_WRITE, ""))
        await session.flush()
        await settle(session, row, now)


def _words(outcome: Outcome, note: str) -> str:
    return f"{OUTCOME_WORDS[outcome]}. {note}" if note else OUTCOME_WORDS[outcome]

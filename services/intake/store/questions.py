"""Questions: locked before a decision, and the history that says who did what."""

from collections.abc import Collection, Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import insert, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from services.intake.domain.question import OPEN, State
from services.intake.store.tables import HistoryEntry, Progress, Question
from shared.identity.actor import Actor
from shared.refusals import NotFound


async def lock_question(session: AsyncSession, unit_id: str, question_id: UUID) -> Question:
    """The question, locked until the commit. Refuses one of another unit."""
    found = await lock_questions(session, unit_id, [question_id])
    if not found:
        raise NotFound()
    return found[0]


async def lock_questions(session: AsyncSession, unit_id: str, ids: Collection[UUID]) -> Sequence[Question]:
    """Those of the ids that belong to the unit, locked in the order of their ids, as they are once the lock is had."""
    statement = (
        select(Question)
        .where(Question.id.in_(list(ids)), Question.unit_id == unit_id)
        .order_by(Question.id)
        .with_for_update()
    )
    return (await session.execute(statement, execution_options={"populate_existing": True})).scalars().all()


async def is_turned_away(session: AsyncSession, question_id: UUID) -> bool:
    """Whether the question is turned away now; until the commit nobody takes that back."""
    state = select(Question.state).where(Question.id == question_id).with_for_update(read=True)
    return await session.scalar(state) is State.TURNED_AWAY


async def forget_letter(session: AsyncSession, question_id: UUID) -> None:
    """The notice that was sent is not the answer that is owed from now on."""
    mine = update(Progress).where(Progress.question_id == question_id)
    await session.execute(mine.values(letter_number=None, letter_on=None))


async def questions_of(session: AsyncSession, registration_id: UUID) -> Sequence[Question]:
    """All questions of a form, by number."""
    statement = select(Question).where(Question.registration_id == registration_id).order_by(Question.number)
    return (await session.execute(statement)).scalars().all()


async def first_of(session: AsyncSession, question: Question) -> Question | None:
    """The question that carries a duplicate's answer; None where there is none to tell about: gone, or hidden."""
    first: Question | None = question
    while first and first.state is State.DUPLICATE and first.duplicate_of:
        first = await session.get(Question, first.duplicate_of)
    return first if first and first.id != question.id and first.state in OPEN and not first.restricted else None


async def progress_of(session: AsyncSession, question_ids: Collection[UUID]) -> dict[UUID, Progress]:
    """What other rooms told about these questions."""
    statement = select(Progress).where(Progress.question_id.in_(list(question_ids)))
    return {row.question_id: row for row in (await session.execute(statement)).scalars()}


async def history_of(session: AsyncSession, registration_id: UUID) -> Sequence[HistoryEntry]:
    """Everything done to a form, oldest first."""
    statement = select(HistoryEntry).where(HistoryEntry.registration_id == registration_id).order_by(HistoryEntry.id)
    return (await session.execute(statement)).scalars().all()


async def note(session: AsyncSession, question: Question, act: str, words: str, actor: Actor, now: datetime) -> None:
    """Add a line to the question's history. `words` must hold no personal data: they survive erasure."""
    await session.execute(
        insert(HistoryEntry).values(
            entry(question.unit_id, question.registration_id, question.id, act, words, actor, now)
        )
    )


def entry(
    unit_id: str, registration_id: UUID, question_id: UUID | None, act: str, words: str, actor: Actor, now: datetime
) -> dict[str, object]:
    """A row of the history."""
    return {
        "unit_id": unit_id,
        "registration_id": registration_id,
        "question_id": question_id,
        "at": now,
        "actor": actor.id,
        "actor_name": actor.name,
        "act": act,
        "words": words,
    }

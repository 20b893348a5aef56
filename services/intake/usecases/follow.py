"""Follow a question through the other rooms: each fact fills its own columns of the sender's status row."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, func, or_
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from services.intake.store.people import is_erased
from services.intake.store.questions import is_turned_away
from services.intake.store.tables import Progress
from shared.contracts import meeting, notify, routing


async def assigned(session: AsyncSession, fact: routing.QuestionAssigned) -> None:
    """A department holds it, with a date."""
    values = {"department": fact.department.name, "due_at": fact.due_at, "due_words": fact.due_words}
    await _set(session, fact.unit_id, fact.question_id, assigned_at=fact.assigned_at)
    await _hold(session, fact.unit_id, fact.question_id, fact.occurred_at, **values)


async def redirected(session: AsyncSession, fact: routing.QuestionRedirected) -> None:
    """Another department holds it."""
    name = fact.to_department.name
    await _hold(session, fact.unit_id, fact.question_id, fact.occurred_at, department=name, due_at=fact.due_at)


async def escalated(session: AsyncSession, fact: routing.QuestionEscalated) -> None:
    """Reported to the superior; we stay the contact."""
    values = {"superior": fact.superior, "escalated_at": fact.occurred_at}
    await _set(session, fact.unit_id, fact.question_id, **values)


async def approved(session: AsyncSession, fact: routing.AnswerApproved) -> None:
    """An answer is approved; its text is shown only after it was given."""
    values = {"approved_at": fact.occurred_at, "answer_text": fact.text, "legal_basis": fact.legal_basis}
    await _answer(session, fact, **values)


async def released(session: AsyncSession, fact: routing.AnswerReleased) -> None:
    """The answer leaves in writing; this is the text the letter carries."""
    values = {"released_at": fact.occurred_at, "answer_text": fact.answer_text, "legal_basis": fact.legal_basis}
    await _answer(session, fact, **values)


async def concluded(session: AsyncSession, fact: meeting.QuestionConcluded) -> None:
    """The session's one outcome."""
    values = {"outcome": fact.outcome, "outcome_note": fact.note, "concluded_at": fact.occurred_at}
    await _set(session, fact.unit_id, fact.question_id, **values)


async def issued(session: AsyncSession, fact: notify.LetterIssued) -> None:
    """The letter has its number and date: the answer's, or the notice's while the question stays turned away."""
    if fact.purpose is notify.Purpose.TURNED_AWAY and not await is_turned_away(session, fact.question_id):
        return
    await _set(session, fact.unit_id, fact.question_id, letter_number=fact.number, letter_on=fact.issued_on)


async def delivered(session: AsyncSession, fact: notify.MessageDelivered) -> None:
    """An answer arrived; receipts and notices are not answers."""
    if fact.question_id and fact.purpose is notify.Purpose.ANSWER:
        values = {"delivered_at": fact.occurred_at, "delivered_by": fact.channel.value}
        await _set(session, fact.unit_id, fact.question_id, **values)


async def closed(session: AsyncSession, fact: routing.QuestionClosed) -> None:
    """Nothing is owed any more."""
    await _set(session, fact.unit_id, fact.question_id, closed_at=fact.occurred_at)


async def filmed(session: AsyncSession, fact: meeting.ClipChanged) -> None:
    """Its film as anybody may see it now, or none."""
    film = (fact.seconds, fact.label, fact.path) if fact.path else (None, None, None)
    values = dict(zip(("film_s", "film_label", "film_path"), film, strict=True)) | {"film_at": fact.occurred_at}
    newer = or_(Progress.film_at.is_(None), Progress.film_at <= fact.occurred_at)
    await _set(session, fact.unit_id, fact.question_id, newer, **values)


async def _answer(session: AsyncSession, fact: routing.AnswerApproved | routing.AnswerReleased, **values: Any) -> None:
    """As `_set`, unless a later text is already known; of an erased person no text comes back."""
    if await is_erased(session, fact.question_id):
        del values["answer_text"]
    newest = func.greatest(Progress.approved_at, Progress.released_at)  # of the two that are there
    newer = or_(newest.is_(None), newest <= fact.occurred_at)
    await _set(session, fact.unit_id, fact.question_id, newer, **values)


async def _hold(session: AsyncSession, unit_id: str, question_id: UUID, at: datetime, **values: Any) -> None:
    """As `_set`, unless a later holder is already known: redelivered facts may come out of order."""
    newer = or_(Progress.held_at.is_(None), Progress.held_at <= at)
    await _set(session, unit_id, question_id, newer, held_at=at, **values)


async def _set(
    session: AsyncSession, unit_id: str, question_id: UUID, only: ColumnElement[bool] | None = None, /, **values: Any
) -> None:
    statement = insert(Progress).values(question_id=question_id, unit_id=unit_id, **values)
    await session.execute(statement.on_conflict_do_update(index_elements=["question_id"], set_=values, where=only))

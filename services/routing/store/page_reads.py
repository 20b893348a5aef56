"""Everything the page of one question shows."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from services.routing.store.question_tables import (
    AnswerRow,
    CommentRow,
    ConferenceCopy,
    EscalationRow,
    FilmCopy,
    HistoryRow,
    QuestionRow,
)
from services.routing.store.questions import read


@dataclass(frozen=True, slots=True)
class Page:
    """One question with its versions, words and history."""

    row: QuestionRow
    conference: ConferenceCopy
    answers: Sequence[AnswerRow]  # newest first
    comments: Sequence[CommentRow]
    history: Sequence[HistoryRow]  # newest first
    escalation: EscalationRow | None
    first: QuestionRow | None
    duplicates: Sequence[QuestionRow]
    film: FilmCopy | None


async def read_page(session: AsyncSession, unit_id: str, question_id: UUID) -> Page:
    """Refuses questions of other units as not found."""
    row = await read(session, unit_id, question_id)
    answers = select(AnswerRow).where(AnswerRow.question_id == row.id).order_by(AnswerRow.version.desc())
    comments = select(CommentRow).where(CommentRow.question_id == row.id).order_by(CommentRow.at)
    history = select(HistoryRow).where(HistoryRow.question_id == row.id).order_by(HistoryRow.id.desc())
    twins = select(QuestionRow).where(QuestionRow.duplicate_of == row.id).order_by(QuestionRow.received_at)
    return Page(
        row=row,
        conference=await session.get_one(ConferenceCopy, row.conference_id),
        answers=(await session.execute(answers)).scalars().all(),
        comments=(await session.execute(comments)).scalars().all(),
        history=(await session.execute(history)).scalars().all(),
        escalation=await session.get(EscalationRow, row.id),
        first=await session.get(QuestionRow, row.duplicate_of) if row.duplicate_of else None,
        duplicates=(await session.execute(twins)).scalars().all(),
        film=await _film(session, row.id),
    )


async def _film(session: AsyncSession, question_id: UUID) -> FilmCopy | None:
    film = await session.get(FilmCopy, question_id)
    return film if film and film.seconds else None


async def newest_answers(session: AsyncSession, rows: Sequence[QuestionRow]) -> dict[UUID, AnswerRow]:
    """The newest version of each question's answer."""
    if not rows:
        return {}
    statement = (
        select(AnswerRow)
        .join(QuestionRow, QuestionRow.id == AnswerRow.question_id)
        .where(AnswerRow.version == QuestionRow.version, QuestionRow.id.in_([row.id for row in rows]))
    )
    return {answer.question_id: answer for answer in (await session.execute(statement)).scalars()}


async def escalations(session: AsyncSession, unit_id: str) -> Sequence[tuple[EscalationRow, QuestionRow]]:
    """Reports to the superior, those that still wait first."""
    statement = (
        select(EscalationRow, QuestionRow)
        .join(QuestionRow, QuestionRow.id == EscalationRow.question_id)
        .where(EscalationRow.unit_id == unit_id)
        .order_by(EscalationRow.reply_on.is_not(None), EscalationRow.opened_at)
    )
    return [(report, row) for report, row in await session.execute(statement)]

"""Write the history line of an act, and name who was first when somebody comes second."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Self

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from services.routing.domain.life import Question
from services.routing.domain.refusals import AlreadyMoved, OutOfTurn
from services.routing.domain.words import WHAT_WORDS, What
from services.routing.store.question_tables import HistoryRow, QuestionRow
from services.routing.store.questions import keep, state_of
from shared.calendar import instant_words
from shared.identity import Officer

QUIET = (What.DUE_SOON, What.OVERDUE, What.DUE_CHANGED, What.FAILED)


@dataclass(frozen=True, slots=True)
class Who:
    """Who acts, as the history names them."""

    name: str
    id: str = "system"

    @classmethod
    def of(cls, officer: Officer) -> Self:
        return cls(f"{officer.name}, {officer.title}" if officer.title else officer.name, officer.id)


ROOM = Who("Phần mềm")
INTAKE = Who("Bộ phận tiếp nhận")
MEETING = Who("Hội nghị")
POST = Who("Văn thư")


def tell(session: AsyncSession, row: QuestionRow, what: What, who: Who, at: datetime, reason: str = "") -> None:
    """Add one line to the question's history."""
    session.add(
        HistoryRow(
            unit_id=row.unit_id, question_id=row.id, at=at, what=what, who=who.name, who_id=who.id, reason=reason
        )
    )


async def decide(session: AsyncSession, row: QuestionRow, act: Callable[[Question], Question]) -> None:
    """Let the domain act on the locked row. Refuses with the name of who changed it last."""
    try:
        after = act(state_of(row))
    except OutOfTurn as refusal:
        raise await _who_was_first(session, row) from refusal
    keep(row, after)


async def _who_was_first(session: AsyncSession, row: QuestionRow) -> AlreadyMoved:
    statement = (
        select(HistoryRow)
        .where(HistoryRow.question_id == row.id, HistoryRow.what.not_in(QUIET))
        .order_by(HistoryRow.id.desc())
        .limit(1)
    )
    last = (await session.execute(statement)).scalar_one()
    return AlreadyMoved(code=row.code, who=last.who, what=WHAT_WORDS[last.what], when=instant_words(last.at))

"""Lists of questions for screens: one filter, one order, pages."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from services.routing.domain.due import Clock
from services.routing.domain.life import HELD, Escalation, Life
from services.routing.store.question_tables import ConferenceCopy, QuestionRow
from shared.contracts.meeting import Outcome
from shared.vietnamese import search_form

PAGE = 50
Q = QuestionRow
WAITING = (Escalation.OPENED, Escalation.REPORTED)


class Listed(NamedTuple):
    """A question with the title of its conference."""

    row: QuestionRow
    conference: str


@dataclass(frozen=True, slots=True)
class Filter:
    """What the list is narrowed to; empty means all."""

    conference: UUID | None = None
    life: Life | None = None
    department: str = ""
    clock: Clock | None = None
    outcome: Outcome | None = None
    text: str = ""


def still_owed() -> ColumnElement[bool]:
    """Held by a department that has not handed in."""
    return and_(Q.life.in_(HELD), Q.handed_in_at.is_(None))


def paused() -> ColumnElement[bool]:
    return and_(Q.escalation.is_not(None), Q.escalation.in_(WAITING))


def overdue(now: datetime) -> ColumnElement[bool]:
    """Still owed after its term, and not waiting for the superior."""
    return and_(still_owed(), Q.due_at <= now, or_(Q.escalation.is_(None), Q.escalation.not_in(WAITING)))


def by_clock(clock: Clock, now: datetime) -> ColumnElement[bool]:
    """The derived clock of `domain.due` as SQL, so that counts and lists agree."""
    match clock:
        case Clock.OVERDUE:
            return overdue(now)
        case Clock.LATE:
            return Q.handed_in_at >= Q.due_at
        case Clock.RUNNING:
            return and_(still_owed(), Q.due_at > now, or_(Q.escalation.is_(None), Q.escalation.not_in(WAITING)))
        case Clock.STOPPED:
            return and_(still_owed(), paused())
        case Clock.MET:
            return Q.handed_in_at < Q.due_at
        case Clock.NONE:
            return Q.due_at.is_(None)


def conditions(unit_id: str, wanted: Filter, now: datetime) -> list[ColumnElement[bool]]:
    """The filter as SQL; always within one unit."""
    found: list[ColumnElement[bool]] = [Q.unit_id == unit_id]
    for column, value in ((Q.conference_id, wanted.conference), (Q.life, wanted.life), (Q.outcome, wanted.outcome)):
        if value is not None:
            found.append(column == value)
    if wanted.department:
        proposed = and_(Q.holder == "", Q.proposed_department == wanted.department)
        found.append(or_(Q.holder == wanted.department, proposed))
    if wanted.clock is not None:
        found.append(by_clock(wanted.clock, now))
    found.extend(Q.folded.contains(word, autoescape=True) for word in search_form(wanted.text).split())
    return found


async def count(session: AsyncSession, *where: ColumnElement[bool]) -> int:
    return (await session.execute(select(func.count()).select_from(Q).where(*where))).scalar_one()


async def listing(
    session: AsyncSession, *where: ColumnElement[bool], limit: int | None = PAGE, offset: int = 0
) -> Sequence[Listed]:
    """Soonest due first, what has no term yet after it, by receipt."""
    statement = _listed().where(*where).order_by(Q.due_at.asc().nulls_last(), Q.received_at, Q.id)
    rows = await session.execute(statement.limit(limit).offset(offset))
    return [Listed(row, title) for row, title in rows]


def _listed() -> Select[QuestionRow, str]:
    return select(Q, ConferenceCopy.title).join(ConferenceCopy, ConferenceCopy.conference_id == Q.conference_id)


async def conferences(session: AsyncSession, unit_id: str) -> Sequence[ConferenceCopy]:
    """The unit's announced conferences, newest first."""
    statement = select(ConferenceCopy).where(ConferenceCopy.unit_id == unit_id)
    return (await session.execute(statement.order_by(ConferenceCopy.starts_at.desc()))).scalars().all()

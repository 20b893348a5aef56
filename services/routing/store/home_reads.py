"""What waits for whom: the figures and lists of *Việc của tôi*."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, false, func, not_, select
from sqlalchemy.ext.asyncio import AsyncSession

from services.routing.domain.due import Clock
from services.routing.domain.life import OPEN, Escalation, Life
from services.routing.store.question_tables import QuestionRow, UnitReport
from services.routing.store.reads import Listed, by_clock, count, listing, overdue, paused, still_owed
from shared.calendar import end_of_day, local_day
from shared.identity import Officer, Permission

Q = QuestionRow
SOON = timedelta(days=2)
SHOWN = 30


@dataclass(frozen=True, slots=True)
class Desk:
    """What a department has before it."""

    in_time: int
    soon: int
    late: int
    stopped: int
    returned: int
    submitted: int
    lines: Sequence[Listed]


async def department_desk(session: AsyncSession, unit_id: str, department: str, now: datetime) -> Desk:
    """Answers the department owes, soonest due first."""
    mine = (Q.unit_id == unit_id, Q.holder == department)
    in_time = (*mine, by_clock(Clock.RUNNING, now))
    return Desk(
        in_time=await count(session, *in_time),
        soon=await count(session, *in_time, Q.due_at <= end_of_day(local_day(now) + SOON)),
        late=await count(session, *mine, overdue(now)),
        stopped=await count(session, *mine, by_clock(Clock.STOPPED, now)),
        returned=await count(session, *mine, Q.life == Life.RETURNED),
        submitted=await count(session, *mine, Q.life == Life.SUBMITTED),
        lines=await listing(session, *mine, still_owed(), limit=SHOWN),
    )


@dataclass(frozen=True, slots=True)
class Waiting:
    """What waits for the leader and the host office."""

    to_assign: int
    redirects: int
    to_approve: int
    late: int
    to_report: int
    awaiting_reply: int
    failed: int
    reports: int
    first: Sequence[Listed]
    late_by_department: Sequence[tuple[str, str, int, datetime | None]]


async def waiting(session: AsyncSession, unit_id: str, now: datetime, first: ColumnElement[bool]) -> Waiting:
    """Counts for the unit, the first lines of `first`, and who is late."""
    unit = Q.unit_id == unit_id
    live = (unit, Q.life.in_(OPEN))
    notes = select(func.count()).select_from(UnitReport)
    notes = notes.where(UnitReport.unit_id == unit_id, UnitReport.noted_at.is_(None))
    return Waiting(
        to_assign=await count(session, unit, Q.life == Life.TO_ASSIGN),
        redirects=await count(session, *live, Q.redirect_to != ""),
        to_approve=await count(session, unit, Q.life == Life.SUBMITTED),
        late=await count(session, unit, overdue(now)),
        to_report=await count(session, *live, Q.escalation == Escalation.OPENED),
        awaiting_reply=await count(session, *live, Q.escalation == Escalation.REPORTED),
        failed=await count(session, unit, Q.life == Life.RELEASED, Q.delivery_problem != ""),
        reports=(await session.execute(notes)).scalar_one(),
        first=await listing(session, unit, first, limit=SHOWN),
        late_by_department=await _late_by_department(session, unit_id, now),
    )


async def _late_by_department(
    session: AsyncSession, unit_id: str, now: datetime
) -> Sequence[tuple[str, str, int, datetime | None]]:
    statement = (
        select(Q.holder, Q.holder_name, func.count(), func.min(Q.due_at))
        .where(Q.unit_id == unit_id, overdue(now))
        .group_by(Q.holder, Q.holder_name)
        .order_by(func.count().desc())
    )
    return [(key, name, number, oldest) for key, name, number, oldest in await session.execute(statement)]


async def my_turn(session: AsyncSession, officer: Officer, now: datetime) -> int:
    """What only this officer's desk can move on: answers due, decisions, reports to send or to note."""
    unit = Q.unit_id == officer.unit_id
    total = 0
    if officer.may(Permission.DRAFT_ANSWER) and officer.department:
        total += await count(session, unit, Q.holder == officer.department, still_owed(), not_(paused()))
    waits = await waiting(session, officer.unit_id, now, false()) if _decides(officer) else None
    if waits and officer.may(Permission.APPROVE_ANSWER):
        total += waits.to_assign + waits.redirects + waits.to_approve
    if waits and officer.may(Permission.PROPOSE_ASSIGNMENT):
        total += waits.to_report + waits.failed + waits.reports
    return total


def _decides(officer: Officer) -> bool:
    return officer.may(Permission.APPROVE_ANSWER) or officer.may(Permission.PROPOSE_ASSIGNMENT)

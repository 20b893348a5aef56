"""Fire what is due: a reminder before the term ends, and the missed term, each once."""

from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from services.routing.domain.due import Clock, clock_of
from services.routing.domain.life import HELD
from services.routing.domain.words import What
from services.routing.store.question_tables import AlertRow, QuestionRow
from services.routing.store.questions import state_of
from services.routing.usecases.telling import ROOM, tell

BATCH = 100


async def next_alert(session: AsyncSession) -> datetime | None:
    """The earliest alert that has not fired."""
    return (await session.execute(select(func.min(AlertRow.fire_at)).where(AlertRow.fired_at.is_(None)))).scalar()


async def fire_alerts(session: AsyncSession, now: datetime) -> int:
    """Write due alerts into the histories. One whose term was met or moved meanwhile passes silently. Rule: R-058"""
    statement = (
        select(AlertRow)
        .where(AlertRow.fired_at.is_(None), AlertRow.fire_at <= now)
        .order_by(AlertRow.fire_at, AlertRow.question_id)
        .limit(BATCH)
        .with_for_update(skip_locked=True)
    )
    alerts = (await session.execute(statement)).scalars().all()
    for alert in alerts:
        alert.fired_at = now
        row = await session.get_one(QuestionRow, alert.question_id)
        if _still_counts(row, alert, now):
            tell(session, row, alert.kind, ROOM, now, row.holder_name)
    return len(alerts)


def _still_counts(row: QuestionRow, alert: AlertRow, now: datetime) -> bool:
    if row.life not in HELD or row.due_at != alert.due_at:
        return False
    clock = clock_of(row.life, row.due_at, row.handed_in_at, state_of(row).waits_for_superior, now)
    return clock is (Clock.OVERDUE if alert.kind is What.OVERDUE else Clock.RUNNING) and row.handed_in_at is None

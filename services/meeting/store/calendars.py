"""A unit's working calendar: the newest state, and a new one on top."""

from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from services.meeting.store.plan_tables import CalendarRow
from shared.calendar import WorkingCalendar, default_calendar

_kept: dict[str, WorkingCalendar] = {}


async def newest(session: AsyncSession, unit_id: str) -> CalendarRow | None:
    """None while the unit uses the calendar the product ships with."""
    statement = select(CalendarRow).where(CalendarRow.unit_id == unit_id).order_by(CalendarRow.number.desc()).limit(1)
    return (await session.execute(statement)).scalar_one_or_none()


async def calendar_of(session: AsyncSession, unit_id: str) -> WorkingCalendar:
    row = await newest(session, unit_id)
    if row is None:
        return default_calendar()
    if row.version not in _kept:
        _kept[row.version] = WorkingCalendar.from_rows(row.rows)
    return _kept[row.version]


async def history(session: AsyncSession, unit_id: str) -> list[CalendarRow]:
    """Newest first."""
    statement = select(CalendarRow).where(CalendarRow.unit_id == unit_id).order_by(CalendarRow.number.desc()).limit(20)
    return list((await session.execute(statement)).scalars())


async def add(
    session: AsyncSession, unit_id: str, calendar: WorkingCalendar, note: str, by: str, now: datetime
) -> CalendarRow:
    """Put a new state on top of the newest, and after it in time too: the other rooms keep the latest."""
    last = await newest(session, unit_id)
    after = last.changed_at + timedelta(microseconds=1) if last else now
    row = CalendarRow(
        unit_id=unit_id,
        number=last.number + 1 if last else 1,
        version=calendar.version,
        rows=calendar.to_rows(),
        note=note,
        changed_at=max(now, after),
        changed_by=by,
    )
    session.add(row)
    await session.flush()
    return row

"""The unit's calendar: told once before the first announcement, and again whenever a person changes it."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from services.meeting.store import calendars
from services.meeting.usecases.act import By
from shared.calendar import CalendarDay, WorkingCalendar
from shared.contracts.meeting import CalendarChanged
from shared.database.alone import alone
from shared.messaging import outbox


async def calendar_told(session: AsyncSession, by: By, now: datetime) -> WorkingCalendar:
    """The calendar in force; the shipped one is told first when the unit has none of its own yet."""
    await _lock_calendar(session, by.unit_id)
    row = await calendars.newest(session, by.unit_id)
    calendar = await calendars.calendar_of(session, by.unit_id)
    if row is None:
        await _keep(session, calendar, "Lịch ban đầu", by, now)
    return calendar


async def set_days(session: AsyncSession, days: Iterable[CalendarDay], note: str, by: By, now: datetime) -> None:
    """Days a person entered or corrected. Nothing is told when nothing changed. Rule: C-19"""
    await _lock_calendar(session, by.unit_id)
    before = await calendars.calendar_of(session, by.unit_id)
    after = before.with_days(days)
    if after.version != before.version:
        await _keep(session, after, note, by, now)


async def confirm_year(session: AsyncSession, year: int, source: str, by: By, now: datetime) -> None:
    """A person checked the year's estimates against the official notice."""
    await _lock_calendar(session, by.unit_id)
    before = await calendars.calendar_of(session, by.unit_id)
    await _keep(session, before.confirm_year(year, source), f"Xác nhận lịch năm {year}", by, now)


async def _lock_calendar(session: AsyncSession, unit_id: str) -> None:
    """Of two people the second changes what the first left."""
    await alone(session, f"calendar of {unit_id}")


async def _keep(session: AsyncSession, calendar: WorkingCalendar, note: str, by: By, now: datetime) -> None:
    row = await calendars.add(session, by.unit_id, calendar, note, by.name, now)
    outbox.put(
        session,
        CalendarChanged(
            unit_id=by.unit_id,
            occurred_at=row.changed_at,
            actor=by.actor,
            version=calendar.version,
            overrides=tuple(calendar.to_rows()),
        ),
    )

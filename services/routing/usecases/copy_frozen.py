"""Keep the newest calendar and announcement, and compute open terms again from them."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from services.routing.domain.life import HELD
from services.routing.domain.words import What
from services.routing.store.frozen import change_rules
from services.routing.store.question_tables import CalendarCopy, ConferenceCopy, QuestionRow
from services.routing.usecases.telling import ROOM, tell
from services.routing.usecases.terms import announce_term, renew_term
from shared.calendar import CalendarDay, WorkingCalendar, default_calendar
from shared.contracts.meeting import CalendarChanged, ConferenceAnnounced


async def copy_calendar(session: AsyncSession, event: CalendarChanged, now: datetime) -> None:
    """Take a newer calendar; an older one that comes late is passed over. Rule: C-04"""
    await change_rules(session, event.unit_id)
    copy = await session.get(CalendarCopy, event.unit_id, with_for_update=True)
    if copy and copy.changed_at >= event.occurred_at:
        return
    cal = _calendar(event)
    await session.merge(
        CalendarCopy(unit_id=event.unit_id, version=cal.version, rows=cal.to_rows(), changed_at=event.occurred_at)
    )
    await session.flush()
    await _renew_open_terms(session, event.unit_id, None, f"Lịch làm việc thay đổi ({cal.version})", now)


def _calendar(event: CalendarChanged) -> WorkingCalendar:
    """The calendar as sent; bare overrides are laid on the shipped one."""
    whole = WorkingCalendar.from_rows(event.overrides)
    if whole.version == event.version:
        return whole
    return default_calendar().with_days(CalendarDay.from_row(row) for row in event.overrides)


async def copy_conference(session: AsyncSession, event: ConferenceAnnounced, now: datetime) -> None:
    """Take a newer announcement of a conference. Rule: C-06"""
    await change_rules(session, event.unit_id)
    copy = await session.get(ConferenceCopy, event.conference_id, with_for_update=True)
    if copy and copy.version >= event.version:
        return
    await session.merge(
        ConferenceCopy(
            conference_id=event.conference_id,
            unit_id=event.unit_id,
            version=event.version,
            title=event.title,
            starts_at=event.starts_at,
            answer_rule=event.answer_rule.model_dump(mode="json"),
            calendar_version=event.calendar_version,
            chair=event.chair,
            plan_number=event.plan_number,
            plan_date=event.plan_date,
            session_concluded_at=copy.session_concluded_at if copy else None,
        )
    )
    await session.flush()
    await _renew_open_terms(session, event.unit_id, event.conference_id, "Thông báo hội nghị thay đổi", now)


async def _renew_open_terms(
    session: AsyncSession, unit_id: str, conference_id: UUID | None, reason: str, now: datetime
) -> None:
    """Terms that still run follow the new rules; what was handed in keeps the term it met or missed."""
    statement = (
        select(QuestionRow)
        .where(QuestionRow.unit_id == unit_id, QuestionRow.life.in_(HELD), QuestionRow.due_at.is_not(None))
        .where(QuestionRow.handed_in_at.is_(None))
        .order_by(QuestionRow.id)
        .with_for_update()
    )
    if conference_id:
        statement = statement.where(QuestionRow.conference_id == conference_id)
    for row in (await session.execute(statement)).scalars():
        if await renew_term(session, row):
            tell(session, row, What.DUE_CHANGED, ROOM, now, f"{reason}: {row.due_note}")
            announce_term(session, row, "system", now)

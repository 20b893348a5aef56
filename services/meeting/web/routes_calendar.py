"""The unit's working calendar: days off and days worked against the week, with who says so."""

from datetime import date
from uuid import UUID

from fastapi import APIRouter, Request, Response
from sqlalchemy.ext.asyncio import AsyncSession

from services.meeting.domain.plan_refusals import CalendarDayUnreadable
from services.meeting.store import calendars, conferences
from services.meeting.store.conference_tables import Conference, Status
from services.meeting.store.plan_tables import PlanRow
from services.meeting.usecases.keep_calendar import confirm_year, set_days
from services.meeting.web.calendar_view import year_of
from services.meeting.web.plan_page import by_of
from shared.calendar import CalendarDay, DayType, WorkingCalendar, local_day
from shared.identity import Permission
from shared.web.commands import Done, run_command
from shared.web.forms import Form
from shared.web.guard import needs, officer_of
from shared.web.room import room_of

EARLIEST, LATEST = 2020, 2035
router = APIRouter(prefix="/meeting/calendar", dependencies=[needs(Permission.PLAN_CONFERENCE)])


@router.get("")
async def page(request: Request, year: int = 0) -> Response:
    room, unit_id = room_of(request), officer_of(request).unit_id
    today = local_day(room.clock.now())
    year = min(max(year or today.year, EARLIEST), LATEST)
    async with room.database.transaction() as session:
        calendar = await calendars.calendar_of(session, unit_id)
        history = await calendars.history(session, unit_id)
        stale = await _stale(session, unit_id, calendar)
    return room.templates.page(
        request,
        "meeting/calendar.html",
        year=year,
        shown=year_of(calendar, year, today),
        history=history,
        stale=stale,
        types=((DayType.OFF.value, "Ngày nghỉ"), (DayType.WORK.value, "Ngày làm việc (làm bù)")),
        first=EARLIEST,
        last=LATEST,
    )


@router.post("/days")
async def keep_day(request: Request) -> Response:
    """Add a day, or enter a known one again with another kind, name or source."""
    now, by = room_of(request).clock.now(), by_of(request)

    async def work(session: AsyncSession, form: Form) -> Done:
        day = _day(form)
        await set_days(session, (day,), f"{day.name} {day.day:%d/%m/%Y}", by, now)
        return Done("Đã ghi vào lịch; các thời hạn đang mở được tính lại.", f"/meeting/calendar?year={day.day.year}")

    return await run_command(request, work)


@router.post("/confirm")
async def confirm(request: Request) -> Response:
    now, by = room_of(request).clock.now(), by_of(request)

    async def work(session: AsyncSession, form: Form) -> Done:
        if not form["year"].isdigit() or not form["source"]:
            raise CalendarDayUnreadable()
        year = int(form["year"])
        await confirm_year(session, year, form["source"], by, now)
        return Done(f"Đã xác nhận lịch năm {year}.", f"/meeting/calendar?year={year}")

    return await run_command(request, work)


async def _stale(session: AsyncSession, unit_id: str, calendar: WorkingCalendar) -> list[tuple[UUID, str]]:
    """Announced plans that were computed with another calendar."""
    rows: list[Conference] = await conferences.of_unit(session, unit_id)
    found = []
    for conference in rows:
        if conference.status is Status.ANNOUNCED:
            plan = await session.get(PlanRow, conference.conference_id)
            if plan and plan.calendar_version != calendar.version:
                found.append((conference.conference_id, conference.title))
    return found


def _day(form: Form) -> CalendarDay:
    try:
        day, kind = date.fromisoformat(form["date"]), DayType(form["type"])
    except ValueError:
        raise CalendarDayUnreadable() from None
    if not form["name"] or not form["source"] or not EARLIEST <= day.year <= LATEST:
        raise CalendarDayUnreadable()
    return CalendarDay(day, kind, form["name"], form["source"], form["confirmed"] == "1")

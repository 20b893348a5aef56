"""Planning a conference: try a day, keep the draft, see every date on one picture."""

from uuid import UUID

from fastapi import APIRouter, Request, Response
from sqlalchemy.ext.asyncio import AsyncSession

from services.meeting.domain.plan_wish import title_of
from services.meeting.store import calendars, plans
from services.meeting.usecases.plan_conference import change_draft, compute_with, draft_conference
from services.meeting.web.plan_forms import day_value, read_wish, suggestion, time_value
from services.meeting.web.plan_page import by_of, options_of, page_of, query_of
from services.meeting.web.plan_view import picture
from services.meeting.web.session_commands import made_by
from shared.calendar import WorkingCalendar
from shared.identity import Permission
from shared.profiles import Profile
from shared.web.commands import Done, read_command_id, run_command
from shared.web.forms import Form
from shared.web.guard import needs, officer_of
from shared.web.room import room_of

router = APIRouter(prefix="/meeting/plan", dependencies=[needs(Permission.PLAN_CONFERENCE)])
reading = APIRouter(prefix="/meeting/plan", dependencies=[needs(Permission.WATCH_SESSION)])


@router.get("/new")
async def new(request: Request) -> Response:
    """A plain GET form: choosing another day shows its dates at once, and nothing is stored."""
    room, now = room_of(request), room_of(request).clock.now()
    profile, calendar = await _ground(request)
    wish = read_wish(query_of(request), profile, suggestion(profile, calendar, now))
    plan = compute_with(profile, wish.starts_at, calendar, now, now)
    return room.templates.page(
        request,
        "meeting/plan_new.html",
        profile=profile,
        wish=wish,
        title=title_of(profile, wish),
        day=day_value(wish.starts_at),
        time=time_value(wish.starts_at),
        **options_of(profile),
        plan=plan,
        picture=picture(plan.dates, calendar, now),
        is_preview=True,
    )


@router.post("/new")
async def create(request: Request) -> Response:
    now, by = room_of(request).clock.now(), by_of(request)

    async def work(session: AsyncSession, form: Form) -> Done:
        profile = await plans.unit_profile(session, by.unit_id)
        calendar = await calendars.calendar_of(session, by.unit_id)
        wish = read_wish(dict(form), profile, suggestion(profile, calendar, now))
        conference_id = made_by(read_command_id(request, form), "conference")
        await draft_conference(session, conference_id, wish, by, now)
        return Done("Đã lập kế hoạch. Xin xem lại các mốc thời gian rồi công bố.", f"/meeting/plan/{conference_id}")

    return await run_command(request, work)


@reading.get("/{conference_id}")
async def view(request: Request, conference_id: UUID) -> Response:
    """The picture. A draft can be tried on another day with `?day=&time=`; an announced plan shows what was frozen."""
    context = await page_of(request, conference_id, query_of(request))
    return room_of(request).templates.page(request, "meeting/plan.html", **context)


@router.get("/{conference_id}/edit")
async def edit(request: Request, conference_id: UUID) -> Response:
    context = await page_of(request, conference_id, {})
    return room_of(request).templates.page(request, "meeting/plan_edit.html", **context)


@router.post("/{conference_id}/edit")
async def change(request: Request, conference_id: UUID) -> Response:
    by = by_of(request)

    async def work(session: AsyncSession, form: Form) -> Done:
        conference, plan = await plans.lock(session, conference_id, by.unit_id)
        profile = await plans.unit_profile(session, by.unit_id)
        wish = read_wish(dict(form), profile, plans.wish_of(conference, plan))
        await change_draft(session, conference_id, wish, by)
        return Done("Đã lưu kế hoạch.", f"/meeting/plan/{conference_id}")

    return await run_command(request, work)


async def _ground(request: Request) -> tuple[Profile, WorkingCalendar]:
    unit_id = officer_of(request).unit_id
    async with room_of(request).database.transaction() as session:
        return await plans.unit_profile(session, unit_id), await calendars.calendar_of(session, unit_id)

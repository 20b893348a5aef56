"""Publish a plan, and amend a published one."""

from datetime import date
from uuid import UUID

from fastapi import APIRouter, Request, Response
from sqlalchemy.ext.asyncio import AsyncSession

from services.meeting.domain.plan_refusals import PlanIncomplete
from services.meeting.usecases.announce_conference import (
    Amendment,
    Paper,
    amend_conference,
    announce_conference,
)
from services.meeting.web import plan_words
from services.meeting.web.plan_forms import read_start
from services.meeting.web.plan_page import by_of, page_of, query_of
from shared.calendar import local_day
from shared.identity import Permission
from shared.web.commands import Done, run_command
from shared.web.forms import Form
from shared.web.guard import needs
from shared.web.room import room_of

router = APIRouter(prefix="/meeting/plan/{conference_id}", dependencies=[needs(Permission.PLAN_CONFERENCE)])


@router.get("/publish")
async def confirm(request: Request, conference_id: UUID) -> Response:
    """What will be fixed, before it is."""
    context = await page_of(request, conference_id, {})
    room = room_of(request)
    today = local_day(room.clock.now()).isoformat()
    return room.templates.page(request, "meeting/plan_publish.html", **context, today=today)


@router.post("/publish")
async def publish(request: Request, conference_id: UUID) -> Response:
    now, by = room_of(request).clock.now(), by_of(request)

    async def work(session: AsyncSession, form: Form) -> Done:
        paper = Paper(form["number"], _day(form["signed_on"]), form["signer_name"])
        await announce_conference(session, conference_id, paper, by, now)
        return Done("Kế hoạch đã công bố, bắt đầu nhận Phiếu đăng ký.", f"/meeting/plan/{conference_id}")

    return await run_command(request, work)


@router.get("/amend")
async def try_amendment(request: Request, conference_id: UUID) -> Response:
    """A GET form again: see the dates of another day before anybody is told."""
    query = query_of(request)
    context = await page_of(request, conference_id, query)
    chosen = {
        "venue": query.get("venue", context["conference"].venue),
        "mode_key": query.get("mode", context["row"].mode),
    }
    return room_of(request).templates.page(request, "meeting/plan_amend.html", **context, **chosen)


@router.post("/amend")
async def amend(request: Request, conference_id: UUID) -> Response:
    now, by = room_of(request).clock.now(), by_of(request)

    async def work(session: AsyncSession, form: Form) -> Done:
        mode = form["mode"]
        if mode not in plan_words.MODE:
            raise PlanIncomplete(what="hình thức")
        change = Amendment(read_start(form), form["venue"], mode, form["reason"], form["decided_by"])
        await amend_conference(session, conference_id, change, by, now)
        return Done("Đã thông báo lại; các thời hạn được tính theo kế hoạch mới.", f"/meeting/plan/{conference_id}")

    return await run_command(request, work)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise PlanIncomplete(what="ngày văn bản") from None

"""Khai mạc: on the planned day at once, on another day after a page that names both dates."""

from datetime import date
from uuid import UUID

from fastapi import APIRouter, Request, Response
from sqlalchemy.ext.asyncio import AsyncSession

from services.meeting.store import conferences
from services.meeting.store import scene as scenes
from services.meeting.store.conference_tables import Status
from services.meeting.usecases.act import By
from services.meeting.usecases.open_session import open_session
from services.meeting.web.session_commands import run
from shared.calendar import local_day
from shared.identity import Permission
from shared.web.forms import Form
from shared.web.guard import needs, officer_of
from shared.web.room import room_of

router = APIRouter(prefix="/meeting/c/{conference_id}", dependencies=[needs(Permission.RUN_SESSION)])


@router.get("/opening")
async def ask(request: Request, conference_id: UUID) -> Response:
    """The confirmation; drawn anew at each visit, so its dates are always true."""
    room, officer = room_of(request), officer_of(request)
    async with room.database.transaction() as session:
        await conferences.find(session, conference_id, officer.unit_id)
        scene = await scenes.load(session, conference_id)
    return room.templates.page(
        request,
        "meeting/opening.html",
        conference=scene.conference,
        phase=scene.state.phase,
        is_draft=scene.conference.status is Status.DRAFT,
        planned=local_day(scene.conference.starts_at),
        today=local_day(room.clock.now()),
        can_amend=officer.may(Permission.PLAN_CONFERENCE),
    )


@router.post("/session/open")
async def opened(request: Request, conference_id: UUID) -> Response:
    """`today` is the day the confirmation named; the planned day needs none."""
    now = room_of(request).clock.now()

    async def work(session: AsyncSession, form: Form, by: By) -> str:
        await open_session(session, conference_id, by, now, _day(form["today"]))
        return "Đã khai mạc hội nghị."

    return await run(request, conference_id, work)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None

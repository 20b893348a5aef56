"""The console: one page, drawn once here and from then on by its live pictures."""

from uuid import UUID

from fastapi import APIRouter, Request, Response

from services.meeting.store import conferences
from services.meeting.web.live_session import live_of
from services.meeting.web.media_access import media_access
from services.meeting.web.routes_conferences import hall_link
from shared.identity import Permission
from shared.web.guard import needs, officer_of
from shared.web.room import room_of

router = APIRouter(prefix="/meeting/c/{conference_id}", dependencies=[needs(Permission.RUN_SESSION)])


@router.get("/console")
async def console(request: Request, conference_id: UUID) -> Response:
    room = room_of(request)
    async with room.database.transaction() as session:
        conference = await conferences.find(session, conference_id, officer_of(request).unit_id)
    context = await live_of(request).context(conference_id, "console")
    profile = conferences.profile_of(conference)
    return room.templates.page(
        request,
        "meeting/console.html",
        **context,
        areas=profile.unit.areas,
        unit=profile.unit,
        hall_link=hall_link(room, conference),
        media=media_access(room, conference),
    )

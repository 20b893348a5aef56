"""Points: the operator's choice of the stage, and the page of each branch point for who runs it."""

from uuid import UUID

from fastapi import APIRouter, Request, Response

from services.meeting.domain import stage
from services.meeting.domain.points import Point
from services.meeting.store import conferences
from services.meeting.store.conference_tables import Conference, Status
from services.meeting.web import words
from services.meeting.web.live_session import live_of
from services.meeting.web.media_access import media_access
from services.meeting.web.session_commands import command
from shared.identity import Permission
from shared.refusals import Forbidden, NotFound
from shared.web.guard import needs, officer_of
from shared.web.live import Key, LiveResponse
from shared.web.room import room_of

router = APIRouter(prefix="/meeting", dependencies=[needs(Permission.OPERATE_POINT)])
choosing = APIRouter(prefix="/meeting/c/{conference_id}", dependencies=[needs(Permission.RUN_SESSION)])


@choosing.post("/stage")
async def choose_stage(request: Request, conference_id: UUID) -> Response:
    """Put a point on air; an empty choice follows the line."""
    return await command(
        request,
        conference_id,
        lambda form, _i: lambda s, r: stage.choose(s, r, form["point"] or None),
        "Đã chọn điểm cầu lên hình.",
    )


@router.get("/points")
async def own_points(request: Request) -> Response:
    """The conferences in which the officer's point takes part, the running one first."""
    room, officer = room_of(request), officer_of(request)
    async with room.database.transaction() as session:
        rows = [c for c in await conferences.of_unit(session, officer.unit_id) if c.status is not Status.DRAFT]
    own = [(c, point, words.STATUS[c.status]) for c in rows if (point := _point_in(c, officer.point))]
    own.sort(key=lambda one: one[0].status is not Status.LIVE)
    return room.templates.page(request, "meeting/points.html", rows=own)


@router.get("/c/{conference_id}/point/{key}")
async def page(request: Request, conference_id: UUID, key: str) -> Response:
    await _own_point(request, conference_id, key)
    context = await live_of(request).context(conference_id, f"point/{key}")
    media = media_access(room_of(request), context["conference"])
    return room_of(request).templates.page(request, "meeting/point.html", **context, media=media)


@router.get("/c/{conference_id}/point/{key}/live")
async def stream(request: Request, conference_id: UUID, key: str) -> Response:
    await _own_point(request, conference_id, key)
    return LiveResponse(live_of(request).pictures, Key(conference_id, f"point/{key}"))


async def _own_point(request: Request, conference_id: UUID, key: str) -> Point:
    """Refuses: another unit's conference, a point it does not have, and any but the officer's own point."""
    officer = officer_of(request)
    async with room_of(request).database.transaction() as session:
        conference = await conferences.find(session, conference_id, officer.unit_id)
    point = _point_in(conference, key)
    if point is None:
        raise NotFound()
    if officer.point != point.key:
        raise Forbidden()
    return point


def _point_in(conference: Conference, key: str) -> Point | None:
    """The point where the conference has branches; a lone hall needs no operator's page."""
    rules = conferences.rules_of(conference)
    return rules.point(key) if key and rules.has_branches else None

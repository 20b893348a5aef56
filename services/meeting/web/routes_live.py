"""Streams of live pictures, and the projector."""

from uuid import UUID

from fastapi import APIRouter, Request, Response

from services.meeting.store import conferences
from services.meeting.web.live_session import live_of
from shared.clock import real_now
from shared.identity import Permission
from shared.identity.links import is_valid_link
from shared.refusals import NotFound, Refusal
from shared.web.guard import needs, officer_of, public
from shared.web.live import Key, LiveResponse
from shared.web.room import room_of

STAFF_VIEWS = ("console", "door")
router = APIRouter(prefix="/meeting/c/{conference_id}")


class HallLinkExpired(Refusal):
    """The projector's link is not valid here, or no longer."""

    code = "hall_link_expired"
    status = 403


@router.get("/hall", dependencies=[public()])
async def hall(request: Request, conference_id: UUID, token: str = "") -> Response:
    """The projector's page; the token in its address is all it needs."""
    _check(request, conference_id, token)
    context = await live_of(request).context(conference_id, "hall")
    src = f"/meeting/c/{conference_id}/live/hall?token={token}"
    return room_of(request).templates.page(
        request, "meeting/hall.html", **context, live_src=src, live_seq=context["seq"]
    )


@router.get("/live/hall", dependencies=[public()])
async def hall_stream(request: Request, conference_id: UUID, token: str = "") -> Response:
    _check(request, conference_id, token)
    return LiveResponse(live_of(request).pictures, Key(conference_id, "hall"))


@router.get("/live/{view}", dependencies=[needs(Permission.RUN_SESSION)])
async def staff_stream(request: Request, conference_id: UUID, view: str, at: str = "") -> Response:
    async with room_of(request).database.transaction() as session:
        conference = await conferences.find(session, conference_id, officer_of(request).unit_id)
    if view not in STAFF_VIEWS or conferences.rules_of(conference).point(at) is None:
        raise NotFound()
    return LiveResponse(live_of(request).pictures, Key(conference_id, f"{view}/{at}" if at else view))


def _check(request: Request, conference_id: UUID, token: str) -> None:
    secret = room_of(request).settings.link_secret.get_secret_value()
    if not is_valid_link(token, "hall", str(conference_id), secret, real_now()):
        raise HallLinkExpired()

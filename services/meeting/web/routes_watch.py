"""Watching from home, and the screen of an overflow room: picture, sound, and who speaks."""

from datetime import timedelta
from uuid import UUID

from fastapi import APIRouter, Request, Response

from services.meeting.domain.watch_links import Audience
from services.meeting.domain.watching import View
from services.meeting.store import conferences
from services.meeting.store.conference_tables import Conference
from services.meeting.web.live_session import live_of
from services.meeting.web.watch_access import live_base, with_player
from shared.clock import real_now
from shared.identity.links import is_valid_link, sign_link
from shared.refusals import Refusal
from shared.web.guard import public
from shared.web.live import Key, LiveResponse
from shared.web.room import Room, room_of

OVERFLOW, OVERFLOW_LIFE = "overflow", timedelta(days=120)
router = APIRouter(prefix="/meeting", dependencies=[public()])


class OverflowLinkInvalid(Refusal):
    """The overflow room's link is not valid here, or no longer."""

    code = "overflow_link_invalid"
    status = 403


def overflow_link(room: Room, conference: Conference) -> str:
    """The address of an overflow room: a capability, so its computer needs no sign-in."""
    secret = room.settings.link_secret.get_secret_value()
    token = sign_link(OVERFLOW, str(conference.conference_id), secret, real_now() + OVERFLOW_LIFE)
    return f"/meeting/c/{conference.conference_id}/overflow?token={token}"


@router.get("/watch/{slug}")
async def page(request: Request, slug: str) -> Response:
    """Everybody's page of one conference; what it may show, the session's log says. Rule: R-024"""
    src = f"/meeting/watch/{slug}/live"
    return await _page(request, await _id_of(request, slug), "meeting/watch.html", Audience.PUBLIC, src)


@router.get("/watch/{slug}/live")
async def stream(request: Request, slug: str) -> Response:
    return LiveResponse(live_of(request).pictures, Key(await _id_of(request, slug), "watch"))


@router.get("/c/{conference_id}/overflow")
async def overflow(request: Request, conference_id: UUID, token: str = "") -> Response:
    """A room beside the full hall: the picture alone, as large as the projector."""
    _check(request, conference_id, token)
    src = f"/meeting/c/{conference_id}/live/overflow?token={token}"
    return await _page(request, conference_id, "meeting/overflow.html", Audience.HOUSE, src)


@router.get("/c/{conference_id}/live/overflow")
async def overflow_stream(request: Request, conference_id: UUID, token: str = "") -> Response:
    _check(request, conference_id, token)
    return LiveResponse(live_of(request).pictures, Key(conference_id, OVERFLOW))


async def _id_of(request: Request, slug: str) -> UUID:
    async with room_of(request).database.transaction() as session:
        return (await conferences.public_by_slug(session, slug)).conference_id


async def _page(request: Request, conference_id: UUID, name: str, audience: Audience, src: str) -> Response:
    room = room_of(request)
    context = await live_of(request).context(conference_id, "watch")
    # A link of the house opens all that was recorded: none is given out after the gavel.
    is_over = audience is Audience.HOUSE and context["house_view"] is View.OVER
    base = "" if is_over else live_base(room, context["conference"], audience)
    return with_player(
        room.templates.page(request, name, **context, unit_name=context["unit_body"], live_src=src, base=base)
    )


def _check(request: Request, conference_id: UUID, token: str) -> None:
    secret = room_of(request).settings.link_secret.get_secret_value()
    if not is_valid_link(token, OVERFLOW, str(conference_id), secret, real_now()):
        raise OverflowLinkInvalid()

"""The HTTP door of the media process: WHIP to send, WHEP to watch, and what the web process directs."""

from dataclasses import asdict
from functools import partial

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse, Response
from pydantic import BaseModel

from services.meeting.domain.points import FROM_HOME
from services.meeting.media.doors import may_direct, may_publish, may_watch
from services.meeting.media.event_stream import tell
from services.meeting.media.guests import Guests
from services.meeting.media.ice_servers import GUEST_LIFETIME, LIFETIME, turn_servers
from services.meeting.media.port import BadOffer, MediaPort, Session
from services.meeting.media.settings import MediaSettings
from services.meeting.media.trials import MIRROR, trial_room
from shared.clock import real_now
from shared.refusals import Forbidden
from shared.web.event_stream import EventStream
from shared.web.guard import public

SDP = "application/sdp"
LONGEST_OFFER = 64 * 1024
router = APIRouter(prefix="/media/c/{conference_id}", dependencies=[public()])  # each route asks `doors`


class Said(BaseModel):
    """What the web process directs, as the log has it up to `seq`.

    `called` is the question whose speaker has the floor from home.
    """

    seq: int = 0
    stage: str | None = None
    open_microphones: tuple[str, ...] = ()
    called: str | None = None


@router.post("/whip/{point}")
async def publish(request: Request, conference_id: str, point: str) -> Response:
    _allow(may_publish(request, conference_id, point))
    called = _guests(request).called(conference_id)
    room = _room(request, conference_id, point)
    session = await _engine(request).publish(room, point, await _offer(request))
    if room != conference_id:
        await _engine(request).show(room, point, (point,))
    if point == FROM_HOME.key:
        await _guests(request).came(conference_id, called, session.id)
    return _created(session, f"/media/c/{conference_id}/whip/{point}/{session.id}")


@router.delete("/whip/{point}/{session_id}")
async def stop_publishing(request: Request, conference_id: str, point: str, session_id: str) -> Response:
    _allow(may_publish(request, conference_id, point))
    await _engine(request).leave(_room(request, conference_id, point), session_id)
    return Response(status_code=200)


@router.post("/whep")
async def watch(request: Request, conference_id: str, viewer: str) -> Response:
    _allow(may_watch(request, conference_id, viewer))
    called = _guests(request).called(conference_id)
    room = _room(request, conference_id, viewer)
    seen_by = viewer if room == conference_id else MIRROR
    session = await _engine(request).watch(room, seen_by, await _offer(request))
    if viewer == FROM_HOME.key:
        await _guests(request).came(conference_id, called, session.id)
    return _created(session, f"/media/c/{conference_id}/whep/{session.id}")


@router.delete("/whep/{session_id}")
async def stop_watching(request: Request, conference_id: str, session_id: str, viewer: str) -> Response:
    _allow(may_watch(request, conference_id, viewer))
    await _engine(request).leave(_room(request, conference_id, viewer), session_id)
    return Response(status_code=200)


@router.get("/events")
async def events(request: Request, conference_id: str, viewer: str) -> Response:
    _allow(may_watch(request, conference_id, viewer))
    call = _guests(request).called(conference_id) if viewer == FROM_HOME.key else None
    heard = _engine(request).events(conference_id, viewer)
    return EventStream(partial(tell, heard), call.over if call is not None else None)


@router.get("/ice")
async def ice(request: Request, conference_id: str, viewer: str) -> Response:
    """What the browser puts into `iceServers`."""
    _allow(may_watch(request, conference_id, viewer))
    settings: MediaSettings = request.app.state.settings
    urls = tuple(url.strip() for url in settings.turn_urls.split(",") if url.strip())
    until = real_now() + (GUEST_LIFETIME if viewer == FROM_HOME.key else LIFETIME)
    servers = turn_servers(urls, settings.turn_secret.get_secret_value(), conference_id, until)
    return JSONResponse([asdict(server) for server in servers], headers={"cache-control": "no-store"})


@router.post("/show")
async def show(request: Request, conference_id: str, said: Said) -> Response:
    _allow(may_direct(request, conference_id))
    heard: dict[str, int] = request.app.state.heard
    if said.seq >= heard.get(conference_id, 0):  # another web process, or a late try, may still know less
        heard[conference_id] = said.seq
        await _engine(request).show(conference_id, said.stage, said.open_microphones)
        await _guests(request).call(conference_id, said.called)
    return Response(status_code=204)


@router.post("/keyframe/{point}")
async def key_frame(request: Request, conference_id: str, point: str) -> Response:
    _allow(may_direct(request, conference_id))
    await _engine(request).request_keyframe(conference_id, point)
    return Response(status_code=204)


def _room(request: Request, conference_id: str, point: str) -> str:
    """The conference's room; with `?trial` the point's private one.

    Who is called from home has no trial: their line ends with the turn.
    """
    if "trial" not in request.query_params:
        return conference_id
    _allow(point != FROM_HOME.key)
    return trial_room(conference_id, point)


async def _offer(request: Request) -> str:
    if request.headers.get("content-type", "").split(";")[0].strip() != SDP:
        raise BadOffer
    text = b""
    async for part in request.stream():
        text += part
        if len(text) > LONGEST_OFFER:
            raise BadOffer
    return text.decode("utf-8", "replace")


def _created(session: Session, location: str) -> Response:
    return Response(session.answer, 201, {"location": location, "etag": f'"{session.mark}"'}, SDP)


def _allow(may: bool) -> None:
    if not may:
        raise Forbidden


def _engine(request: Request) -> MediaPort:
    engine: MediaPort = request.app.state.engine
    return engine


def _guests(request: Request) -> Guests:
    guests: Guests = request.app.state.guests
    return guests

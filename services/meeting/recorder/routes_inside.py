"""Start, stop, mark, state, clips: for the meeting room beside us, which shows its token.

The front door leads nobody here; without the token any page open in a browser of this machine could stop a recording.
"""

from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Depends, Request
from pydantic import AwareDatetime, BaseModel

from services.meeting.domain.media_links import RECORD, ROOM_ITSELF
from services.meeting.recorder.clips import Wanted
from services.meeting.recorder.doors import Doors, doors_of
from shared.clock import real_now
from shared.identity.links import is_valid_link
from shared.refusals import Forbidden, NotFound
from shared.web.guard import public


def from_the_room(request: Request) -> None:
    """Refuses everybody without the room's token."""
    _, _, bearer = request.headers.get("authorization", "").partition(" ")
    if not is_valid_link(bearer, RECORD, ROOM_ITSELF, doors_of(request).secret, real_now()):
        raise Forbidden()


router = APIRouter(prefix="/recorder/c/{conference_id}", dependencies=[public(), Depends(from_the_room)])
Asked = Annotated[Doors, Depends(doors_of)]


class Start(BaseModel):
    unit_id: str


class Tracks(BaseModel):
    unit_id: str
    points: list[str]


class Mark(BaseModel):
    """`name` such as `turn:<id>:start`; `at` is real time, now when it is left out."""

    name: str = ""
    at: AwareDatetime | None = None


class Clip(BaseModel):
    """From and to by the names of marks. `point`: who is to be seen first."""

    name: str
    start: str
    end: str
    point: str = ""


@router.post("/start")
async def start(doors: Asked, conference_id: UUID, body: Start) -> dict[str, Any]:
    await doors.recorders.start(conference_id, body.unit_id)
    return await doors.recorders.state(conference_id)


@router.post("/stop")
async def stop(doors: Asked, conference_id: UUID) -> dict[str, Any]:
    await doors.recorders.stop(conference_id)
    return await doors.recorders.state(conference_id)


@router.post("/tracks")
async def tracks(doors: Asked, conference_id: UUID, body: Tracks) -> dict[str, Any]:
    """Exactly these points are recorded by themselves beside the stage."""
    await doors.recorders.track(conference_id, body.unit_id, body.points)
    return await doors.recorders.state(conference_id)


@router.post("/mark")
async def mark(doors: Asked, conference_id: UUID, body: Mark) -> dict[str, Any]:
    at_us = await doors.recorders.mark(conference_id, body.name, body.at)
    if at_us is None:
        raise NotFound()
    return {"at_us": at_us}


@router.get("/state")
async def state(doors: Asked, conference_id: UUID) -> dict[str, Any]:
    return await doors.recorders.state(conference_id)


@router.post("/clips")
async def cut(doors: Asked, conference_id: UUID, body: Clip) -> dict[str, Any]:
    """Cut a film; says `{"ready": false}` while its last segment is still being written."""
    wanted = Wanted(body.name, body.start, body.end, body.point)
    is_over = doors.recorders.window(conference_id) is None
    clip = await doors.clips.cut(conference_id, wanted, is_over=is_over)
    return {"ready": clip is not None} | (clip or {})

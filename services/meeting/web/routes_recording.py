"""The recording by hand: begin, hold, end; and the sheet that tells of it at the doors."""

from typing import Literal
from uuid import UUID

from fastapi import APIRouter, Request, Response

from services.meeting.domain import recording, tracks
from services.meeting.domain.session import Recording
from services.meeting.store import conferences
from services.meeting.web import words
from services.meeting.web.session_commands import command
from shared.identity import Permission
from shared.refusals import NotFound
from shared.web.guard import needs, officer_of
from shared.web.room import room_of

router = APIRouter(prefix="/meeting/c/{conference_id}/recording", dependencies=[needs(Permission.RUN_SESSION)])


@router.get("/notice")
async def notice(request: Request, conference_id: UUID) -> Response:
    """The sheet for the doors."""
    room = room_of(request)
    async with room.database.transaction() as session:
        conference = await conferences.find(session, conference_id, officer_of(request).unit_id)
    if not conferences.rules_of(conference).is_recorded:
        raise NotFound()
    profile = conferences.profile_of(conference)
    return room.templates.page(request, "meeting/recording_notice.html", conference=conference, profile=profile)


@router.post("/tracks/{to}")
async def switch_tracks(request: Request, conference_id: UUID, to: Literal["on", "off"]) -> Response:
    """Each point by itself, beside the stage."""
    said = "Ghi riêng từng điểm cầu." if to == "on" else "Thôi ghi riêng từng điểm cầu."
    return await command(
        request, conference_id, lambda _f, _i: lambda s, r: tracks.switch_tracks(s, r, are_wanted=to == "on"), said
    )


@router.post("/{to}")
async def switch(request: Request, conference_id: UUID, to: Recording) -> Response:
    """`on`, `paused` or `off`; the recorder follows the log by itself (`recording_keeper.py`)."""
    said = f"{words.RECORDING[to]}."
    return await command(request, conference_id, lambda _f, _i: lambda s, r: recording.switch(s, r, to), said)

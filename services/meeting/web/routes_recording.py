"""The recording by hand: begin, hold, end."""

from uuid import UUID

from fastapi import APIRouter, Request, Response

from services.meeting.domain import recording
from services.meeting.domain.session import Recording
from services.meeting.web import words
from services.meeting.web.session_commands import command
from shared.identity import Permission
from shared.web.guard import needs

router = APIRouter(prefix="/meeting/c/{conference_id}/recording", dependencies=[needs(Permission.RUN_SESSION)])


@router.post("/{to}")
async def switch(request: Request, conference_id: UUID, to: Recording) -> Response:
    """`on`, `paused` or `off`; the recorder follows the log by itself (`recording_keeper.py`)."""
    said = f"{words.RECORDING[to]}."
    return await command(request, conference_id, lambda _f, _i: lambda s, r: recording.switch(s, r, to), said)

"""The log to read, to print, and as a workbook."""

from uuid import UUID

from fastapi import APIRouter, Request, Response

from services.meeting.store import conferences
from services.meeting.store import scene as scenes
from services.meeting.store.scene import Scene
from services.meeting.web.log_view import Line, lines
from shared.identity import Permission
from shared.web.excel import excel
from shared.web.files import file_response
from shared.web.guard import needs, officer_of
from shared.web.room import room_of

HEADERS = (("Số", 6), ("Lúc", 20), ("Việc", 80), ("Người ghi", 24), ("Ghi chú", 40))
router = APIRouter(prefix="/meeting/c/{conference_id}", dependencies=[needs(Permission.WATCH_SESSION)])


@router.get("/log")
async def log(request: Request, conference_id: UUID) -> Response:
    scene, rows = await _read(request, conference_id)
    return room_of(request).templates.page(request, "meeting/log.html", conference=scene.conference, lines=rows)


@router.get("/log.xlsx")
async def workbook(request: Request, conference_id: UUID) -> Response:
    """Every line with its number, so that a printed copy can be checked against the log."""
    scene, rows = await _read(request, conference_id)
    cells = [(line.seq, line.at, line.text, line.who, line.note) for line in rows]
    return file_response(excel("Diễn biến", HEADERS, cells), f"dien-bien-{scene.conference.slug}.xlsx")


async def _read(request: Request, conference_id: UUID) -> tuple[Scene, list[Line]]:
    async with room_of(request).database.transaction() as session:
        await conferences.find(session, conference_id, officer_of(request).unit_id)
        scene = await scenes.load(session, conference_id)
        rows = await scenes.log_rows(session, conference_id)
        notes = await scenes.notes(session, conference_id)
    return scene, lines(scene, rows, notes)

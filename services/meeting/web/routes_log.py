"""The log to read, to print, and as a workbook."""

import io
from uuid import UUID

import xlsxwriter
from fastapi import APIRouter, Request, Response

from services.meeting.store import conferences
from services.meeting.store import scene as scenes
from services.meeting.store.scene import Scene
from services.meeting.web.log_view import Line, lines
from shared.calendar.words import to_local
from shared.identity import Permission
from shared.web.guard import needs, officer_of
from shared.web.room import room_of

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
router = APIRouter(prefix="/meeting/c/{conference_id}", dependencies=[needs(Permission.WATCH_SESSION)])


@router.get("/log")
async def log(request: Request, conference_id: UUID) -> Response:
    scene, rows = await _read(request, conference_id)
    return room_of(request).templates.page(request, "meeting/log.html", conference=scene.conference, lines=rows)


@router.get("/log.xlsx")
async def workbook(request: Request, conference_id: UUID) -> Response:
    """Every line with its number, so that a printed copy can be checked against the log."""
    scene, rows = await _read(request, conference_id)
    name = f"dien-bien-{scene.conference.slug}.xlsx"
    headers = {"content-disposition": f'attachment; filename="{name}"'}
    return Response(_sheet(rows), media_type=XLSX, headers=headers)


async def _read(request: Request, conference_id: UUID) -> tuple[Scene, list[Line]]:
    async with room_of(request).database.transaction() as session:
        await conferences.find(session, conference_id, officer_of(request).unit_id)
        scene = await scenes.load(session, conference_id)
        rows = await scenes.log_rows(session, conference_id)
        notes = await scenes.notes(session, conference_id)
    return scene, lines(scene, rows, notes)


def _sheet(rows: list[Line]) -> bytes:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        bold = book.add_format({"bold": True, "bg_color": "#DCECEC", "border": 1})
        moment = book.add_format({"num_format": "hh:mm:ss dd/mm/yyyy"})
        sheet = book.add_worksheet("Diễn biến")
        sheet.write_row(0, 0, ["Số", "Lúc", "Việc", "Người ghi", "Ghi chú"], bold)
        for at, line in enumerate(rows, 1):
            sheet.write_number(at, 0, line.seq)
            sheet.write_datetime(at, 1, to_local(line.at).replace(tzinfo=None), moment)
            for column, text in enumerate((line.text, line.who, line.note), 2):
                sheet.write_string(at, column, text)
        for column, width in enumerate((6, 20, 80, 24, 40)):
            sheet.set_column(column, column, width)
        sheet.freeze_panes(1, 0)
    return out.getvalue()

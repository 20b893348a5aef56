"""The session and its line: steps, breaks, notices, moves."""

from uuid import UUID

from fastapi import APIRouter, Request, Response

from services.meeting.domain import floor
from services.meeting.web.session_commands import command, id_in, optional_id
from shared.identity import Permission
from shared.web.guard import needs

router = APIRouter(prefix="/meeting/c/{conference_id}", dependencies=[needs(Permission.RUN_SESSION)])


@router.post("/session/pause")
async def pause(request: Request, conference_id: UUID) -> Response:
    return await command(request, conference_id, lambda _f, _i: lambda s, _r: floor.pause(s), "Tạm nghỉ.")


@router.post("/session/resume")
async def resume(request: Request, conference_id: UUID) -> Response:
    return await command(request, conference_id, lambda _f, _i: lambda s, _r: floor.resume(s), "Tiếp tục.")


@router.post("/session/recording-notice")
async def recording_notice(request: Request, conference_id: UUID) -> Response:
    return await command(
        request,
        conference_id,
        lambda form, _i: lambda s, _r: floor.show_recording_notice(s, form["shown"] == "1"),
        "Đã ghi.",
    )


@router.post("/session/incident")
async def incident(request: Request, conference_id: UUID) -> Response:
    return await command(
        request, conference_id, lambda form, _i: lambda s, _r: floor.note_incident(s, form["note"]), "Đã ghi sự việc."
    )


@router.post("/agenda/begin")
async def begin_step(request: Request, conference_id: UUID) -> Response:
    return await command(
        request, conference_id, lambda form, _i: lambda s, r: floor.begin_step(s, r, form["step"]), "Đã chuyển bước."
    )


@router.post("/agenda/adopt")
async def adopt(request: Request, conference_id: UUID) -> Response:
    return await command(
        request, conference_id, lambda _f, _i: lambda s, _r: floor.adopt_programme(s), "Đã thông qua chương trình."
    )


@router.post("/agenda/secretary")
async def secretary(request: Request, conference_id: UUID) -> Response:
    return await command(
        request,
        conference_id,
        lambda form, _i: lambda s, _r: floor.appoint_secretary(s, form["name"]),
        "Đã cử thư ký.",
    )


@router.post("/line/move")
async def move(request: Request, conference_id: UUID) -> Response:
    """Right after `after`, or on top when it is empty."""
    return await command(
        request,
        conference_id,
        lambda form, _i: lambda s, _r: floor.move(s, id_in(form, "question"), optional_id(form, "after")),
        "Đã xếp lại.",
    )


@router.post("/line/skip")
async def skip(request: Request, conference_id: UUID) -> Response:
    return await command(
        request, conference_id, lambda form, _i: lambda s, _r: floor.skip(s, id_in(form, "question")), "Đã ghi vắng."
    )


@router.post("/line/recall")
async def recall(request: Request, conference_id: UUID) -> Response:
    return await command(
        request,
        conference_id,
        lambda form, _i: lambda s, _r: floor.recall(s, id_in(form, "question")),
        "Đã đưa lại danh sách chờ.",
    )

"""The minutes: read what the log says, put it into better words, sign off, download."""

from datetime import date
from typing import Any, Literal
from uuid import UUID

from fastapi import APIRouter, Request, Response
from sqlalchemy.ext.asyncio import AsyncSession

from services.meeting.domain.minutes import gaps
from services.meeting.domain.minutes_document import minutes_document
from services.meeting.domain.minutes_refusals import DirectionIncomplete
from services.meeting.store import conferences, minutes
from services.meeting.store import scene as scenes
from services.meeting.usecases import write_minutes as write
from services.meeting.web import words
from services.meeting.web.plan_page import by_of
from services.meeting.web.session_commands import id_in, made_by
from shared.documents.model import DRAFT_MARK
from shared.identity import Permission
from shared.web.commands import Done, read_command_id, run_command
from shared.web.forms import Form
from shared.web.guard import needs, officer_of
from shared.web.papers import document_response
from shared.web.room import room_of

router = APIRouter(prefix="/meeting/c/{conference_id}/minutes", dependencies=[needs(Permission.WRITE_MINUTES)])


@router.get("")
async def page(request: Request, conference_id: UUID) -> Response:
    return room_of(request).templates.page(request, "meeting/minutes.html", **await _context(request, conference_id))


@router.get("/minutes.{kind}")
async def file(request: Request, conference_id: UUID, kind: Literal["pdf", "docx"]) -> Response:
    """The frozen text when it is final, else today's draft."""
    context = await _context(request, conference_id)
    row = context["row"]
    mark = None if row.frozen else DRAFT_MARK
    document = minutes_document(context["profile"], context["minutes"], row.number, mark)
    name = f"bien-ban-{context['conference'].slug}" if row.frozen else f"du-thao-bien-ban-{context['conference'].slug}"
    return await document_response(document, name, kind)


async def _context(request: Request, conference_id: UUID) -> dict[str, Any]:
    room, officer = room_of(request), officer_of(request)
    async with room.database.transaction() as session:
        conference = await conferences.find(session, conference_id, officer.unit_id)
        scene = await scenes.load(session, conference_id)
        row = await minutes.row_of(session, conference_id, officer.unit_id)
        now = await minutes.current(session, scene)
        edits = await minutes.edits_of(session, conference_id)
        directions = await minutes.directions_of(session, conference_id)
    shown = minutes.from_json(row.frozen) if row.frozen else now
    profile = conferences.profile_of(conference)
    bases = {passage.key: passage.base for passage in now.passages()}
    return {
        "conference": conference,
        "badge": words.STATUS[conference.status],
        "row": row,
        "minutes": shown,
        "edits": edits,
        "outdated": {key for key, edit in edits.items() if bases.get(key) not in (None, edit.base)},
        "directions": directions,
        "gaps": gaps(now),
        "profile": profile,
        "departments": [(d.name, d.name) for d in profile.departments if not d.restricted],
    }


@router.post("/edit")
async def edit(request: Request, conference_id: UUID) -> Response:
    now, by = room_of(request).clock.now(), by_of(request)

    async def work(session: AsyncSession, form: Form) -> Done:
        await write.edit_passage(session, conference_id, form["key"], form["text"], by, now)
        return _done(conference_id, "Đã lưu phần vừa sửa.", form["key"])

    return await run_command(request, work)


@router.post("/revert")
async def revert(request: Request, conference_id: UUID) -> Response:
    by = by_of(request)

    async def work(session: AsyncSession, form: Form) -> Done:
        await write.revert_passage(session, conference_id, form["key"], by)
        return _done(conference_id, "Đã lấy lại nội dung từ diễn biến.", form["key"])

    return await run_command(request, work)


@router.post("/directions")
async def add_direction(request: Request, conference_id: UUID) -> Response:
    now, by = room_of(request).clock.now(), by_of(request)

    async def work(session: AsyncSession, form: Form) -> Done:
        made = made_by(read_command_id(request, form), "direction")
        new = write.NewDirection(made, form["text"], form["department"], _day(form["due_on"]))
        await write.add_direction(session, conference_id, new, by, now)
        return _done(conference_id, "Đã ghi việc giao đơn vị.", "directions")

    return await run_command(request, work)


@router.post("/directions/remove")
async def remove_direction(request: Request, conference_id: UUID) -> Response:
    by = by_of(request)

    async def work(session: AsyncSession, form: Form) -> Done:
        await write.remove_direction(session, conference_id, id_in(form, "direction"), by)
        return _done(conference_id, "Đã bỏ việc này.", "directions")

    return await run_command(request, work)


@router.post("/finalize")
async def finalize(request: Request, conference_id: UUID) -> Response:
    now, by = room_of(request).clock.now(), by_of(request)

    async def work(session: AsyncSession, form: Form) -> Done:
        await write.finalize(session, conference_id, form["number"], by, now)
        return _done(conference_id, "Biên bản đã được chốt.")

    return await run_command(request, work)


@router.post("/reopen")
async def reopen(request: Request, conference_id: UUID) -> Response:
    now, by = room_of(request).clock.now(), by_of(request)

    async def work(session: AsyncSession, form: Form) -> Done:
        await write.reopen(session, conference_id, form["reason"], by, now)
        return _done(conference_id, "Biên bản đã được mở lại để sửa.")

    return await run_command(request, work)


def _done(conference_id: UUID, message: str, anchor: str = "") -> Done:
    return Done(message, f"/meeting/c/{conference_id}/minutes" + (f"#{anchor}" if anchor else ""))


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise DirectionIncomplete() from None

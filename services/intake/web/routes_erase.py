"""Erasing a person on request: by receipt code, with one more question before it is done."""

from uuid import UUID

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse
from sqlalchemy.ext.asyncio import AsyncSession

from services.intake.store.people import find_by_code, get_registration
from services.intake.usecases.erase_person import erase_person
from services.intake.web.desk import desk_page
from services.intake.web.words import CHANNEL_WORDS
from shared.identity import Permission
from shared.ids import read_code
from shared.web.commands import Done, run_command
from shared.web.forms import Form
from shared.web.guard import actor_of, needs, officer_of
from shared.web.room import room_of

router = APIRouter(prefix="/intake/erasure", dependencies=[needs(Permission.MANAGE_UNIT)])


@router.get("")
async def ask(request: Request) -> Response:
    """The box for the code."""
    typed = request.query_params.get("code", "").strip()
    async with room_of(request).database.transaction() as session:
        found = await find_by_code(session, read_code(typed)) if typed else None
        if found and found.unit_id == officer_of(request).unit_id:
            return RedirectResponse(f"/intake/erasure/{found.id}", status_code=303)
        return await desk_page(request, session, "erasure.html", typed=typed[:40])


@router.get("/{registration_id}")
async def confirm(request: Request, registration_id: UUID) -> Response:
    """Names nobody: code, channel and time are enough to be sure."""
    async with room_of(request).database.transaction() as session:
        form, person = await get_registration(session, officer_of(request).unit_id, registration_id)
        channel = CHANNEL_WORDS[form.channel]
        return await desk_page(request, session, "erase.html", form=form, erased_at=person.erased_at, channel=channel)


@router.post("/{registration_id}")
async def erase(request: Request, registration_id: UUID) -> Response:
    """Scans go first: while the bucket is away nothing is erased, and doing it again is harmless."""

    async def work(session: AsyncSession, _form: Form) -> Done:
        room, unit_id = room_of(request), officer_of(request).unit_id
        for key in await erase_person(session, unit_id, registration_id, actor_of(request), room.clock.now()):
            await room.store.delete(key)
        return Done("Đã xóa dữ liệu cá nhân của người gửi.", f"/intake/erasure/{registration_id}")

    return await run_command(request, work)

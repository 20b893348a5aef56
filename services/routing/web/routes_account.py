"""The officer's own account: who I am here, and a new password."""

from uuid import UUID

from fastapi import APIRouter, Request, Response
from sqlalchemy.ext.asyncio import AsyncSession

from services.routing.usecases import officers
from shared.identity import Permission
from shared.web.commands import Done, run_command
from shared.web.forms import Form
from shared.web.guard import needs, officer_of
from shared.web.room import room_of

router = APIRouter(prefix="/routing/account", dependencies=[needs(Permission.SIGNED_IN)])


@router.get("")
async def show_account(request: Request) -> Response:
    return room_of(request).templates.page(request, "account.html", least=officers.SHORTEST_PASSWORD)


@router.post("/password")
async def change_password(request: Request) -> Response:
    officer = officer_of(request)

    async def work(session: AsyncSession, form: Form) -> Done:
        row = await officers.find_officer(session, officer.unit_id, UUID(officer.id))
        officers.change_password(row, form["old"], form["password"])
        return Done("Đã đổi mật khẩu.", "/routing/account")

    return await run_command(request, work)

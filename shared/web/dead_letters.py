"""The page of facts that could not be handled: bodies masked, readings logged, replay by hand."""

from fastapi import APIRouter, Request, Response
from sqlalchemy.ext.asyncio import AsyncSession

from shared.clock import real_now
from shared.identity import Permission
from shared.messaging import dead_letters
from shared.vietnamese.masks import mask_json
from shared.web.commands import Done, run_command
from shared.web.forms import Form
from shared.web.guard import needs, officer_of
from shared.web.room import room_of


def router(room_name: str) -> APIRouter:
    """Routes under `/<room>/dead-letters`."""
    routes = APIRouter(prefix=f"/{room_name}/dead-letters", dependencies=[needs(Permission.OPERATE_SYSTEM)])

    @routes.get("")
    async def listing(request: Request) -> Response:
        room = room_of(request)
        async with room.database.transaction() as session:
            letters = await dead_letters.listing(session)
        return room.templates.page(request, "dead_letters.html", letters=letters, room_name=room_name)

    @routes.get("/{letter_id}")
    async def reading(request: Request, letter_id: int) -> Response:
        room = room_of(request)
        async with room.database.transaction() as session:
            letter = await dead_letters.read(session, letter_id, officer_of(request).id, real_now())
        body = mask_json(letter.body.decode("utf-8", "replace"))
        return room.templates.page(request, "dead_letter.html", letter=letter, body=body, room_name=room_name)

    @routes.post("/{letter_id}/replay")
    async def replay(request: Request, letter_id: int) -> Response:
        room = room_of(request)

        async def work(session: AsyncSession, _form: Form) -> Done:
            letter = await dead_letters.read(session, letter_id, officer_of(request).id, real_now())
            await room.bus.consumers[letter.consumer].replay(letter.incoming())
            await dead_letters.mark_replayed(session, letter_id, real_now())
            return Done("Đã xử lý lại thông điệp.", f"/{room_name}/dead-letters")

        return await run_command(request, work)

    return routes

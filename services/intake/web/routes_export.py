"""The register as an Excel file."""

import asyncio

from fastapi import APIRouter, Request, Response

from services.intake.store import conferences, reads_register, units
from services.intake.store.questions import progress_of
from services.intake.web.excel import register_xlsx
from services.intake.web.register_filter import read_filter
from shared.identity import Permission
from shared.refusals import NotFound
from shared.web.files import file_response
from shared.web.guard import needs, officer_of
from shared.web.room import room_of

router = APIRouter(prefix="/intake", dependencies=[needs(Permission.REGISTER_QUESTION)])


@router.get("/export.xlsx")
async def export(request: Request) -> Response:
    """The whole filtered view, one row a question."""
    unit_id = officer_of(request).unit_id
    async with room_of(request).database.transaction() as session:
        known = await conferences.list_conferences(session, unit_id)
        wanted = read_filter(request.query_params, known)
        if wanted is None:
            raise NotFound()
        rows, _ = await reads_register.rows(session, unit_id, wanted, reads_register.MOST_EXPORTED)
        profile = await units.get_profile(session, unit_id)
        progress = await progress_of(session, [q.id for row in rows for q in row.questions])
    body = await asyncio.to_thread(register_xlsx, profile, rows, progress)
    name = next(c.slug for c in known if c.id == wanted.conference_id)
    return file_response(body, f"so-dang-ky-{name}.xlsx")

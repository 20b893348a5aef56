"""Scans to look at."""

from uuid import UUID

from fastapi import APIRouter, Request, Response

from services.intake.store.scans import get_scan
from services.intake.web.desk import reads_hidden
from shared.identity import Permission
from shared.web.files import file_response
from shared.web.guard import needs, officer_of
from shared.web.room import room_of

router = APIRouter(prefix="/intake/scans", dependencies=[needs(Permission.REGISTER_QUESTION)])


@router.get("/{scan_id}")
async def scan(request: Request, scan_id: UUID) -> Response:
    """The scan as it was taken in, with the type its bytes have."""
    room, officer = room_of(request), officer_of(request)
    async with room.database.transaction() as session:
        found = await get_scan(session, officer.unit_id, scan_id, may_read_hidden=reads_hidden(officer))
    body = await room.store.get(found.key)
    return file_response(body, found.file_name, found.content_type)

"""The register: what came in for a conference, and how it stands."""

from typing import Any

from fastapi import APIRouter, Request, Response
from sqlalchemy.ext.asyncio import AsyncSession

from services.intake.store import conferences, reads_register
from services.intake.store.questions import progress_of
from services.intake.store.reads_register import Filter, Row
from services.intake.store.tables import Conference
from services.intake.web.desk import conference_options, desk_page, write_cursor
from services.intake.web.register_filter import address, read_filter
from services.intake.web.words import CHANNEL_WORDS, PATH_WORDS, STATE_TAGS
from shared.identity import Permission
from shared.web.guard import needs, officer_of
from shared.web.room import room_of

router = APIRouter(prefix="/intake", dependencies=[needs(Permission.REGISTER_QUESTION)])
MOST_PRINTED = 2000


@router.get("/")
async def register(request: Request) -> Response:
    """One page of the register. Rule: R-011"""
    unit_id = officer_of(request).unit_id
    async with room_of(request).database.transaction() as session:
        known = await conferences.list_conferences(session, unit_id)
        wanted = read_filter(request.query_params, known)
        if wanted is None:
            return await desk_page(request, session, "register_empty.html")
        rows, more = await reads_register.rows(session, unit_id, wanted)
        last = rows[-1].form if rows else None
        older = address("/intake/", wanted, after=write_cursor(last.received_at, last.code)) if last and more else None
        newer = address("/intake/", wanted) if wanted.after else None
        return await _page(request, session, "register.html", wanted, known, rows, older=older, newer=newer)


@router.get("/print")
async def printed(request: Request) -> Response:
    """The same view on paper, without pages."""
    unit_id = officer_of(request).unit_id
    async with room_of(request).database.transaction() as session:
        known = await conferences.list_conferences(session, unit_id)
        wanted = read_filter(request.query_params, known)
        if wanted is None:
            return await desk_page(request, session, "register_empty.html")
        rows, more = await reads_register.rows(session, unit_id, wanted, MOST_PRINTED)
        return await _page(request, session, "register_print.html", wanted, known, rows, cut=more)


async def _page(
    request: Request,
    session: AsyncSession,
    name: str,
    wanted: Filter,
    known: list[Conference],
    rows: list[Row],
    **context: Any,
) -> Response:
    unit_id = officer_of(request).unit_id
    ids = [question.id for row in rows for question in row.questions]
    return await desk_page(
        request,
        session,
        name,
        rows=rows,
        wanted=wanted,
        conference=next(c for c in known if c.id == wanted.conference_id),
        counts=await reads_register.counts(session, unit_id, wanted.conference_id),
        progress=await progress_of(session, ids),
        channel_words=CHANNEL_WORDS,
        state_tags=STATE_TAGS,
        path_words=PATH_WORDS,
        conferences_options=conference_options(known),
        state_options=[(state.value, words) for state, (_, words) in STATE_TAGS.items()],
        here=address("/intake/", wanted),
        excel=address("/intake/export.xlsx", wanted),
        paper=address("/intake/print", wanted),
        **context,
    )

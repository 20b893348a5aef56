"""The office decides who may watch, and takes the links away with it."""

from uuid import UUID

from fastapi import APIRouter, Request, Response
from sqlalchemy.ext.asyncio import AsyncSession

from services.meeting.domain.watching import public_view, speakers
from services.meeting.store import conferences, folds, people
from services.meeting.store.conference_tables import Status
from services.meeting.usecases.act import By
from services.meeting.usecases.choose_watching import choose_watching
from services.meeting.web import words
from services.meeting.web.routes_watch import overflow_link
from services.meeting.web.session_commands import run
from services.meeting.web.watch_access import is_shown
from shared.contracts.meeting import Watching
from shared.identity import Permission
from shared.refusals import Forbidden, NotFound
from shared.web.forms import Form
from shared.web.guard import needs, officer_of
from shared.web.room import room_of

router = APIRouter(prefix="/meeting/c/{conference_id}", dependencies=[needs(Permission.RUN_SESSION)])


@router.get("/watching")
async def page(request: Request, conference_id: UUID) -> Response:
    room, officer = room_of(request), officer_of(request)
    async with room.database.transaction() as session:
        conference = await conferences.find(session, conference_id, officer.unit_id)
        state = await folds.newest(session, conference_id)
        erased = await people.erased_among(session, speakers(state))
    return room.templates.page(
        request,
        "meeting/watching.html",
        conference=conference,
        state=state,
        view=public_view(state),
        choices=words.WATCHING,
        can_publish=officer.may(Permission.PUBLISH_RESULT),
        holds_erased=bool(erased),
        is_shown=is_shown(room, conference),
        is_draft=conference.status is Status.DRAFT,
        public_link=f"{room.settings.public_url}/meeting/watch/{conference.slug}",
        overflow_link=room.settings.public_url + overflow_link(room, conference),
    )


@router.post("/watching")
async def chosen(request: Request, conference_id: UUID) -> Response:
    """Nobody but who publishes results may leave the whole recording to the public. Rule: R-024"""
    now, officer = room_of(request).clock.now(), officer_of(request)

    async def work(session: AsyncSession, form: Form, by: By) -> str:
        if form["watching"] not in set(Watching):
            raise NotFound()
        watching = Watching(form["watching"])
        if watching is Watching.ARCHIVE and not officer.may(Permission.PUBLISH_RESULT):
            raise Forbidden()
        await choose_watching(session, conference_id, watching, by, now, form["note"])
        return f"Đã ghi: {words.WATCHING[watching][0].lower()}."

    return await run(request, conference_id, work, f"/meeting/c/{conference_id}/watching")

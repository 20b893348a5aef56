"""The gavel: see what will happen to each question, then let it fall."""

from uuid import UUID

from fastapi import APIRouter, Request, Response
from sqlalchemy.ext.asyncio import AsyncSession

from services.meeting.domain import gavel
from services.meeting.domain.entries import Standing
from services.meeting.store import conferences
from services.meeting.store import scene as scenes
from services.meeting.store.scene import Scene
from services.meeting.usecases.act import By, act
from services.meeting.web import words
from services.meeting.web.console_view import Row, row
from services.meeting.web.session_commands import run
from shared.contracts.meeting import Outcome
from shared.identity import Permission
from shared.web.forms import Form
from shared.web.guard import needs, officer_of
from shared.web.room import room_of

router = APIRouter(prefix="/meeting/c/{conference_id}", dependencies=[needs(Permission.RUN_SESSION)])
Group = tuple[Outcome, tuple[str, str], list[Row]]


@router.get("/gavel")
async def preview(request: Request, conference_id: UUID) -> Response:
    room = room_of(request)
    async with room.database.transaction() as session:
        await conferences.find(session, conference_id, officer_of(request).unit_id)
        scene = await scenes.load(session, conference_id)
    return room.templates.page(
        request,
        "meeting/gavel.html",
        conference=scene.conference,
        state=scene.state,
        groups=_groups(scene),
        accepted=gavel.counts(scene.state)["questions"],
        unanswered=sum(e.standing is Standing.HEARD and not e.outcome for e in scene.state.entries.values()),
        speaking=scene.name_of(scene.state.turn.person_id) if scene.state.turn else "",
    )


@router.post("/gavel")
async def fall(request: Request, conference_id: UUID) -> Response:
    """A second gavel changes nothing and is answered like the first."""
    now = room_of(request).clock.now()

    async def work(session: AsyncSession, _form: Form, by: By) -> str:
        await act(session, conference_id, by, now, lambda state, _rules: gavel.conclude(state))
        return "Hội nghị đã kết thúc. Mỗi câu hỏi đã có kết quả."

    return await run(request, conference_id, work, location=f"/meeting/c/{conference_id}")


def _groups(scene: Scene) -> list[Group]:
    """Questions by the outcome they have or will get, in the order the outcomes are told."""
    decided = gavel.decided(scene.state)
    return [
        (outcome, words.OUTCOME[outcome], [row(scene, scene.state.entries[id_]) for id_ in ids])
        for outcome in words.OUTCOME
        if (ids := [id_ for id_, o in decided.items() if o is outcome])
    ]

"""The leader's reading pane: question left, answer right, one after another."""

from uuid import UUID

from fastapi import APIRouter, Request, Response
from sqlalchemy.ext.asyncio import AsyncSession

from services.routing.domain.life import Life
from services.routing.domain.text import hints
from services.routing.store.page_reads import read_page
from services.routing.store.question_tables import QuestionRow
from services.routing.store.reads import Listed, listing
from services.routing.usecases import approving
from services.routing.web.typed import number
from services.routing.web.views import history_of, line_of, lines_of
from shared.identity import Permission
from shared.web.commands import Done, run_command
from shared.web.forms import Form
from shared.web.guard import needs, officer_of
from shared.web.room import room_of

router = APIRouter(prefix="/routing/approve", dependencies=[needs(Permission.APPROVE_ANSWER)])


@router.get("")
async def show(request: Request) -> Response:
    """The asked question, else the first of the queue."""
    room, officer = room_of(request), officer_of(request)
    now, asked = room.clock.now(), request.query_params.get("question", "")
    async with room.database.transaction() as session:
        queue = await listing(
            session, QuestionRow.unit_id == officer.unit_id, QuestionRow.life == Life.SUBMITTED, limit=None
        )
        at = next((n for n, one in enumerate(queue) if str(one.row.id) == asked), 0)
        page = await read_page(session, officer.unit_id, queue[at].row.id) if queue else None
    answer = page.answers[0] if page else None
    return room.templates.page(
        request,
        "approve.html",
        lines=lines_of(queue, now),
        at=at,
        p=page,
        answer=answer,
        line=line_of(Listed(page.row, page.conference.title), now) if page else None,
        hints=hints(page.row.text, answer.text, answer.legal_basis) if page and answer else (),
        history=history_of(page.history[:6]) if page else [],
    )


@router.post("/{question_id}")
async def decide(request: Request, question_id: UUID) -> Response:
    """Approve or return the version that was read; the next one follows."""
    officer, clock = officer_of(request), room_of(request).clock

    async def work(session: AsyncSession, form: Form) -> Done:
        version = number(form["version"])
        if form["decision"] == "approve":
            row = await approving.approve_answer(session, officer, question_id, version, clock.now())
            return Done(f"Đã duyệt câu trả lời {row.code}.", _onward(form))
        row = await approving.return_answer(session, officer, question_id, version, form["return_reason"], clock.now())
        return Done(f"Đã trả lại {row.holder_name} để sửa ({row.code}).", _onward(form))

    return await run_command(request, work)


def _onward(form: Form) -> str:
    after = form["next"]
    return f"/routing/approve?question={after}" if after else "/routing/approve"

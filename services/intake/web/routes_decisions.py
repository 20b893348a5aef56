"""Decisions of the screening desk, each one form and one use case."""

from collections.abc import Awaitable, Callable
from uuid import UUID

from fastapi import APIRouter, Request, Response
from sqlalchemy.ext.asyncio import AsyncSession

from services.intake.store import reads_screening
from services.intake.store.tables import Question
from services.intake.usecases.accept import Acceptance, accept, accept_many
from services.intake.usecases.classify import check_group, classify
from services.intake.usecases.mark_duplicate import mark_duplicate
from services.intake.usecases.split import split
from services.intake.web.desk import reads_hidden
from shared.contracts.intake import AnswerPath
from shared.identity import Permission
from shared.ids import read_code
from shared.web.commands import Done, run_command
from shared.web.forms import Form
from shared.web.guard import actor_of, needs, officer_of
from shared.web.room import room_of

router = APIRouter(prefix="/intake/screening", dependencies=[needs(Permission.SCREEN_QUESTION)])


@router.post("/{question_id}/accept")
async def take(request: Request, question_id: UUID) -> Response:
    """Accept, or take back an exclusion with a reason."""

    async def work(session: AsyncSession, form: Form) -> Question:
        unit_id = officer_of(request).unit_id
        group = await check_group(session, unit_id, form["content_group"])
        path = next((path for path in AnswerPath if path.value == form["path"]), None)
        choice = Acceptance(path, group, form["reason"][:300])
        return await accept(session, unit_id, question_id, choice, actor_of(request), room_of(request).clock.now())

    return await _decide(request, question_id, work, lambda q: f"Đã nhận câu hỏi {q.code}.")


@router.post("/{question_id}/duplicate")
async def duplicate(request: Request, question_id: UUID) -> Response:
    """Mark as the same matter as another."""

    async def work(session: AsyncSession, form: Form) -> Question:
        typed = form["original_typed"] or form["original"]
        head, _, number = typed.partition("/")
        original = f"{read_code(head)}/{number or '1'}"
        now, unit_id = room_of(request).clock.now(), officer_of(request).unit_id
        return await mark_duplicate(session, unit_id, question_id, original, actor_of(request), now)

    return await _decide(request, question_id, work, lambda q: f"Đã đánh dấu {q.code} trùng nội dung.")


@router.post("/{question_id}/split")
async def cut(request: Request, question_id: UUID) -> Response:
    """Cut a mixed text into parts."""

    async def work(session: AsyncSession, form: Form) -> Done:
        await _may_decide(session, request, question_id)
        now, unit_id = room_of(request).clock.now(), officer_of(request).unit_id
        codes = await split(session, unit_id, question_id, form["marked"], actor_of(request), now)
        return Done(f"Đã tách thành {', '.join(codes)}.", f"/intake/screening/{question_id}")

    return await run_command(request, work)


@router.post("/{question_id}/classify")
async def group(request: Request, question_id: UUID) -> Response:
    """Set the content group of an open question."""

    async def work(session: AsyncSession, form: Form) -> Done:
        await _may_decide(session, request, question_id)
        now, unit_id = room_of(request).clock.now(), officer_of(request).unit_id
        await classify(session, unit_id, question_id, form["content_group"], actor_of(request), now)
        return Done("Đã lưu nhóm nội dung.", f"/intake/screening/{question_id}")

    return await run_command(request, work)


@router.post("")
async def take_ticked(request: Request) -> Response:
    """Accept all ticked rows that still wait."""

    async def work(session: AsyncSession, form: Form) -> Done:
        ids = {UUID(value) for value in form.all("question") if _is_id(value)}
        now, unit_id = room_of(request).clock.now(), officer_of(request).unit_id
        taken, passed = await accept_many(session, unit_id, ids, actor_of(request), now)
        rest = f" {passed} câu không còn chờ phân loại nên bỏ qua." if passed else ""
        return Done(f"Đã nhận {taken} câu hỏi.{rest}", "/intake/screening")

    return await run_command(request, work)


async def _decide(
    request: Request,
    question_id: UUID,
    decide: Callable[[AsyncSession, Form], Awaitable[Question]],
    say: Callable[[Question], str],
) -> Response:
    """Apply a decision once, then lead to the next question that waits."""

    async def work(session: AsyncSession, form: Form) -> Done:
        await _may_decide(session, request, question_id)
        question = await decide(session, form)
        await session.flush()
        officer = officer_of(request)
        following = await reads_screening.next_waiting(session, officer.unit_id, may_read_hidden=reads_hidden(officer))
        return Done(say(question), f"/intake/screening/{following}" if following else "/intake/screening")

    return await run_command(request, work)


async def _may_decide(session: AsyncSession, request: Request, question_id: UUID) -> None:
    """A hidden question is decided only by those who may read it."""
    officer = officer_of(request)
    await reads_screening.get_question(session, officer.unit_id, question_id, may_read_hidden=reads_hidden(officer))


def _is_id(value: str) -> bool:
    try:
        UUID(value)
    except ValueError:
        return False
    return True

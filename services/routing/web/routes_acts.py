"""What officers do on the question's page: write, submit, hand on, report upward, talk."""

from collections.abc import Awaitable, Callable
from datetime import datetime
from uuid import UUID

from fastapi import APIRouter, Request, Response
from sqlalchemy.ext.asyncio import AsyncSession

from services.routing.usecases import answering, assign, converse, escalate
from services.routing.usecases.answering import Draft
from services.routing.usecases.assign import Choice
from services.routing.usecases.escalate import Paper
from services.routing.web.typed import find_day, number
from shared.contracts.routing import AnswerKind
from shared.identity import Officer, Permission
from shared.web.commands import Done, run_command
from shared.web.forms import Form
from shared.web.guard import needs, officer_of
from shared.web.room import room_of

router = APIRouter(prefix="/routing/questions/{question_id}", dependencies=[needs(Permission.READ_QUESTION)])
Act = Callable[[AsyncSession, Officer, Form, datetime], Awaitable[str]]
LONGEST_ANSWER = 20_000


async def _run(request: Request, question_id: UUID, act: Act, location: str = "") -> Response:
    """One command that ends on the question's page unless the form says otherwise."""
    officer, clock = officer_of(request), room_of(request).clock

    async def work(session: AsyncSession, form: Form) -> Done:
        said = await act(session, officer, form, clock.now())
        return Done(said, location or f"/routing/questions/{question_id}")

    return await run_command(request, work)


@router.post("/draft", dependencies=[needs(Permission.DRAFT_ANSWER)])
async def draft(request: Request, question_id: UUID) -> Response:
    """Save, and submit when the second button was pressed."""

    async def act(session: AsyncSession, officer: Officer, form: Form, now: datetime) -> str:
        written = Draft(
            question_id=question_id,
            text=form["text"][:LONGEST_ANSWER],
            legal_basis=form["legal_basis"],
            kind=kind_of(form["kind"]),
            saves=number(form["saves"]),
        )
        await answering.save_draft(session, officer, written, now)
        if form["then"] != "submit":
            return "Đã lưu dự thảo."
        await session.flush()
        await answering.submit_answer(session, officer, question_id, now)
        return "Đã trình lãnh đạo duyệt."

    return await _run(request, question_id, act)


@router.post("/revise", dependencies=[needs(Permission.DRAFT_ANSWER)])
async def revise(request: Request, question_id: UUID) -> Response:
    async def act(session: AsyncSession, officer: Officer, form: Form, now: datetime) -> str:
        row = await answering.revise_answer(session, officer, question_id, form["revise_reason"], now)
        return f"Đã mở bản {row.version} để sửa; bản mới phải được duyệt lại."

    return await _run(request, question_id, act)


@router.post("/redirect")
async def redirect(request: Request, question_id: UUID) -> Response:
    async def act(session: AsyncSession, officer: Officer, form: Form, now: datetime) -> str:
        choice = Choice(question_id, form["redirect_to"], note=form["redirect_reason"])
        await assign.propose_redirect(session, officer, choice, now)
        return "Đã đề nghị lãnh đạo chuyển đơn vị khác. Hạn hiện tại vẫn giữ đến khi lãnh đạo quyết định."

    return await _run(request, question_id, act)


@router.post("/redirect/decide", dependencies=[needs(Permission.CONFIRM_ASSIGNMENT)])
async def decide_redirect(request: Request, question_id: UUID) -> Response:
    async def act(session: AsyncSession, officer: Officer, form: Form, now: datetime) -> str:
        if form["decision"] == "confirm":
            row = await assign.confirm_redirect(session, officer, question_id, now)
            return f"Đã chuyển câu hỏi {row.code} đến {row.holder_name}."
        row = await assign.refuse_redirect(session, officer, question_id, form["refuse_reason"], now)
        return f"Câu hỏi {row.code} ở lại {row.holder_name}."

    return await _run(request, question_id, act)


@router.post("/escalate")
async def escalate_up(request: Request, question_id: UUID) -> Response:
    async def act(session: AsyncSession, officer: Officer, form: Form, now: datetime) -> str:
        await escalate.escalate_question(session, officer, question_id, form["escalate_reason"], now)
        return "Đã lập báo cáo cấp trên. Văn phòng tải báo cáo, trình ký và ghi số, ngày khi phát hành."

    return await _run(request, question_id, act)


@router.post("/report", dependencies=[needs(Permission.PROPOSE_ASSIGNMENT)])
async def report(request: Request, question_id: UUID) -> Response:
    async def act(session: AsyncSession, officer: Officer, form: Form, now: datetime) -> str:
        await escalate.record_report(session, officer, question_id, _paper(form), now)
        return "Đã ghi số, ngày báo cáo."

    return await _run(request, question_id, act, "/routing/escalations")


@router.post("/reply", dependencies=[needs(Permission.PROPOSE_ASSIGNMENT)])
async def reply(request: Request, question_id: UUID) -> Response:
    async def act(session: AsyncSession, officer: Officer, form: Form, now: datetime) -> str:
        stands = form["answer_stands"] == "1"
        await escalate.record_reply(
            session, officer, question_id, _paper(form), form["summary"], now, answer_stands=stands
        )
        return "Đã ghi ý kiến của cấp trên."

    return await _run(request, question_id, act, "/routing/escalations")


@router.post("/comment")
async def comment(request: Request, question_id: UUID) -> Response:
    async def act(session: AsyncSession, officer: Officer, form: Form, now: datetime) -> str:
        await converse.comment(session, officer, question_id, form["comment"], now)
        return "Đã gửi ý kiến trao đổi."

    return await _run(request, question_id, act)


def kind_of(value: str) -> AnswerKind:
    return AnswerKind.GUIDANCE if value == AnswerKind.GUIDANCE else AnswerKind.ANSWER


def _paper(form: Form) -> Paper:
    return Paper(form["number"], find_day(form["on"]))

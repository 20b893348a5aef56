"""The floor: call, end, extend, put back, and what the hall decided."""

from uuid import UUID

from fastapi import APIRouter, Request, Response

from services.meeting.domain import turns
from services.meeting.web.session_commands import command, id_in
from shared.contracts.meeting import Outcome
from shared.identity import Permission
from shared.refusals import NotFound
from shared.web.forms import Form
from shared.web.guard import needs

router = APIRouter(prefix="/meeting/c/{conference_id}", dependencies=[needs(Permission.RUN_SESSION)])


def outcome_in(form: Form) -> Outcome:
    try:
        return Outcome(form["outcome"])
    except ValueError:
        raise NotFound() from None


@router.post("/turns/call")
async def call(request: Request, conference_id: UUID) -> Response:
    """The command's id becomes the turn's id."""
    return await command(
        request,
        conference_id,
        lambda form, id_: (
            lambda state, rules: turns.call(
                state, rules, id_in(form, "question"), id_, chair_allows=bool(form["chair_allows"])
            )
        ),
        "Đã mời phát biểu.",
    )


@router.post("/turns/end")
async def end(request: Request, conference_id: UUID) -> Response:
    """Without an outcome the question waits for its answer."""
    return await command(
        request,
        conference_id,
        lambda form, _id: (
            lambda state, _rules: turns.end(state, id_in(form, "turn"), outcome_in(form) if form["outcome"] else None)
        ),
        "Đã kết thúc lượt.",
    )


@router.post("/turns/extend")
async def extend(request: Request, conference_id: UUID) -> Response:
    return await command(
        request,
        conference_id,
        lambda form, _id: lambda state, rules: turns.extend(state, id_in(form, "turn"), rules.extension_s),
        "Đã thêm giờ.",
    )


@router.post("/turns/put-back")
async def put_back(request: Request, conference_id: UUID) -> Response:
    return await command(
        request,
        conference_id,
        lambda form, _id: lambda state, _rules: turns.put_back(state, id_in(form, "turn")),
        "Đã đưa lại danh sách chờ.",
    )


@router.post("/outcomes/decide")
async def decide(request: Request, conference_id: UUID) -> Response:
    return await command(
        request,
        conference_id,
        lambda form, _id: lambda state, _rules: turns.decide(state, id_in(form, "question"), outcome_in(form)),
        "Đã ghi kết quả.",
    )

"""The question's page, and the papers about it."""

from typing import Any
from uuid import UUID

from fastapi import APIRouter, Request, Response

from services.routing.domain import words
from services.routing.domain.acts import is_held
from services.routing.domain.life import Life
from services.routing.domain.papers import transfer_slip
from services.routing.domain.text import hints
from services.routing.store.frozen import calendar_of, profile_of
from services.routing.store.page_reads import Page, read_page
from services.routing.store.questions import state_of
from services.routing.store.reads import Listed
from services.routing.usecases.holding import holds, sees_work
from services.routing.web.about import about_of
from services.routing.web.views import departments_of, history_of, kinds, line_of
from shared.calendar import DayUnit, add_days, local_day
from shared.identity import Officer, Permission
from shared.web.guard import needs, officer_of
from shared.web.papers import document_response
from shared.web.room import room_of

router = APIRouter(prefix="/routing/questions", dependencies=[needs(Permission.READ_QUESTION)])
REPLY_DAYS = 10


@router.get("/{question_id}")
async def show(request: Request, question_id: UUID) -> Response:
    room, officer = room_of(request), officer_of(request)
    async with room.database.transaction() as session:
        page = await read_page(session, officer.unit_id, question_id)
        profile = await profile_of(session, officer.unit_id)
    line = line_of(Listed(page.row, page.conference.title), room.clock.now())
    return room.templates.page(
        request,
        "question.html",
        p=page,
        q=page.row,
        line=line,
        labels=words,
        may=acts_for(page, officer),
        history=history_of(page.history),
        departments=departments_of(profile),
        kinds=kinds(),
        superior=profile.unit.superior.name,
        **_editor(page, officer),
    )


def acts_for(page: Page, officer: Officer) -> dict[str, bool]:
    """What this officer may do now with this question; the use cases decide again."""
    row, state = page.row, state_of(page.row)
    holder, over = holds(row, officer), officer.may(Permission.CONFIRM_ASSIGNMENT)
    office, held = officer.may(Permission.PROPOSE_ASSIGNMENT), is_held(state)
    return {
        "see_work": sees_work(row, officer),
        "assign": (over or office) and row.life is Life.TO_ASSIGN,
        "draft": holder and row.life in (Life.ASSIGNED, Life.DRAFTING, Life.RETURNED),
        "submit": holder and not state.waits_for_superior,
        "revise": holder and row.life is Life.APPROVED,
        "decide": officer.may(Permission.APPROVE_ANSWER) and row.life is Life.SUBMITTED,
        "redirect": (holder or office) and held and not row.redirect_to,
        "decide_redirect": over and bool(row.redirect_to),
        "escalate": (holder or office or over) and state.escalation is None and (held or row.life is Life.APPROVED),
        "record": office and state.waits_for_superior,
        "watch_film": officer.may_watch_film(row.holder),
    }


def _editor(page: Page, officer: Officer) -> dict[str, Any]:
    """The text in the editor: the open draft, or the last version's words when a new one begins."""
    last = page.answers[0] if page.answers else None
    is_draft = last is not None and page.row.life is Life.DRAFTING
    seen = last if sees_work(page.row, officer) else None
    return {
        "text": last.text if last else "",
        "legal_basis": last.legal_basis if last else "",
        "saves": last.saves if is_draft and last else 0,
        "hints": hints(page.row.text, seen.text, seen.legal_basis) if seen else (),
    }


@router.get("/{question_id}/transfer.{form}")
async def transfer(request: Request, question_id: UUID, form: str) -> Response:
    """Phiếu chuyển to the competent body the suggestion names, else to one to be filled in."""
    room, officer = room_of(request), officer_of(request)
    today = local_day(room.clock.now())
    async with room.database.transaction() as session:
        page = await read_page(session, officer.unit_id, question_id)
        profile = await profile_of(session, officer.unit_id)
        reply_by = add_days(await calendar_of(session, officer.unit_id), today, REPLY_DAYS, DayUnit.WORKING).day
    body = page.row.suggestion.get("body") or "…………………………………"
    reason = f"Nội dung không thuộc trách nhiệm giải quyết của {profile.unit.body}"
    paper = transfer_slip(profile, about_of(page.row, page.conference), body, reason, reply_by, today)
    return await document_response(paper, f"phieu-chuyen-{page.row.code.replace('/', '-')}", form)

"""The batch table of proposals: the host office prepares it, the leader confirms what is ticked."""

from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import Any
from uuid import UUID

from fastapi import APIRouter, Request, Response
from sqlalchemy.ext.asyncio import AsyncSession

from services.routing.domain.due import Due
from services.routing.domain.life import OPEN, Life
from services.routing.domain.papers_of_conference import Proposed, assignment_proposal
from services.routing.domain.refusals import AlreadyMoved, NothingTicked
from services.routing.domain.words import CONFIDENCE_WORDS
from services.routing.store.frozen import calendar_of, profile_of
from services.routing.store.question_tables import ConferenceCopy, QuestionRow
from services.routing.store.reads import Listed, count, listing
from services.routing.usecases.assign import Choice, confirm_assignment, propose_assignment
from services.routing.usecases.terms import reckon
from services.routing.web.routes_acts import kind_of
from services.routing.web.typed import get_uuid
from services.routing.web.views import departments_of, kinds, last_day, lines_of
from shared.calendar import local_day, short_date
from shared.identity import Officer, Permission
from shared.web.commands import Done, run_command
from shared.web.forms import Form
from shared.web.guard import needs, officer_of
from shared.web.papers import document_response
from shared.web.room import room_of

router = APIRouter(prefix="/routing/assign", dependencies=[needs(Permission.READ_QUESTION)])
AT_ONCE = 100
HERE = "/routing/assign"
Assign = Callable[[AsyncSession, Officer, Choice, datetime], Awaitable[QuestionRow]]


@router.get("")
async def show(request: Request) -> Response:
    room, officer = room_of(request), officer_of(request)
    now = room.clock.now()
    async with room.database.transaction() as session:
        waiting = (QuestionRow.unit_id == officer.unit_id, QuestionRow.life == Life.TO_ASSIGN)
        found, total = await listing(session, *waiting, limit=AT_ONCE), await count(session, *waiting)
        asked = (QuestionRow.unit_id == officer.unit_id, QuestionRow.life.in_(OPEN), QuestionRow.redirect_to != "")
        redirects = await listing(session, *asked, limit=AT_ONCE)
        dues = await _dues(session, officer.unit_id, found, now)
        profile = await profile_of(session, officer.unit_id)
    return room.templates.page(
        request,
        "assign.html",
        lines=lines_of(found, now),
        total=total,
        dues=dues,
        redirects=lines_of(redirects, now),
        departments=departments_of(profile),
        department_names={d.key: d.name for d in profile.departments},
        kinds=kinds(),
        confidence=CONFIDENCE_WORDS,
        may_confirm=officer.may(Permission.CONFIRM_ASSIGNMENT),
        may_propose=officer.may(Permission.PROPOSE_ASSIGNMENT),
    )


async def _dues(session: AsyncSession, unit_id: str, found: Any, now: datetime) -> dict[UUID, Due]:
    """The due date of each row if it were confirmed now. Rule: C-07"""
    cal = await calendar_of(session, unit_id)
    conferences = {key: await session.get_one(ConferenceCopy, key) for key in {one.row.conference_id for one in found}}
    return {row.id: reckon(cal, conferences[row.conference_id], row, now, row.kind) for row, _ in found}


@router.post("", dependencies=[needs(Permission.CONFIRM_ASSIGNMENT)])
async def confirm(request: Request) -> Response:
    """The leader's word for every ticked row."""
    return await _each(request, confirm_assignment, "Đã phân công {count} câu hỏi.")


@router.post("/proposals", dependencies=[needs(Permission.PROPOSE_ASSIGNMENT)])
async def propose(request: Request) -> Response:
    """The host office's changes to the ticked rows."""
    return await _each(request, propose_assignment, "Đã lưu đề xuất cho {count} câu hỏi.")


async def _each(request: Request, act: Assign, words: str) -> Response:
    """Rows that somebody else settled meanwhile are named; the others go through. All refused: the first reason."""
    officer, clock = officer_of(request), room_of(request).clock

    async def work(session: AsyncSession, form: Form) -> Done:
        choices, refused = [_choice(form, ticked) for ticked in form.all("pick")], []
        if not choices:
            raise NothingTicked()
        for choice in sorted(choices, key=lambda choice: choice.question_id):
            try:
                await act(session, officer, choice, clock.now())
            except AlreadyMoved as refusal:
                refused.append(refusal)
        if len(refused) == len(choices):
            raise refused[0]
        return Done(words.format(count=len(choices) - len(refused)) + _left_out(refused), form["back"] or HERE)

    return await run_command(request, work)


def _left_out(refused: list[AlreadyMoved]) -> str:
    named = "; ".join("{code}: {who} đã {what} lúc {when}".format(**refusal.facts) for refusal in refused)
    return f" Không làm được {len(refused)} câu ({named})." if refused else ""


def _choice(form: Form, ticked: str) -> Choice:
    department, kind = form[f"department-{ticked}"], form[f"kind-{ticked}"]
    return Choice(get_uuid(ticked), department, kind_of(kind), form[f"note-{ticked}"])


@router.get("/proposal.{form}")
async def proposal(request: Request, form: str) -> Response:
    """Tờ trình phân công: the same rows on paper."""
    room, officer = room_of(request), officer_of(request)
    now = room.clock.now()
    async with room.database.transaction() as session:
        waiting = (QuestionRow.unit_id == officer.unit_id, QuestionRow.life == Life.TO_ASSIGN)
        found = await listing(session, *waiting, limit=None)
        dues = await _dues(session, officer.unit_id, found, now)
        profile = await profile_of(session, officer.unit_id)
    names = {d.key: d.name for d in profile.departments}
    rows = [_proposed(one, names, dues[one.row.id]) for one in found]
    title = found[0].conference if found else "Hội nghị đối thoại"
    paper = assignment_proposal(profile, title, rows, local_day(now))
    return await document_response(paper, "to-trinh-phan-cong", form)


def _proposed(one: Listed, names: dict[str, str], due: Due) -> Proposed:
    row = one.row
    reasons = row.suggestion.get("reasons", [])
    department = names.get(row.proposed_department, "")
    return Proposed(row.code, row.text, department, row.note or "; ".join(reasons), short_date(last_day(due.at)))

"""Follow one's own question by its code; take it back before the session. Rule: R-007, R-054"""

from typing import Any
from uuid import UUID

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse
from sqlalchemy.ext.asyncio import AsyncSession

from services.intake.store import conferences, units
from services.intake.store.questions import first_of, progress_of, questions_of
from services.intake.store.tables import Registration
from services.intake.usecases.withdraw import withdraw
from services.intake.web.citizen_pages import citizen_page
from services.intake.web.conference_words import shown
from services.intake.web.guesses import find_registration
from services.intake.web.status_words import QuestionStatus, status_of
from services.intake.web.words import CHANNEL_WORDS
from shared.identity.actor import CITIZEN
from shared.ids import read_code
from shared.profiles import Profile
from shared.refusals import NotFound
from shared.web.commands import Done, run_command
from shared.web.forms import Form
from shared.web.guard import public
from shared.web.room import room_of

router = APIRouter(prefix="/tra-cuu", dependencies=[public()])


@router.get("")
async def ask(request: Request) -> Response:
    """The box for the code; a sent code gets its own address, so that it can be kept."""
    typed = request.query_params.get("ma", "").strip()
    if typed:
        return RedirectResponse(f"/tra-cuu/{read_code(typed)[:40] or '-'}", status_code=303)
    return room_of(request).templates.page(request, "lookup.html", typed="", missed=False)


@router.get("/{code}")
async def status(request: Request, code: str) -> Response:
    """Every question of the form with its way so far."""
    found = await find_registration(request, code)
    if found is None:
        return room_of(request).templates.page(request, "lookup.html", status=404, typed=code[:40], missed=True)
    async with room_of(request).database.transaction() as session:
        profile, context = await _picture(session, request, found)
    return citizen_page(request, "status.html", profile, **context)


@router.get("/{code}/rut/{number}")
async def confirm_withdrawal(request: Request, code: str, number: int) -> Response:
    """Asks once more before a question is taken back."""
    form, question_status, _ = await _question(request, code, number)
    async with room_of(request).database.transaction() as session:
        profile = await units.get_profile(session, form.unit_id)
    return citizen_page(request, "withdraw.html", profile, form=form, question=question_status)


@router.post("/{code}/rut/{number}")
async def take_back(request: Request, code: str, number: int) -> Response:
    """The sender takes a question back. Refused once the session began."""
    form, _, question_id = await _question(request, code, number)

    async def work(session: AsyncSession, _fields: Form) -> Done:
        now = room_of(request).clock.now()
        await withdraw(session, form.unit_id, question_id, "người gửi rút trên trang tra cứu", CITIZEN, now)
        return Done(f"Đã rút câu hỏi {number}.", f"/tra-cuu/{form.code}")

    return await run_command(request, work)


async def _question(request: Request, code: str, number: int) -> tuple[Registration, QuestionStatus, UUID]:
    form = await find_registration(request, code)
    if form is None:
        raise NotFound()
    async with room_of(request).database.transaction() as session:
        _, context = await _picture(session, request, form)
        ids = {question.number: question.id for question in await questions_of(session, form.id)}
    found = next((one for one in context["questions"] if one.number == number), None)
    if found is None:
        raise NotFound()
    return form, found, ids[number]


async def _picture(session: AsyncSession, request: Request, form: Registration) -> tuple[Profile, dict[str, Any]]:
    profile = await units.get_profile(session, form.unit_id)
    conference = await conferences.get_conference(session, form.unit_id, form.conference_id)
    result = await conferences.find_result(session, conference.id)
    questions = await questions_of(session, form.id)
    firsts = {question.id: await first_of(session, question) for question in questions}
    progress = await progress_of(session, {*firsts, *(first.id for first in firsts.values() if first)})
    statuses = [status_of(q, firsts[q.id], progress, conference, profile, result) for q in questions]
    one = shown(conference, room_of(request).clock.now(), has_result=result is not None)
    context = {"form": form, "conference": one, "questions": statuses, "channel": CHANNEL_WORDS[form.channel]}
    return profile, context

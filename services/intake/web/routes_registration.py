"""One form: who sent it, what became of it, how its sender is reached."""

from uuid import UUID

from fastapi import APIRouter, Request, Response
from sqlalchemy.ext.asyncio import AsyncSession

from services.intake.domain.question import OPEN, State
from services.intake.domain.window import is_late
from services.intake.store import conferences, units
from services.intake.store.people import attachments_of, get_registration
from services.intake.store.questions import history_of, progress_of, questions_of
from services.intake.store.tables import Question, Registrant, Registration
from services.intake.usecases.change_contact import ContactChange, change_contact
from services.intake.usecases.withdraw import withdraw
from services.intake.web.desk import desk_page, reads_hidden
from services.intake.web.history_words import history_lines
from services.intake.web.paper import receipt
from services.intake.web.words import CHANNEL_WORDS, OUTCOME_WORDS, PATH_WORDS, SECTION_WORDS, STATE_TAGS
from shared.identity import Permission
from shared.refusals import NotFound
from shared.web.commands import Done, run_command
from shared.web.forms import Form
from shared.web.guard import actor_of, needs, officer_of
from shared.web.papers import document_response
from shared.web.room import room_of

router = APIRouter(prefix="/intake/registrations", dependencies=[needs(Permission.REGISTER_QUESTION)])


@router.get("/{registration_id}")
async def detail(request: Request, registration_id: UUID) -> Response:
    """The form with its history. Rule: R-011"""
    room, officer = room_of(request), officer_of(request)
    async with room.database.transaction() as session:
        form, person, questions = await _readable(session, request, registration_id)
        profile = await units.get_profile(session, officer.unit_id)
        conference = await conferences.get_conference(session, officer.unit_id, form.conference_id)
        area = profile.unit.area(person.area)
        return await desk_page(
            request,
            session,
            "registration.html",
            form=form,
            person=person,
            questions=questions,
            progress=await progress_of(session, [question.id for question in questions]),
            scans=await attachments_of(session, form.id),
            history=history_lines(await history_of(session, form.id), questions),
            conference=conference,
            area=area.name if area else "",
            late=is_late(form.received_at, conference.closes_at),
            may_screen=officer.may(Permission.SCREEN_QUESTION),
            may_erase=officer.may(Permission.MANAGE_UNIT),
            open_states=OPEN | {State.DUPLICATE},
            profile=profile,
            channel_words=CHANNEL_WORDS,
            state_tags=STATE_TAGS,
            section_words=SECTION_WORDS,
            path_words=PATH_WORDS,
            outcome_words=OUTCOME_WORDS,
        )


@router.get("/{registration_id}/receipt.pdf")
async def receipt_pdf(request: Request, registration_id: UUID) -> Response:
    """Giấy tiếp nhận phiếu, for the person at the counter. Rule: R-011"""
    room, unit_id = room_of(request), officer_of(request).unit_id
    async with room.database.transaction() as session:
        form, _ = await get_registration(session, unit_id, registration_id)
        profile = await units.get_profile(session, unit_id)
        conference = await conferences.get_conference(session, unit_id, form.conference_id)
    late = is_late(form.received_at, conference.closes_at)
    paper = receipt(profile, conference, form, late, room.settings.public_url, room.clock.now())
    return await document_response(paper, f"giay-tiep-nhan-{form.code}", "pdf")


@router.post("/{registration_id}/contact")
async def contact(request: Request, registration_id: UUID) -> Response:
    """Save corrected contact details."""

    async def work(session: AsyncSession, form: Form) -> Done:
        await _readable(session, request, registration_id)
        change = ContactChange(
            full_name=form["full_name"][:120],
            org_name=form["org_name"][:200],
            phone=form["phone"][:60],
            email=form["email"][:160],
            address=form["address"][:300],
            attends=form["attends"] == "yes",
            publish_name=form["publish_name"] == "yes",
        )
        now, unit_id = room_of(request).clock.now(), officer_of(request).unit_id
        words = await change_contact(session, unit_id, registration_id, change, actor_of(request), now)
        said = f"Đã sửa {', '.join(words)}." if words else "Không có gì thay đổi."
        return Done(said, f"/intake/registrations/{registration_id}")

    return await run_command(request, work)


@router.post("/{registration_id}/withdraw/{question_id}")
async def take_back(request: Request, registration_id: UUID, question_id: UUID) -> Response:
    """Withdraw on the sender's word."""

    async def work(session: AsyncSession, form: Form) -> Done:
        _, _, questions = await _readable(session, request, registration_id)
        if question_id not in {question.id for question in questions}:
            raise NotFound()
        now, unit_id = room_of(request).clock.now(), officer_of(request).unit_id
        reason = form["reason"][:200] or "theo yêu cầu của người gửi"
        question = await withdraw(session, unit_id, question_id, reason, actor_of(request), now)
        return Done(f"Đã rút câu hỏi {question.code}.", f"/intake/registrations/{registration_id}")

    return await run_command(request, work)


async def _readable(
    session: AsyncSession, request: Request, registration_id: UUID
) -> tuple[Registration, Registrant, list[Question]]:
    """The form, unless it holds a hidden question that the officer may not read: then there is no such form."""
    officer = officer_of(request)
    form, person = await get_registration(session, officer.unit_id, registration_id)
    questions = list(await questions_of(session, registration_id))
    if any(question.restricted for question in questions) and not reads_hidden(officer):
        raise NotFound()
    return form, person, questions

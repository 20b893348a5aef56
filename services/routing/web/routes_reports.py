"""Reports: to the superior about what is over our authority, by departments to the office, and the compiled answers."""

from uuid import UUID

from fastapi import APIRouter, Request, Response
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from services.routing.domain.papers import report_to_superior
from services.routing.domain.papers_of_conference import Compiled, compiled_answers
from services.routing.domain.words import ESCALATION_WORDS
from services.routing.store.frozen import conference_of, profile_of
from services.routing.store.page_reads import escalations, newest_answers, read_page
from services.routing.store.question_tables import AnswerRow, UnitReport
from services.routing.store.reads import Filter, conditions, conferences, listing
from services.routing.usecases import converse
from services.routing.web.about import about_of
from services.routing.web.typed import get_uuid
from services.routing.web.views import Line, lines_of
from shared.calendar import local_day
from shared.identity import Permission
from shared.refusals import NotFound
from shared.web.commands import Done, run_command
from shared.web.forms import Form
from shared.web.guard import needs, officer_of
from shared.web.papers import document_response
from shared.web.room import room_of

router = APIRouter(prefix="/routing", dependencies=[needs(Permission.READ_QUESTION)])


@router.get("/escalations")
async def show_escalations(request: Request) -> Response:
    room, officer = room_of(request), officer_of(request)
    async with room.database.transaction() as session:
        found = await escalations(session, officer.unit_id)
        profile = await profile_of(session, officer.unit_id)
    return room.templates.page(
        request,
        "escalations.html",
        found=found,
        words=ESCALATION_WORDS,
        superior=profile.unit.superior.name,
        today=local_day(room.clock.now()).isoformat(),
        may_record=officer.may(Permission.PROPOSE_ASSIGNMENT),
    )


@router.get("/questions/{question_id}/report.{form}")
async def escalation_paper(request: Request, question_id: UUID, form: str) -> Response:
    """Báo cáo cấp trên as PDF or DOCX; number and date blank until they are recorded."""
    room, officer = room_of(request), officer_of(request)
    today = local_day(room.clock.now())
    async with room.database.transaction() as session:
        page = await read_page(session, officer.unit_id, question_id)
        profile = await profile_of(session, officer.unit_id)
    report = page.escalation
    if report is None:
        raise NotFound()
    on = local_day(report.report_on) if report.report_on else None
    about = about_of(page.row, page.conference)
    paper = report_to_superior(profile, about, report.reason, report.report_number, on, today)
    return await document_response(paper, f"bao-cao-{page.row.code.replace('/', '-')}", form)


@router.get("/conferences/{conference_id}/answers.{form}")
async def compiled(request: Request, conference_id: UUID, form: str) -> Response:
    """Báo cáo tổng hợp nội dung trả lời: what the host office lays before the leaders. Rule: R-038, R-107"""
    room, officer = room_of(request), officer_of(request)
    now = room.clock.now()
    async with room.database.transaction() as session:
        conference = await conference_of(session, officer.unit_id, conference_id)
        where = conditions(officer.unit_id, Filter(conference=conference_id), now)
        found = await listing(session, *where, limit=None)
        answers = await newest_answers(session, [one.row for one in found])
        profile = await profile_of(session, officer.unit_id)
    rows = [_compiled(line, answers.get(line.row.id)) for line in lines_of(found, now)]
    paper = compiled_answers(profile, conference.title, rows, local_day(now))
    return await document_response(paper, "tong-hop-tra-loi", form)


def _compiled(line: Line, answer: AnswerRow | None) -> Compiled:
    row = line.row
    text = answer.text if answer and answer.is_approved else ""
    return Compiled(row.code, row.text, row.holder_name, line.state[1], line.outcome, line.clock_words, text)


@router.get("/reports")
async def show_reports(request: Request) -> Response:
    """What departments reported: directions carried out, difficulties with the plan. Rule: R-118, R-123"""
    room, officer = room_of(request), officer_of(request)
    async with room.database.transaction() as session:
        found = select(UnitReport).where(UnitReport.unit_id == officer.unit_id)
        reports = (await session.execute(found.order_by(UnitReport.at.desc()).limit(200))).scalars().all()
        announced = await conferences(session, officer.unit_id)
    return room.templates.page(
        request,
        "reports.html",
        reports=reports,
        conferences=[(str(c.conference_id), c.title) for c in announced],
        titles={c.conference_id: c.title for c in announced},
        may_note=officer.may(Permission.PROPOSE_ASSIGNMENT),
        may_write=officer.may(Permission.DRAFT_ANSWER),
    )


@router.post("/reports", dependencies=[needs(Permission.DRAFT_ANSWER)])
async def write_report(request: Request) -> Response:
    officer, clock = officer_of(request), room_of(request).clock

    async def work(session: AsyncSession, form: Form) -> Done:
        about = get_uuid(form["conference"]) if form["conference"] else None
        if about:
            await conference_of(session, officer.unit_id, about)
        await converse.report_to_office(session, officer, form["kind"], about, form["text"], clock.now())
        return Done("Đã gửi báo cáo đến Văn phòng.", "/routing/reports")

    return await run_command(request, work)


@router.post("/reports/{report_id}/note", dependencies=[needs(Permission.PROPOSE_ASSIGNMENT)])
async def note_report(request: Request, report_id: UUID) -> Response:
    officer, clock = officer_of(request), room_of(request).clock

    async def work(session: AsyncSession, _form: Form) -> Done:
        await converse.note_report(session, officer, report_id, clock.now())
        return Done("Đã ghi nhận báo cáo để tổng hợp.", "/routing/reports")

    return await run_command(request, work)

"""The result: read every question as the public will, tick it, publish."""

from datetime import date
from typing import Any, Literal
from uuid import UUID

from fastapi import APIRouter, Request, Response
from sqlalchemy.ext.asyncio import AsyncSession

from services.meeting.domain.minutes import Direction
from services.meeting.domain.minutes_figures import figures_of
from services.meeting.domain.plan_refusals import PlanIncomplete
from services.meeting.domain.result import published
from services.meeting.domain.result_document import result_document
from services.meeting.store import conferences, films, minutes, results
from services.meeting.store import scene as scenes
from services.meeting.usecases import publish_result as use
from services.meeting.web import words
from services.meeting.web.plan_page import by_of
from services.meeting.web.session_commands import id_in
from shared.calendar import local_day
from shared.identity import Permission
from shared.web.commands import Done, run_command
from shared.web.forms import Form
from shared.web.guard import needs, officer_of
from shared.web.papers import document_response
from shared.web.room import room_of

router = APIRouter(prefix="/meeting/c/{conference_id}/results", dependencies=[needs(Permission.PUBLISH_RESULT)])


@router.get("")
async def page(request: Request, conference_id: UUID) -> Response:
    context = await _context(request, conference_id)
    return room_of(request).templates.page(request, "meeting/results.html", **context)


@router.get("/result.{kind}")
async def file(request: Request, conference_id: UUID, kind: Literal["pdf", "docx"]) -> Response:
    """Thông báo kết quả, drafted from what is reviewed now."""
    context = await _context(request, conference_id)
    conference = context["conference"]
    document = result_document(
        context["profile"],
        conference.title,
        local_day(context["state"].opened_at or conference.starts_at),
        context["row"].summary,
        [figure for figure in context["figures"] if figure.value],
        published(context["reviews"]),
        context["directions"],
        context["public_page"],
    )
    return await document_response(document, f"thong-bao-ket-qua-{conference.slug}", kind)


async def _context(request: Request, conference_id: UUID) -> dict[str, Any]:
    room, officer = room_of(request), officer_of(request)
    async with room.database.transaction() as session:
        conference = await conferences.find(session, conference_id, officer.unit_id)
        scene = await scenes.load(session, conference_id)
        row = await results.row_of(session, conference_id, officer.unit_id)
        reviews = await results.reviews(session, scene)
        directions = await minutes.directions_of(session, conference_id)
        filmed = await films.clips_of(session, conference_id)
    return {
        "films": filmed.keys(),
        "conference": conference,
        "badge": words.STATUS[conference.status],
        "state": scene.state,
        "row": row,
        "reviews": reviews,
        "outcomes": words.OUTCOME,
        "to_review": next((review.source.question_id for review in reviews if not review.goes_out), None),
        "ready": sum(review.goes_out for review in reviews),
        "profile": conferences.profile_of(conference),
        "figures": figures_of(scene.state),
        "directions": [Direction(d.text, d.department, d.due_on) for d in directions],
        "public_page": f"{room.settings.public_url}/hoi-nghi/{conference.slug}/ket-qua",
        "today": local_day(room.clock.now()).isoformat(),
    }


@router.post("/item")
async def review(request: Request, conference_id: UUID) -> Response:
    now, by = room_of(request).clock.now(), by_of(request)

    async def work(session: AsyncSession, form: Form) -> Done:
        id_ = id_in(form, "question_id")
        item = use.Reviewed(id_, form["asked_by"], form["question"], form["answer"], form["is_reviewed"] == "1")
        await use.review_item(session, conference_id, item, by, now)
        said = "Đã duyệt để công khai." if item.is_reviewed else "Đã lưu, chưa duyệt."
        return Done(said, f"/meeting/c/{conference_id}/results#r-{id_}")

    return await run_command(request, work)


@router.post("/summary")
async def summary(request: Request, conference_id: UUID) -> Response:
    by = by_of(request)

    async def work(session: AsyncSession, form: Form) -> Done:
        await use.write_summary(session, conference_id, form["summary"], by)
        return Done("Đã lưu lời tóm tắt.", f"/meeting/c/{conference_id}/results")

    return await run_command(request, work)


@router.post("/publish")
async def publish(request: Request, conference_id: UUID) -> Response:
    now, by = room_of(request).clock.now(), by_of(request)

    async def work(session: AsyncSession, _form: Form) -> Done:
        count = await use.publish(session, conference_id, by, now)
        return Done(f"Đã công khai {count} câu hỏi và câu trả lời.", f"/meeting/c/{conference_id}/results")

    return await run_command(request, work)


@router.post("/report")
async def report(request: Request, conference_id: UUID) -> Response:
    by = by_of(request)

    async def work(session: AsyncSession, form: Form) -> Done:
        await use.note_report(session, conference_id, form["number"], _day(form["reported_on"]), by)
        return Done("Đã ghi báo cáo gửi cấp trên.", f"/meeting/c/{conference_id}/results")

    return await run_command(request, work)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise PlanIncomplete(what="ngày gửi báo cáo") from None

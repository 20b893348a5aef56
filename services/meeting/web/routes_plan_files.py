"""The plan as PDF and DOCX, for officers."""

from typing import Literal
from uuid import UUID

from fastapi import APIRouter, Request, Response

from services.meeting.store.conference_tables import Status
from services.meeting.web.plan_page import page_of
from services.meeting.web.plan_papers import announced_file, plan_paper
from shared.identity import Permission
from shared.web.guard import needs
from shared.web.papers import document_response

router = APIRouter(prefix="/meeting/plan/{conference_id}", dependencies=[needs(Permission.WATCH_SESSION)])


@router.get("/plan.{kind}")
async def plan_file(request: Request, conference_id: UUID, kind: Literal["pdf", "docx"]) -> Response:
    context = await page_of(request, conference_id, {})
    conference, dates = context["conference"], [marker.date for marker in context["picture"].markers]
    document = plan_paper(context["profile"], conference, context["row"], dates)
    if conference.status is Status.DRAFT:
        return await document_response(document, f"du-thao-ke-hoach-{conference.slug}", kind)
    return await announced_file(conference, document, kind)

"""What everybody may download: the announced plan."""

from typing import Literal

from fastapi import APIRouter, Request, Response

from services.meeting.store import plans
from services.meeting.web.plan_papers import announced_file, plan_paper
from shared.profiles import read_profile
from shared.web.guard import public
from shared.web.room import room_of

router = APIRouter(prefix="/meeting/public", dependencies=[public()])


@router.get("/{slug}/plan.{kind}")
async def plan_file(request: Request, slug: str, kind: Literal["pdf", "docx"]) -> Response:
    """The newest announced version. Rule: R-048, R-105, R-202"""
    async with room_of(request).database.transaction() as session:
        conference, plan = await plans.announced_by_slug(session, slug)
    document = plan_paper(read_profile(conference.profile), conference, plan, plans.dates_of(conference))
    response = await announced_file(conference, document, kind)
    response.headers["cache-control"] = "public, max-age=60"
    return response

"""What everybody may have: the announced plan, and films that a person made public."""

from typing import Literal
from uuid import UUID

from fastapi import APIRouter, Request, Response

from services.meeting.store import plans
from services.meeting.usecases.tell_clip import public_film
from services.meeting.web.plan_papers import announced_file, plan_paper
from shared.profiles import read_profile
from shared.web.guard import public
from shared.web.ranges import Stored, ranged_response
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


@router.get("/{slug}/clips/{question_id}.mp4")
async def film(request: Request, slug: str, question_id: UUID) -> Response:
    """A film as long as it is public: every time it is asked for, what was decided is looked up. Rule: R-110"""
    room = room_of(request)
    async with room.database.reading() as session:
        clip = await public_film(session, slug, question_id)
    stored = Stored(clip.key, clip.size, clip.sha256, "video/mp4")
    return await ranged_response(request, room.store, stored, "public, no-cache")

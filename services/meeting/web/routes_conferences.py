"""The list of conferences, and the page of one."""

from datetime import timedelta
from uuid import UUID

from fastapi import APIRouter, Request, Response

from services.meeting.domain.gavel import counts as figures
from services.meeting.store import conferences, results
from services.meeting.store import scene as scenes
from services.meeting.store.conference_tables import Conference
from services.meeting.web import words
from services.meeting.web.door_view import counts
from services.meeting.web.next_steps import next_step
from services.meeting.web.plan_hub import hub_of
from shared.clock import real_now
from shared.identity import Permission
from shared.identity.links import sign_link
from shared.web.guard import needs, officer_of
from shared.web.room import Room, room_of

HALL_LINK_LIFE = timedelta(days=120)
router = APIRouter(prefix="/meeting", dependencies=[needs(Permission.WATCH_SESSION)])


@router.get("/")
async def listing(request: Request) -> Response:
    room, officer = room_of(request), officer_of(request)
    async with room.database.transaction() as session:
        rows = await conferences.of_unit(session, officer.unit_id)
        reported = await results.reported(session, officer.unit_id)
    shown = [(c, words.STATUS[c.status], next_step(c, officer, is_reported=c.conference_id in reported)) for c in rows]
    return room.templates.page(
        request, "meeting/conferences.html", rows=shown, can_plan=officer.may(Permission.PLAN_CONFERENCE)
    )


@router.get("/c/{conference_id}")
async def page(request: Request, conference_id: UUID) -> Response:
    room, officer = room_of(request), officer_of(request)
    async with room.database.transaction() as session:
        await conferences.find(session, conference_id, officer.unit_id)
        scene = await scenes.load(session, conference_id)
        hub = await hub_of(session, scene, officer, room.clock.now())
        reported = await results.reported(session, officer.unit_id)
    return room.templates.page(
        request,
        "meeting/conference.html",
        **hub,
        conference=scene.conference,
        badge=words.STATUS[scene.conference.status],
        step=next_step(scene.conference, officer, is_reported=conference_id in reported),
        state=scene.state,
        figures=figures(scene.state),
        counts=counts(scene),
        ready=sum(q.readiness == "approved" for q in scene.questions.values()),
        profile=conferences.profile_of(scene.conference),
        hall_link=hall_link(room, scene.conference),
        is_recorded=scene.rules.is_recorded,
        can_run=officer.may(Permission.RUN_SESSION),
    )


def hall_link(room: Room, conference: Conference) -> str:
    """The projector's address: a capability, so the hall's computer needs no sign-in."""
    secret = room.settings.link_secret.get_secret_value()
    expires_at = real_now() + HALL_LINK_LIFE
    token = sign_link("hall", str(conference.conference_id), secret, expires_at)
    return f"/meeting/c/{conference.conference_id}/hall?token={token}"

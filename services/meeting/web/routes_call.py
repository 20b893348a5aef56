"""The page of a speaker who is called from home: the link of the question opens it while its turn is next or runs."""

from uuid import UUID

from fastapi import APIRouter, Request, Response

from services.meeting.domain.calling import call_of
from services.meeting.domain.media_links import CALL
from services.meeting.domain.points import FROM_HOME
from services.meeting.store import conferences, folds
from services.meeting.store.conference_tables import Conference
from services.meeting.web.live_session import live_of
from services.meeting.web.media_access import media_access
from shared.clock import real_now
from shared.identity.links import is_valid_link
from shared.refusals import NotFound, Refusal
from shared.web.guard import public
from shared.web.live import Key, LiveResponse
from shared.web.room import room_of

router = APIRouter(prefix="/meeting/c/{conference_id}/call/{question_id}", dependencies=[public()])


class CallLinkWrong(Refusal):
    """The link was not signed here for this question, or is too old."""

    code = "call_link_wrong"
    status = 403


class CallNotNow(Refusal):
    """The link is right, but its turn is neither next nor running, or its speaker is not at home."""

    code = "call_not_now"
    status = 403


@router.get("")
async def page(request: Request, conference_id: UUID, question_id: UUID, token: str = "") -> Response:
    await _check(request, conference_id, question_id, token)
    context = await live_of(request).context(conference_id, f"call/{question_id}")
    media = media_access(room_of(request), context["conference"])
    return room_of(request).templates.page(
        request, "meeting/call.html", **context, media=media, token=token, point=FROM_HOME
    )


@router.get("/live")
async def stream(request: Request, conference_id: UUID, question_id: UUID, token: str = "") -> Response:
    """A page that stands open is told when the turn is over: the link itself is enough here."""
    _check_link(request, conference_id, question_id, token)
    return LiveResponse(live_of(request).pictures, Key(conference_id, f"call/{question_id}"))


async def _check(request: Request, conference_id: UUID, question_id: UUID, token: str) -> None:
    _check_link(request, conference_id, question_id, token)
    async with room_of(request).database.transaction() as session:
        conference = await session.get(Conference, conference_id)
        if conference is None:
            raise NotFound()
        state = await folds.newest(session, conference_id)
    if not call_of(state, conferences.rules_of(conference), question_id).is_open:
        raise CallNotNow()


def _check_link(request: Request, conference_id: UUID, question_id: UUID, token: str) -> None:
    secret = room_of(request).settings.link_secret.get_secret_value()
    if not is_valid_link(token, CALL, f"{conference_id}/{question_id}", secret, real_now()):
        raise CallLinkWrong()

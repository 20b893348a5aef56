"""Turning a question away: choose the reason, read the notice as the sender will, then send it. Rule: R-032, C-11"""

from uuid import UUID

from fastapi import APIRouter, Request, Response
from sqlalchemy.ext.asyncio import AsyncSession

from services.intake.domain.notice import REASON_WORDS, compose
from services.intake.domain.question import State
from services.intake.store import reads_screening, units
from services.intake.usecases.turn_away import turn_away
from services.intake.web.desk import desk_page, reads_hidden
from services.intake.web.words import CHANNEL_WORDS, STATE_TAGS
from shared.contracts.intake import ExclusionReason
from shared.identity import Permission
from shared.refusals import NotFound
from shared.web.commands import Done, run_command
from shared.web.forms import Form
from shared.web.guard import actor_of, needs, officer_of
from shared.web.room import room_of

router = APIRouter(prefix="/intake")
screens = [needs(Permission.SCREEN_QUESTION)]
LONGEST_ADDED = 1500


@router.get("/screening/{question_id}/turn-away", dependencies=screens)
async def preview(request: Request, question_id: UUID) -> Response:
    """The notice as the sender will read it, with room for a few words of one's own."""
    officer = officer_of(request)
    reason = _reason(request.query_params.get("reason", ""))
    async with room_of(request).database.transaction() as session:
        question, _, _, conference = await reads_screening.get_question(
            session, officer.unit_id, question_id, may_read_hidden=reads_hidden(officer)
        )
        profile = await units.get_profile(session, officer.unit_id)
        return await desk_page(
            request,
            session,
            "turn_away.html",
            question=question,
            conference=conference,
            reason=reason,
            reason_words=REASON_WORDS[reason],
            notice=profile.notice(reason),
            text=compose(profile.notice(reason)),
            waits=question.state is State.RECEIVED,
            limit=LONGEST_ADDED,
        )


@router.post("/screening/{question_id}/turn-away", dependencies=screens)
async def send(request: Request, question_id: UUID) -> Response:
    """Turn away and send the notice."""

    async def work(session: AsyncSession, form: Form) -> Done:
        officer = officer_of(request)
        hidden = reads_hidden(officer)
        await reads_screening.get_question(session, officer.unit_id, question_id, may_read_hidden=hidden)
        reason, added = _reason(form["reason"]), form["added"][:LONGEST_ADDED]
        now = room_of(request).clock.now()
        question = await turn_away(session, officer.unit_id, question_id, reason, added, actor_of(request), now)
        await session.flush()
        following = await reads_screening.next_waiting(session, officer.unit_id, may_read_hidden=hidden)
        place = f"/intake/screening/{following}" if following else "/intake/screening"
        return Done(f"Đã gửi thông báo cho người hỏi câu {question.code}.", place)

    return await run_command(request, work)


@router.get("/denunciations", dependencies=[needs(Permission.READ_DENUNCIATION)])
async def hidden(request: Request) -> Response:
    """What is kept from everybody else, newest first. Rule: C-27"""
    officer = officer_of(request)
    async with room_of(request).database.transaction() as session:
        rows = await reads_screening.hidden(session, officer.unit_id)
        return await desk_page(
            request, session, "denunciations.html", rows=rows, channel_words=CHANNEL_WORDS, state_tags=STATE_TAGS
        )


def _reason(value: str) -> ExclusionReason:
    try:
        return ExclusionReason(value)
    except ValueError as error:
        raise NotFound() from error

"""The screening desk: a person reads, software only suggests. Rule: R-016, R-074, R-094, C-10, C-11"""

from uuid import UUID

from fastapi import APIRouter, Request, Response
from sqlalchemy.ext.asyncio import AsyncSession

from services.intake.domain.question import OPEN, State
from services.intake.store import conferences, reads_screening, units
from services.intake.store.questions import history_of
from services.intake.web.conference_words import closing_words
from services.intake.web.desk import desk_page, read_cursor, reads_hidden, write_cursor
from services.intake.web.history_words import history_lines
from services.intake.web.screening_words import REASONS, due_on, tag_of
from services.intake.web.words import CHANNEL_WORDS, PATH_WORDS, SECTION_WORDS, STATE_TAGS
from shared.calendar import WorkingCalendar
from shared.identity import Permission
from shared.profiles import Profile
from shared.web.guard import needs, officer_of
from shared.web.room import room_of

router = APIRouter(prefix="/intake/screening", dependencies=[needs(Permission.SCREEN_QUESTION)])


@router.get("")
async def queue(request: Request) -> Response:
    """What waits, oldest first."""
    room, officer = room_of(request), officer_of(request)
    async with room.database.transaction() as session:
        after = read_cursor(request.query_params.get("after", ""))
        found, more = await reads_screening.waiting(
            session, officer.unit_id, may_read_hidden=reads_hidden(officer), after=after
        )
        profile, calendar = await _unit(session, officer.unit_id)
        last = found[-1][0] if found else None
        older = f"/intake/screening?after={write_cursor(last.received_at, last.code)}" if last and more else None
        return await desk_page(
            request,
            session,
            "screening.html",
            rows=[(q, p, c, tag_of(q.suggestion), due_on(profile, calendar, q.received_at)) for q, p, c in found],
            older=older,
            newer="/intake/screening" if after else None,
            channel_words=CHANNEL_WORDS,
        )


@router.get("/{question_id}")
async def question_page(request: Request, question_id: UUID) -> Response:
    """One question with everything a decision needs."""
    room, officer = room_of(request), officer_of(request)
    hidden = reads_hidden(officer)
    async with room.database.transaction() as session:
        found = await reads_screening.get_question(session, officer.unit_id, question_id, may_read_hidden=hidden)
        question, form, person, conference = found
        profile, calendar = await _unit(session, officer.unit_id)
        area = profile.unit.area(person.area)
        history = [one for one in await history_of(session, form.id) if one.question_id in (None, question.id)]
        return await desk_page(
            request,
            session,
            "screening_question.html",
            question=question,
            form=form,
            person=person,
            conference=conference,
            phase=conferences.window_of(conference).phase(room.clock.now()),
            profile=profile,
            area=area.name if area else "",
            tag=tag_of(question.suggestion),
            closes=closing_words(conference.closes_at),
            due=due_on(profile, calendar, question.received_at),
            twins=await reads_screening.twins(session, question, person) if question.state in OPEN else [],
            history=history_lines(history, [question]),
            reasons=REASONS,
            groups=[("", "Chưa xếp nhóm"), *((c.code, f"{c.code}. {c.name}") for c in profile.plan.contents)],
            states=State,
            channel_words=CHANNEL_WORDS,
            section_words=SECTION_WORDS,
            path_words=PATH_WORDS,
            state_tags=STATE_TAGS,
        )


async def _unit(session: AsyncSession, unit_id: str) -> tuple[Profile, WorkingCalendar]:
    return await units.get_profile(session, unit_id), await units.calendar_of(session, unit_id)

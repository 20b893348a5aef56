"""The screening desk: a person reads, software only suggests. Rule: R-016, R-074, R-094, C-10, C-11"""

from collections.abc import Awaitable, Callable
from uuid import UUID

from fastapi import APIRouter, Request, Response
from sqlalchemy.ext.asyncio import AsyncSession

from services.intake.domain.question import OPEN, State
from services.intake.store import conferences, reads_screening, units
from services.intake.store.questions import history_of
from services.intake.store.tables import Question
from services.intake.usecases.accept import Acceptance, accept, accept_many
from services.intake.usecases.classify import check_group, classify
from services.intake.usecases.mark_duplicate import mark_duplicate
from services.intake.usecases.split import split
from services.intake.web.desk import actor_of, desk_page, read_cursor, reads_hidden, write_cursor
from services.intake.web.history_words import history_lines
from services.intake.web.screening_words import REASONS, due_on, tag_of
from services.intake.web.words import CHANNEL_WORDS, PATH_WORDS, SECTION_WORDS, STATE_TAGS
from shared.calendar import WorkingCalendar
from shared.contracts.intake import AnswerPath
from shared.identity import Permission
from shared.ids import read_code
from shared.profiles import Profile
from shared.web.commands import Done, run_command
from shared.web.forms import Form
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
        older = f"/intake/screening?after={write_cursor(last.received_at, last.id)}" if last and more else None
        return await desk_page(
            request,
            session,
            "screening.html",
            rows=[(q, p, c, tag_of(q.suggestion), due_on(profile, calendar, q.received_at)) for q, p, c in found],
            older=older.replace("+", "%2B") if older else None,
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


@router.post("/{question_id}/accept")
async def take(request: Request, question_id: UUID) -> Response:
    """Accept, or take back an exclusion with a reason."""

    async def work(session: AsyncSession, form: Form) -> Question:
        unit_id = officer_of(request).unit_id
        group = await check_group(session, unit_id, form["content_group"])
        path = next((path for path in AnswerPath if path.value == form["path"]), None)
        choice = Acceptance(path, group, form["reason"][:300])
        return await accept(session, unit_id, question_id, choice, actor_of(request), room_of(request).clock.now())

    return await _decide(request, question_id, work, lambda q: f"Đã nhận câu hỏi {q.code}.")


@router.post("/{question_id}/duplicate")
async def duplicate(request: Request, question_id: UUID) -> Response:
    """Mark as the same matter as another."""

    async def work(session: AsyncSession, form: Form) -> Question:
        typed = form["original_typed"] or form["original"]
        head, _, number = typed.partition("/")
        original = f"{read_code(head)}/{number or '1'}"
        now, unit_id = room_of(request).clock.now(), officer_of(request).unit_id
        return await mark_duplicate(session, unit_id, question_id, original, actor_of(request), now)

    return await _decide(request, question_id, work, lambda q: f"Đã đánh dấu {q.code} trùng nội dung.")


@router.post("/{question_id}/split")
async def cut(request: Request, question_id: UUID) -> Response:
    """Cut a mixed text into parts."""

    async def work(session: AsyncSession, form: Form) -> Done:
        await _may_decide(session, request, question_id)
        now, unit_id = room_of(request).clock.now(), officer_of(request).unit_id
        codes = await split(session, unit_id, question_id, form["marked"], actor_of(request), now)
        return Done(f"Đã tách thành {', '.join(codes)}.", f"/intake/screening/{question_id}")

    return await run_command(request, work)


@router.post("/{question_id}/classify")
async def group(request: Request, question_id: UUID) -> Response:
    """Set the content group of an open question."""

    async def work(session: AsyncSession, form: Form) -> Done:
        await _may_decide(session, request, question_id)
        now, unit_id = room_of(request).clock.now(), officer_of(request).unit_id
        await classify(session, unit_id, question_id, form["content_group"], actor_of(request), now)
        return Done("Đã lưu nhóm nội dung.", f"/intake/screening/{question_id}")

    return await run_command(request, work)


@router.post("")
async def take_ticked(request: Request) -> Response:
    """Accept all ticked rows that still wait."""

    async def work(session: AsyncSession, form: Form) -> Done:
        ids = {UUID(value) for value in form.all("question") if _is_id(value)}
        now, unit_id = room_of(request).clock.now(), officer_of(request).unit_id
        taken, passed = await accept_many(session, unit_id, ids, actor_of(request), now)
        rest = f" {passed} câu không còn chờ sàng lọc nên bỏ qua." if passed else ""
        return Done(f"Đã nhận {taken} câu hỏi.{rest}", "/intake/screening")

    return await run_command(request, work)


async def _decide(
    request: Request,
    question_id: UUID,
    decide: Callable[[AsyncSession, Form], Awaitable[Question]],
    say: Callable[[Question], str],
) -> Response:
    """Apply a decision once, then lead to the next question that waits."""

    async def work(session: AsyncSession, form: Form) -> Done:
        await _may_decide(session, request, question_id)
        question = await decide(session, form)
        await session.flush()
        officer = officer_of(request)
        following = await reads_screening.next_waiting(session, officer.unit_id, may_read_hidden=reads_hidden(officer))
        return Done(say(question), f"/intake/screening/{following}" if following else "/intake/screening")

    return await run_command(request, work)


async def _may_decide(session: AsyncSession, request: Request, question_id: UUID) -> None:
    """A hidden question is decided only by those who may read it."""
    officer = officer_of(request)
    await reads_screening.get_question(session, officer.unit_id, question_id, may_read_hidden=reads_hidden(officer))


async def _unit(session: AsyncSession, unit_id: str) -> tuple[Profile, WorkingCalendar]:
    return await units.get_profile(session, unit_id), await units.calendar_of(session, unit_id)


def _is_id(value: str) -> bool:
    try:
        UUID(value)
    except ValueError:
        return False
    return True

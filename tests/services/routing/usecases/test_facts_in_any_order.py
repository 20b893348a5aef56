"""Duplicates, withdrawals, erasure, early and repeated facts, and terms computed again."""

from typing import Any

import pytest
from sqlalchemy import select, update

from services.routing.domain.life import Life
from services.routing.domain.words import What
from services.routing.store.question_tables import AlertRow, QuestionRow
from services.routing.usecases.leave_question import ERASED_TEXT
from services.routing.usecases.remind import fire_alerts, next_alert
from shared.calendar import CalendarDay, DayType, default_calendar, end_of_day, local_day
from shared.contracts import intake, meeting, routing
from shared.contracts.meeting import Outcome
from shared.refusals import NotYet
from tests.rules import rule
from tests.services.routing.house import RULE, House, hanoi


def _about(house: House) -> dict[str, Any]:
    return {"unit_id": house.unit_id, "occurred_at": house.clock.now()}


async def test_a_question_before_its_conference_comes_again_later(house):
    event = house.accepted(conference_id=house.accepted().question_id)
    with pytest.raises(NotYet):
        await house.hear(event)


async def test_the_same_fact_twice_changes_nothing(house):
    event = house.accepted()
    await house.hear(event, event)
    assert len(await house.history(event.question_id)) == 1


@rule("R-096", "C-13")
async def test_a_walk_ins_outcome_may_come_before_its_question(house):
    event = house.accepted(channel=intake.Channel.WALK_IN)
    await house.hear(house.concluded(event.question_id, Outcome.TO_WRITE, "Trả lời bằng văn bản"), event)
    row = await house.row(event.question_id)
    assert (row.outcome, row.outcome_note) == (Outcome.TO_WRITE, "Trả lời bằng văn bản")


async def test_a_withdrawal_may_come_before_its_question(house):
    event = house.accepted()
    withdrawn = intake.QuestionWithdrawn(
        question_id=event.question_id, conference_id=house.conference_id, **_about(house)
    )
    await house.hear(withdrawn, event)
    assert (await house.row(event.question_id)).life is Life.WITHDRAWN


@rule("R-011")
@pytest.mark.parametrize("marked", ["before", "after"])
async def test_each_duplicates_sender_is_answered_too(house, marked):
    first = await house.submitted()
    twin = house.duplicate(first)
    if marked == "before":
        await house.hear(twin)
    await house.hear(house.concluded(first, Outcome.ABSENT))
    await house.approve(first)
    if marked == "after":
        await house.hear(twin)
    released = {fact.question_id: fact for fact in await house.facts(routing.AnswerReleased)}
    assert set(released) == {first, twin.question_id}
    letter = released[twin.question_id]
    assert (letter.person_id, letter.code, letter.question_text) == (twin.person_id, twin.code, twin.text)
    assert letter.answer_text == released[first].answer_text
    await house.hear(twin)
    assert len(await house.facts(routing.AnswerReleased)) == 2


@rule("R-011")
async def test_a_duplicate_marked_before_it_is_accepted_is_completed_afterwards(house):
    first = await house.held()
    event = house.accepted()
    await house.hear(house.duplicate(first, question_id=event.question_id, person_id=event.person_id), event)
    row = await house.row(event.question_id)
    assert (row.life, row.area, row.channel) == (Life.DUPLICATE, event.area, event.channel)


async def test_a_duplicate_taken_back_before_it_was_marked_stays_taken_back(house):
    first = await house.held()
    twin = house.duplicate(first)
    withdrawn = intake.QuestionWithdrawn(
        question_id=twin.question_id, conference_id=house.conference_id, **_about(house)
    )
    await house.hear(withdrawn, twin)
    assert (await house.row(twin.question_id)).life is Life.WITHDRAWN


@rule("R-011")
async def test_a_duplicate_of_somebody_else_goes_its_own_way_when_the_first_leaves_no_text(house):
    first = await house.held()
    own, other = house.accepted(), house.duplicate(first)
    person = (await house.row(first)).person_id
    await house.hear(own, house.duplicate(first, question_id=own.question_id, person_id=person))
    async with house.act() as session:
        await session.execute(update(QuestionRow).where(QuestionRow.id == own.question_id).values(person_id=person))
    await house.hear(other, house.concluded(first, Outcome.ANSWERED_IN_HALL, "Đã trả lời miệng"))
    assert (await house.row(own.question_id)).life is Life.CLOSED
    alone = await house.row(other.question_id)
    assert (alone.life, alone.outcome, alone.duplicate_of) == (Life.TO_ASSIGN, Outcome.TO_WRITE, None)


@rule("R-032", "C-11")
async def test_a_late_form_is_owed_writing_when_the_session_is_over(house):
    late = house.accepted(path=intake.AnswerPath.IN_WRITING, is_late=True)
    over = meeting.SessionConcluded(conference_id=house.conference_id, **_about(house))
    after = house.accepted(path=intake.AnswerPath.IN_WRITING, is_late=True)
    await house.hear(late, over, after)
    assert (await house.row(late.question_id)).outcome is Outcome.TO_WRITE
    assert (await house.row(after.question_id)).outcome is Outcome.TO_WRITE


async def test_an_erased_person_leaves_no_words_behind(house):
    event = house.accepted()
    erased = intake.PersonErased(person_id=event.person_id, **_about(house))
    await house.hear(event, erased)
    row = await house.row(event.question_id)
    assert (row.text, row.folded, row.area, row.life) == (ERASED_TEXT, "", "", Life.WITHDRAWN)
    later = house.accepted(person_id=event.person_id)
    await house.hear(later)
    async with house.act() as session:
        assert await session.get(QuestionRow, later.question_id) is None


@rule("C-04", "C-06")
async def test_a_newer_calendar_moves_open_terms_and_says_so(house):
    held, handed_in = await house.held(), await house.submitted()
    off = CalendarDay(hanoi("2026-11-23 00:00").date(), DayType.OFF, "Nghỉ hoán đổi", "thông báo", True)
    off = CalendarDay(local_day(hanoi("2026-11-23 08:00")), off.type, off.name, off.source, True)
    cal = default_calendar().with_days([off])
    await house.hear(meeting.CalendarChanged(version=cal.version, overrides=tuple(cal.to_rows()), **_about(house)))
    row, kept = await house.row(held), await house.row(handed_in)
    assert row.due_at == end_of_day(local_day(hanoi("2026-11-25 08:00")))  # 24/11 is a holiday as well
    assert row.calendar_version == cal.version
    assert kept.due_at == end_of_day(local_day(hanoi("2026-11-23 08:00")))
    assert (await house.history(held))[-1].what is What.DUE_CHANGED
    assert [f.due_at for f in await house.facts(routing.QuestionAssigned) if f.question_id == held][-1] == row.due_at


@rule("C-06")
async def test_only_a_newer_announcement_counts(house):
    question_id = await house.held()
    shorter = RULE.model_copy(update={"n": 3, "words": "3 ngày"})
    await house.hear(house.announced("2026-12-10 14:00", version=2, rule=shorter))
    assert (await house.row(question_id)).due_at == end_of_day(local_day(hanoi("2026-11-20 08:00")))
    await house.hear(house.announced("2026-12-10 14:00", version=1))
    assert (await house.row(question_id)).due_words == "3 ngày"


@rule("R-058")
async def test_reminder_and_missed_term_are_told_once(house):
    late, met = await house.held(), await house.submitted()
    async with house.act() as session:
        assert await next_alert(session)
    for moment in ("2026-11-20 08:00", "2026-11-20 09:00", "2026-11-24 00:00", "2026-11-25 00:00"):
        house.clock.at = hanoi(moment)
        async with house.act() as session:
            while await fire_alerts(session, house.clock.now()):
                pass
    whats = [line.what for line in await house.history(late)]
    assert whats.count(What.DUE_SOON) == 1 and whats.count(What.OVERDUE) == 1
    assert not {What.DUE_SOON, What.OVERDUE} & {line.what for line in await house.history(met)}
    async with house.act() as session:
        mine = select(AlertRow).where(AlertRow.unit_id == house.unit_id, AlertRow.fired_at.is_(None))
        assert not (await session.execute(mine)).all()


async def test_units_do_not_hear_each_others_calendars(house, routing_database):
    other = await House.open(routing_database)
    question_id = await other.held()
    before = await other.row(question_id)
    cal = default_calendar().with_days(
        [CalendarDay(local_day(hanoi("2026-11-23 08:00")), DayType.OFF, "Nghỉ", "x", True)]
    )
    await house.hear(meeting.CalendarChanged(version=cal.version, overrides=tuple(cal.to_rows()), **_about(house)))
    assert (await other.row(question_id)).due_at == before.due_at

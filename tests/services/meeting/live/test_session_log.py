"""The log in PostgreSQL: gapless, locked, and never ahead of what is committed."""

import asyncio
from datetime import timedelta

import pytest

from services.meeting.domain import floor, gavel, turns
from services.meeting.domain.log import fold
from services.meeting.domain.refusals import TurnOpen
from services.meeting.store import folds
from services.meeting.store.codec import event_of, stamp_of
from services.meeting.store.session_log import lock
from services.meeting.usecases.act import By, act
from shared.contracts import intake, meeting, routing
from shared.database.engine import Database
from shared.ids import new_id
from shared.refusals import NotFound, NotYet
from tests.rules import rule
from tests.services.meeting.live import support
from tests.services.meeting.live.evening import Evening, announced
from tests.services.meeting.live.support import NOW, UNIT, accepted, approved, duplicate

BY = By(UNIT, "officer", "Trần Thị Lan")


async def do(evening: Evening, decide, by: By = BY) -> None:
    async with evening.database.transaction() as session:
        await act(session, evening.conference_id, by, NOW, decide)


async def in_session(database: Database, *names: str) -> Evening:
    from services.meeting.domain import door
    from services.meeting.domain.presence import Presence

    evening = await announced(database)
    await evening.registers(*names)
    for name in names:
        person_id = evening.person_of(name)
        await do(evening, lambda s, _r, p=person_id: door.mark(s, p, Presence.PRESENT, ""))
    await do(evening, floor.open_session)
    await do(evening, lambda s, r: floor.begin_step(s, r, "people_speak"))
    return evening


async def test_two_calls_at_once_give_one_turn_and_a_sentence_who_called_whom(database: Database):
    evening = await in_session(database, "Lê Thị Ngọc", "Phạm Đức Anh")
    first, second = evening.id_of("Lê Thị Ngọc"), evening.id_of("Phạm Đức Anh")
    answers = await asyncio.gather(
        do(evening, lambda s, r: turns.call(s, r, first, new_id()), By(UNIT, "1", "Bà Lan")),
        do(evening, lambda s, r: turns.call(s, r, second, new_id()), By(UNIT, "2", "Ông Bình")),
        return_exceptions=True,
    )
    (refused,) = [answer for answer in answers if isinstance(answer, TurnOpen)]
    assert refused.facts in (
        {"by": "Bà Lan", "who": "Lê Thị Ngọc"},
        {"by": "Ông Bình", "who": "Phạm Đức Anh"},
    )
    assert (await evening.state()).turn


async def test_the_log_is_gapless_and_folds_to_the_state_in_memory(database: Database):
    evening = await in_session(database, "Lê Thị Ngọc", "Phạm Đức Anh", "Vũ Thị Hà")
    ids = [evening.id_of(name) for name in evening.questions] * 4
    await asyncio.gather(*(do(evening, lambda s, _r, id_=id_: floor.move(s, id_, None)) for id_ in ids))
    rows = await evening.rows()
    assert [row.seq for row in rows] == list(range(1, len(rows) + 1))
    assert fold((event_of(row), stamp_of(row)) for row in rows) == await evening.state()


async def test_what_was_rolled_back_is_not_in_memory(database: Database):
    evening = await in_session(database, "Lê Thị Ngọc")
    before = await evening.state()
    with pytest.raises(RuntimeError):
        async with database.transaction() as session:
            await act(session, evening.conference_id, BY, NOW, lambda s, _r: floor.pause(s))
            raise RuntimeError
    assert await evening.state() == before
    await do(evening, lambda s, _r: floor.pause(s))
    assert (await evening.state()).seq == before.seq + 1


async def test_a_log_that_was_replaced_is_folded_anew(database: Database):
    evening = await in_session(database, "Lê Thị Ngọc")
    await evening.state()
    known = folds._folded[evening.conference_id]
    folds._folded[evening.conference_id] = known._replace(last_event_id=new_id())
    rows = await evening.rows()
    assert await evening.state() == fold((event_of(row), stamp_of(row)) for row in rows)


async def test_another_units_conference_is_not_found(database: Database):
    evening = await announced(database, unit_id="lang")
    with pytest.raises(NotFound):
        async with database.transaction() as session:
            await lock(session, evening.conference_id, UNIT)


@rule("R-011", "R-095", "C-12")
async def test_the_gavel_tells_one_outcome_a_question_with_its_number_in_the_log(database: Database):
    evening = await in_session(database, "Lê Thị Ngọc", "Phạm Đức Anh")
    await evening.registers("Vũ Thị Hà")
    await evening.registers("Cao Thị Yến", path=intake.AnswerPath.IN_WRITING, is_late=True)
    await do(evening, lambda s, _r: gavel.conclude(s))
    await do(evening, lambda s, _r: gavel.conclude(s))
    concluded = await evening.told(meeting.QuestionConcluded)
    assert {fact.question_id: fact.outcome.value for fact in concluded} == {
        evening.id_of("Lê Thị Ngọc"): "not_reached",
        evening.id_of("Phạm Đức Anh"): "not_reached",
        evening.id_of("Vũ Thị Hà"): "absent",
        evening.id_of("Cao Thị Yến"): "to_write",
    }
    assert len(concluded) == 4 and len(await evening.told(meeting.SessionConcluded)) == 1
    types = {row.seq: row.type for row in await evening.rows()}
    assert all(types[fact.seq] == "question.concluded" for fact in concluded)


@rule("R-011", "R-032")
async def test_a_question_accepted_after_the_gavel_is_concluded_at_once(database: Database):
    evening = await in_session(database, "Lê Thị Ngọc")
    await do(evening, lambda s, _r: gavel.conclude(s))
    await evening.registers("Mai Xuân Trường")
    concluded = await evening.told(meeting.QuestionConcluded)
    assert [f.outcome.value for f in concluded if f.question_id == evening.id_of("Mai Xuân Trường")] == ["to_write"]


async def test_a_withdrawn_and_a_duplicate_question_get_no_outcome(database: Database):
    evening = await announced(database)
    await evening.registers("Lê Thị Ngọc", "Phạm Đức Anh", "Vũ Thị Hà")
    about = {"unit_id": UNIT, "occurred_at": NOW, "conference_id": evening.conference_id}
    await evening.hear(
        intake.QuestionWithdrawn(**about, question_id=evening.id_of("Lê Thị Ngọc")),
        duplicate(evening.questions["Phạm Đức Anh"], evening.id_of("Vũ Thị Hà")),
    )
    await do(evening, floor.open_session)
    await do(evening, lambda s, _r: gavel.conclude(s))
    assert [f.question_id for f in await evening.told(meeting.QuestionConcluded)] == [evening.id_of("Vũ Thị Hà")]


async def test_a_question_withdrawn_before_its_acceptance_was_handled_never_joins_the_line(database: Database):
    evening = await announced(database)
    fact = accepted(evening.conference_id)
    await evening.hear(duplicate(fact, new_id()))
    await evening.hear(fact)
    await do(evening, floor.open_session)
    await do(evening, lambda s, _r: gavel.conclude(s))
    assert await evening.told(meeting.QuestionConcluded) == []


async def test_facts_that_come_before_what_they_build_on_wait(database: Database):
    evening = await announced(database)
    unknown = accepted(new_id())
    with pytest.raises(NotYet):
        await evening.hear(unknown)
    with pytest.raises(NotYet):
        await evening.hear(approved(accepted(evening.conference_id), "Đã giải quyết."))
    with pytest.raises(NotYet):
        await evening.hear(intake.RollChanged(unit_id=UNIT, occurred_at=NOW, conference_id=new_id()))


async def test_what_routing_does_is_copied_and_moves_the_number_of_the_picture(database: Database):
    evening = await announced(database)
    await evening.registers("Lê Thị Ngọc")
    fact, before = evening.questions["Lê Thị Ngọc"], (await evening.state()).seq
    assigned = routing.QuestionAssigned(
        unit_id=UNIT,
        occurred_at=NOW - timedelta(days=2),
        question_id=fact.question_id,
        conference_id=fact.conference_id,
        department=support.DEPARTMENT,
        assigned_at=NOW,
        due_at=NOW,
        due_words="5 ngày làm việc",
        calendar_version="1",
    )
    await evening.hear(assigned, approved(fact, "Đã giải quyết."))
    assert (await evening.state()).seq == before + 2
    async with database.transaction() as session:
        from services.meeting.store.question_tables import Question, Readiness

        question = await session.get(Question, fact.question_id)
        assert question
        assert (question.department, question.readiness, question.answer_text) == (
            "Phòng Kinh tế",
            Readiness.APPROVED,
            "Đã giải quyết.",
        )


async def test_an_erased_person_leaves_no_name_and_no_words(database: Database):
    from services.meeting.store.people_tables import Person
    from services.meeting.store.question_tables import Question

    evening = await announced(database)
    await evening.registers("Lê Thị Ngọc")
    person_id = evening.person_of("Lê Thị Ngọc")
    await evening.hear(intake.PersonErased(unit_id=UNIT, occurred_at=NOW, person_id=person_id))
    async with database.transaction() as session:
        person = await session.get(Person, (evening.conference_id, person_id))
        question = await session.get(Question, evening.id_of("Lê Thị Ngọc"))
        assert person and question
        assert "Ngọc" not in person.display_name and "giấy phép" not in question.text

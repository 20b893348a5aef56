"""Facts of two streams at the same moment, or out of their order: the newer stands, and who is erased stays erased."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from services.meeting.bus import handlers
from services.meeting.store.people_tables import Person
from services.meeting.store.question_tables import Question, Readiness
from services.meeting.usecases.read_roll import keep_roll
from shared.clock import OffsetClock
from shared.contracts import intake, routing
from shared.contracts.event import Event
from shared.database.engine import Database
from tests.rules import rule
from tests.services.meeting.live import support
from tests.services.meeting.live.evening import Evening, announced
from tests.services.meeting.live.support import NOW, UNIT, approved
from tests.two_at_once import second_while_first_is_open

NAME = "Lê Thị Ngọc"


async def at_once(evening: Evening, first: Event, second: Event) -> None:
    async def hear(session: AsyncSession) -> None:
        await handlers(OffsetClock()).handle(session, first)

    await second_while_first_is_open(evening.database, hear, evening.hear(second))


async def question_of(evening: Evening, name: str = NAME) -> Question:
    async with evening.database.transaction() as session:
        return await session.get_one(Question, evening.id_of(name))


async def asked(database: Database) -> tuple[Evening, intake.QuestionAccepted, intake.PersonErased]:
    evening = await announced(database)
    await evening.registers(NAME)
    erased = intake.PersonErased(unit_id=UNIT, occurred_at=NOW, person_id=evening.person_of(NAME))
    return evening, evening.questions[NAME], erased


@pytest.mark.parametrize("first", ["answer", "erasure"])
async def test_an_answer_approved_while_its_person_is_erased_leaves_no_words(database: Database, first: str):
    evening, fact, erased = await asked(database)
    answer = approved(fact, "Bà Ngọc nộp lại hồ sơ.")
    await at_once(evening, *((answer, erased) if first == "answer" else (erased, answer)))
    question = await question_of(evening)
    assert question.answer_text == question.legal_basis == "" and question.readiness is Readiness.APPROVED


@pytest.mark.parametrize("first", ["names", "erasure"])
async def test_names_pulled_before_an_erasure_do_not_come_back_with_it(database: Database, first: str):
    evening, fact, erased = await asked(database)
    reply = intake.RollReply(rows=(support.roll_row(fact, NAME, NAME),))

    async def keep(session: AsyncSession) -> None:
        await keep_roll(session, UNIT, evening.conference_id, reply, 9, NOW)

    async def forget(session: AsyncSession) -> None:
        await handlers(OffsetClock()).handle(session, erased)

    async def keep_meanwhile() -> None:
        async with database.transaction() as session:
            await keep(session)

    if first == "names":
        await second_while_first_is_open(database, keep, evening.hear(erased))
    else:
        await second_while_first_is_open(database, forget, keep_meanwhile())
    async with database.transaction() as session:
        person = await session.get_one(Person, (evening.conference_id, fact.person_id))
    assert "Ngọc" not in f"{person.display_name}{person.public_name}{person.folded}"


async def test_a_question_that_is_heard_of_after_its_person_was_erased_stays_out(database: Database):
    evening = await announced(database)
    fact = support.accepted(evening.conference_id)
    await evening.hear(intake.PersonErased(unit_id=UNIT, occurred_at=NOW, person_id=fact.person_id), fact)
    async with database.transaction() as session:
        assert await session.get(Question, fact.question_id) is None
    assert fact.question_id not in (await evening.state()).entries


@rule("R-113")
async def test_an_older_fact_that_had_to_wait_does_not_undo_a_newer_one(database: Database):
    """Routing's facts wait for intake's acceptance, each with a delay of its own: they come out of order."""
    evening, fact, _ = await asked(database)
    other = routing.DepartmentRef(key="culture", name="Phòng Văn hóa")
    about = {"unit_id": UNIT, "question_id": fact.question_id, "conference_id": fact.conference_id}
    assigned = _assigned(about, NOW - timedelta(days=3))
    redirected = routing.QuestionRedirected(
        occurred_at=NOW - timedelta(days=2),
        from_department=support.DEPARTMENT,
        to_department=other,
        reason="",
        due_at=NOW + timedelta(days=9),
        **about,
    )
    submitted = routing.AnswerSubmitted(occurred_at=NOW - timedelta(days=1), version=1, **about)
    await evening.hear(submitted, redirected, assigned)
    question = await question_of(evening)
    assert (question.department_key, question.due_at) == ("culture", redirected.due_at)
    assert question.readiness is Readiness.APPROVING


def _assigned(about: dict[str, object], at: datetime) -> routing.QuestionAssigned:
    return routing.QuestionAssigned(
        occurred_at=at,
        department=support.DEPARTMENT,
        assigned_at=at,
        due_at=NOW,
        due_words="5 ngày làm việc",
        calendar_version="1",
        **about,
    )

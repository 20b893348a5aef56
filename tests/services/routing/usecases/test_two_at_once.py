"""Two hands on one question at the same moment: one wins, the other reads why, and nothing leaves twice."""

import asyncio

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from services.routing.bus import handlers
from services.routing.domain.life import Life
from services.routing.domain.refusals import AlreadyMoved
from services.routing.usecases.assign import Choice, confirm_assignment
from shared.contracts import intake, meeting, routing
from shared.contracts.event import Event
from shared.contracts.meeting import Outcome
from tests.rules import rule
from tests.services.routing.house import House
from tests.two_at_once import second_while_first_is_open


async def test_one_of_two_leaders_assigns(house):
    question_id = await house.question()

    async def confirm(department: str) -> None:
        async with house.act() as session:
            await confirm_assignment(session, house.leader, Choice(question_id, department), house.clock.now())

    results = await asyncio.gather(confirm("office"), confirm("economy"), return_exceptions=True)
    assert [type(result) for result in results if result] == [AlreadyMoved]
    assert len(await house.facts(routing.QuestionAssigned)) == 1


async def test_approval_and_gavel_at_the_same_moment_release_once(house):
    for _ in range(8):
        question_id = await house.submitted()
        gavel = house.concluded(question_id, Outcome.NOT_REACHED)
        await asyncio.gather(house.approve(question_id), house.hear(gavel))
        released = [fact for fact in await house.facts(routing.AnswerReleased) if fact.question_id == question_id]
        assert len(released) == 1 and (await house.row(question_id)).life is Life.RELEASED


async def test_a_duplicate_marked_while_its_first_leaves_is_answered_once(house):
    for _ in range(8):
        first = await house.approved()
        twin = house.duplicate(first)
        await asyncio.gather(house.hear(twin), house.hear(house.concluded(first, Outcome.ABSENT)))
        released = [fact.question_id for fact in await house.facts(routing.AnswerReleased)]
        assert released.count(first) == 1 and released.count(twin.question_id) == 1


@rule("R-096", "C-13")
@pytest.mark.parametrize("first", ["question", "outcome"])
async def test_a_walk_ins_outcome_is_kept_when_question_and_outcome_come_at_the_same_moment(house, first):
    event = house.accepted(channel=intake.Channel.WALK_IN)
    outcome = house.concluded(event.question_id, Outcome.ANSWERED_IN_HALL, "Đã trả lời miệng")
    one, other = (event, outcome) if first == "question" else (outcome, event)
    await _second_while_the_first_is_open(house, one, other)
    assert (await house.row(event.question_id)).outcome is Outcome.ANSWERED_IN_HALL


@rule("R-032", "C-11")
async def test_a_late_form_let_in_while_the_session_ends_is_owed_writing(house):
    late = house.accepted(path=intake.AnswerPath.IN_WRITING, is_late=True)
    over = meeting.SessionConcluded(
        unit_id=house.unit_id, occurred_at=house.clock.now(), conference_id=house.conference_id
    )
    await _second_while_the_first_is_open(house, late, over)
    assert (await house.row(late.question_id)).outcome is Outcome.TO_WRITE


async def _second_while_the_first_is_open(house: House, first: Event, second: Event) -> None:
    """The first fact is handled but not committed when the second comes."""

    async def hear(session: AsyncSession) -> None:
        await handlers(house.clock).handle(session, first)  # type: ignore[arg-type]

    await second_while_first_is_open(house.database, hear, house.hear(second))

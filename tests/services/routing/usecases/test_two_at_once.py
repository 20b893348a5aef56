"""Two hands on one question at the same moment: one wins, the other reads why, and nothing leaves twice."""

import asyncio

from services.routing.domain.life import Life
from services.routing.domain.refusals import AlreadyMoved
from services.routing.usecases.assign import Choice, confirm_assignment
from shared.contracts import routing
from shared.contracts.meeting import Outcome


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

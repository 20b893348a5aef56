"""A question is taken back: nobody writes about it any more, but what was issued stays issued."""

import pytest

from services.notify.domain.refusals import LettersChanged
from services.notify.domain.states import LetterState, VoidReason
from services.notify.usecases.confirm_issue import confirm_issue, propose_issue
from services.notify.usecases.issue import Terms
from shared.calendar.words import local_day
from tests.rules import rule
from tests.services.notify.house import CLERK, House


@rule("R-011")
async def test_a_waiting_letter_of_a_withdrawn_question_is_void_and_says_why(house: House):
    taken_back, other = house.released(house.person()), house.released(house.person())
    notice = house.turned_away(house.person())
    await house.tell(taken_back, other, notice, house.withdrawn(taken_back.question_id))
    await house.tell(house.withdrawn(notice.question_id))
    states = {one.question_id: (one.state, one.void_reason) for one in await house.letters()}
    assert states == {
        taken_back.question_id: (LetterState.VOID, VoidReason.WITHDRAWN),
        notice.question_id: (LetterState.VOID, VoidReason.WITHDRAWN),
        other.question_id: (LetterState.WAITING, None),
    }


@rule("R-001")
async def test_an_issued_letter_of_a_withdrawn_question_stays(house: House):
    (letter,) = await house.issue(await house.waiting(house.person()), first=4)
    await house.tell(house.withdrawn(letter.question_id))
    (after,) = await house.letters()
    assert (after.state, after.number, after.void_reason) == (LetterState.ISSUED, 4, None)


async def test_an_answer_that_comes_after_the_withdrawal_is_void_from_the_start(house: House):
    answer = house.released(house.person())
    await house.tell(house.withdrawn(answer.question_id), answer)
    (letter,) = await house.letters()
    assert (letter.state, letter.void_reason) == (LetterState.VOID, VoidReason.WITHDRAWN)
    assert letter.voided_at


async def test_a_letter_withdrawn_between_looking_and_confirming_gets_no_number(house: House):
    first, second = await house.waiting(house.person("An"), house.person("Bình"))
    terms = Terms(1, local_day(house.now), "deputy_for_committee", "Lê Văn Bình")
    async with house.room.database.transaction() as session:
        issuing = await propose_issue(session, house.unit_id, [first.id, second.id], terms, CLERK, house.now)
    await house.tell(house.withdrawn(first.question_id))
    with pytest.raises(LettersChanged):
        async with house.room.database.transaction() as session:
            await confirm_issue(session, house.unit_id, issuing, CLERK, house.now)
    assert {one.number for one in await house.letters()} == {None}


async def test_every_way_to_void_a_letter_keeps_its_reason(house: House):
    old = house.released(house.person())
    await house.tell(old, old.model_copy(update={"version": 2}))
    replaced = next(one for one in await house.letters() if one.version == 1)
    assert (replaced.void_reason, replaced.voided_at is not None) == (VoidReason.REPLACED, True)

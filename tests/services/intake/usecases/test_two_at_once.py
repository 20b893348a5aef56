"""Two hands on one form at the same moment: the second acts on what the first left, and nothing is lost."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import update

from services.intake.bus import handlers
from services.intake.domain.question import State
from services.intake.store.people import get_registration
from services.intake.store.questions import progress_of, questions_of
from services.intake.store.tables import Question
from services.intake.usecases.accept import Acceptance, accept
from services.intake.usecases.change_contact import ContactChange, Erased, change_contact
from services.intake.usecases.erase_person import erase_person
from services.intake.usecases.mark_duplicate import mark_duplicate
from services.intake.usecases.split import split
from services.intake.usecases.turn_away import turn_away
from services.intake.usecases.withdraw import withdraw
from shared.contracts.intake import AnswerPath, ExclusionReason, QuestionWithdrawn
from shared.contracts.notify import LetterIssued, Purpose
from shared.contracts.routing import AnswerApproved, AnswerKind, DepartmentRef
from shared.identity.actor import Actor
from shared.ids import new_id
from tests.rules import rule
from tests.services.intake.house import House
from tests.two_at_once import second_while_first_is_open

HOA = Actor("o1", "Trần Thị Hoa")
LAN = Actor("o2", "Vũ Thị Lan")


@rule("R-011")
async def test_a_question_accepted_while_it_is_being_withdrawn_is_taken_back_everywhere(house: House) -> None:
    question = await house.question(f"{await house.register()}/1")

    async def take(session) -> None:
        await accept(session, house.unit_id, question.id, Acceptance(), HOA, house.now)

    async def withdraw_from_the_page() -> None:
        async with house.room.database.transaction() as session:
            shown = await questions_of(session, question.registration_id)  # the page looks before it acts
            await withdraw(session, house.unit_id, shown[0].id, "", LAN, house.now)

    await second_while_first_is_open(house.room.database, take, withdraw_from_the_page())
    assert (await house.question(question.code)).state is State.WITHDRAWN
    assert [fact.question_id for fact in await house.facts(QuestionWithdrawn)] == [question.id]


async def test_two_questions_of_one_form_are_split_at_the_same_moment_into_parts_of_their_own(house: House) -> None:
    code = await house.register(content_tthc="Hỏi một. Hỏi hai.", content_settlement="Hỏi ba. Hỏi bốn.")

    async def cut(session, number: int, first: str, then: str) -> None:
        question = await house.question(f"{code}/{number}")
        await split(session, house.unit_id, question.id, f"{first}\n---\n{then}", HOA, house.now)

    async def cut_the_other() -> None:
        async with house.room.database.transaction() as session:
            await cut(session, 2, "Hỏi ba.", "Hỏi bốn.")

    await second_while_first_is_open(
        house.room.database, lambda session: cut(session, 1, "Hỏi một.", "Hỏi hai."), cut_the_other()
    )
    assert ((await house.question(f"{code}/3")).text, (await house.question(f"{code}/4")).text) == (
        "Hỏi hai.",
        "Hỏi bốn.",
    )


async def test_a_question_accepted_while_its_sender_is_erased_is_taken_back_everywhere(house: House) -> None:
    question = await house.question(f"{await house.register()}/1")

    async def take(session) -> None:
        await accept(session, house.unit_id, question.id, Acceptance(), HOA, house.now)

    await second_while_first_is_open(house.room.database, take, _erase(house, question))
    assert (await house.question(question.code)).state is State.WITHDRAWN
    assert [fact.question_id for fact in await house.facts(QuestionWithdrawn)] == [question.id]


async def test_a_part_split_off_while_its_sender_is_erased_does_not_stay_waiting(house: House) -> None:
    question = await house.question(f"{await house.register(content_tthc='Hỏi một. Hỏi hai.')}/1")

    async def cut(session) -> None:
        await split(session, house.unit_id, question.id, "Hỏi một.\n---\nHỏi hai.", HOA, house.now)

    await second_while_first_is_open(house.room.database, cut, _erase(house, question))
    async with house.room.database.transaction() as session:
        parts = await questions_of(session, question.registration_id)
    assert [(part.state, part.text) for part in parts] == [(State.WITHDRAWN, "")] * 2


async def test_a_contact_corrected_while_its_person_is_erased_does_not_come_back(house: House) -> None:
    form = await house.registration(await house.register())
    question = await house.question(f"{form.code}/1")

    async def correct_on_the_page() -> None:
        async with house.room.database.transaction() as session:
            shown = await get_registration(session, house.unit_id, form.id)
            change = ContactChange(shown[1].full_name, "", "0987 654 321", "", "thôn Thao Chính", True, True)
            with pytest.raises(Erased):
                await change_contact(session, house.unit_id, form.id, change, LAN, house.now)

    async def erase(session) -> None:
        await erase_person(session, house.unit_id, question.registration_id, HOA, house.now)

    await second_while_first_is_open(house.room.database, erase, correct_on_the_page())
    async with house.room.database.transaction() as session:
        _, person = await get_registration(session, house.unit_id, form.id)
    assert person.phone == person.address == ""


@pytest.mark.parametrize("first", ["answer", "erasure"])
async def test_an_answer_told_while_its_person_is_erased_leaves_no_text(house: House, first: str) -> None:
    question = await house.question(f"{await house.register()}/1")
    fact = approved(house, question)

    async def hear(session) -> None:
        await handlers(house.room.clock).handle(session, fact)

    async def erase(session) -> None:
        await erase_person(session, house.unit_id, question.registration_id, HOA, house.now)

    if first == "answer":
        await second_while_first_is_open(house.room.database, hear, _erase(house, question))
    else:
        await second_while_first_is_open(house.room.database, erase, house.tell(fact))
    async with house.room.database.transaction() as session:
        progress = (await progress_of(session, [question.id]))[question.id]
    assert (progress.approved_at, progress.answer_text) == (fact.occurred_at, None)


async def test_an_older_answer_that_comes_late_does_not_replace_the_newer_one(house: House) -> None:
    question = await house.question(f"{await house.register()}/1")
    newer = approved(house, question, occurred_at=house.now, version=2, text="Trả lời mới.")
    await house.tell(newer, approved(house, question, occurred_at=house.now - timedelta(days=1)))
    async with house.room.database.transaction() as session:
        progress = (await progress_of(session, [question.id]))[question.id]
    assert (progress.approved_at, progress.answer_text) == (newer.occurred_at, "Trả lời mới.")


async def _erase(house: House, question: Question) -> None:
    async with house.room.database.transaction() as session:
        await erase_person(session, house.unit_id, question.registration_id, HOA, house.now)


def approved(house: House, question: Question, **more: Any) -> AnswerApproved:
    fact = AnswerApproved(
        unit_id=house.unit_id,
        occurred_at=house.now,
        question_id=question.id,
        conference_id=house.conference_id,
        version=1,
        kind=AnswerKind.ANSWER,
        text="Ông Nguyễn Văn Cường nộp tại bộ phận một cửa.",
        legal_basis="",
        sha256="0" * 64,
        department=DepartmentRef(key="economy", name="Phòng Kinh tế"),
        approved_by="Chủ tịch",
    )
    return fact.model_copy(update=more)


@rule("C-11")
async def test_a_repeat_received_while_the_plan_changes_is_late_by_the_plan_as_it_stands(house: House) -> None:
    """The new plan does not see a form that is being received; the decision about it sees the plan."""
    first, repeat = [await house.question(f"{await house.register()}/1") for _ in range(2)]
    await house.tell(house.announced(closes=-1, version=2))
    async with house.room.database.transaction() as session:
        await session.execute(update(Question).where(Question.id == repeat.id).values(is_late=False, plan_version=1))
    async with house.room.database.transaction() as session:
        marked = await mark_duplicate(session, house.unit_id, repeat.id, first.code, HOA, house.now)
        assert (marked.is_late, marked.plan_version, marked.path) == (True, 2, AnswerPath.IN_WRITING)


@rule("R-032")
@pytest.mark.parametrize("first", ["letter", "acceptance"])
async def test_the_number_of_a_notice_does_not_stand_for_the_answer_of_a_question_taken_after_all(
    house: House, first: str
) -> None:
    question = await house.question(f"{await house.register()}/1")
    letter = LetterIssued(
        unit_id=house.unit_id,
        occurred_at=house.now,
        letter_id=new_id(),
        question_id=question.id,
        conference_id=house.conference_id,
        number="04/TB-UBND",
        issued_on=house.now,
        purpose=Purpose.TURNED_AWAY,
    )
    async with house.room.database.transaction() as session:
        await turn_away(session, house.unit_id, question.id, ExclusionReason.COMPLAINT, "", HOA, house.now)

    async def take(session) -> None:
        await accept(session, house.unit_id, question.id, Acceptance(reason="xem lại"), HOA, house.now)

    async def take_meanwhile() -> None:
        async with house.room.database.transaction() as session:
            await take(session)

    async def hear(session) -> None:
        await handlers(house.room.clock).handle(session, letter)

    if first == "letter":
        await second_while_first_is_open(house.room.database, hear, take_meanwhile())
    else:
        await second_while_first_is_open(house.room.database, take, house.tell(letter))
    async with house.room.database.transaction() as session:
        progress = await progress_of(session, [question.id])
    assert not progress or progress[question.id].letter_number is None

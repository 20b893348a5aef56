"""From facts to letters: each once, whatever is repeated and in whatever order it comes."""

import random
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from services.notify.domain.states import LetterState, MessageState
from services.notify.store.tables import Letter
from services.notify.usecases import contacts
from shared.contracts.notify import Delivery
from shared.contracts.routing import AnswerReleased
from shared.refusals import NotYet
from tests.rules import rule
from tests.services.notify.house import House


@rule("R-033", "R-095", "R-096", "C-12")
async def test_one_letter_for_each_person_question_and_version_however_often_it_is_told(house: House):
    a, b = house.person("Nguyễn Văn An"), house.person("Lê Thị Bình")
    first = house.released(a)
    facts = [first, house.released(b, question_id=first.question_id), house.turned_away(a), house.released(a)]
    again = [fact.model_copy() for fact in facts for _ in range(4)]
    random.Random(5).shuffle(again)
    await house.tell(*again)
    letters = await house.letters()
    keys = [(one.person_id, one.question_id, one.purpose, one.version) for one in letters]
    assert len(keys) == len(set(keys)) == len(facts)


@rule("R-001")
async def test_a_newer_version_takes_the_place_of_one_that_waits(house: House):
    person = house.person()
    old = house.released(person)
    new = old.model_copy(update={"version": 2, "answer_text": "Bản đã sửa."})
    await house.tell(old, new, old)
    assert [(one.version, one.state) for one in await house.letters()] == [
        (1, LetterState.VOID),
        (2, LetterState.WAITING),
    ]


async def test_an_older_version_that_comes_late_is_void_from_the_start(house: House):
    person = house.person()
    old = house.released(person)
    await house.tell(old.model_copy(update={"version": 2}), old)
    assert {one.version: one.state for one in await house.letters()} == {
        2: LetterState.WAITING,
        1: LetterState.VOID,
    }


@rule("R-001")
async def test_after_issue_a_correction_is_a_letter_that_replaces_the_first(house: House):
    person = house.person()
    old: AnswerReleased = house.released(person)
    await house.tell(old)
    await house.address()
    (letter,) = await house.issue(await house.letters(), first=7)
    await house.tell(old.model_copy(update={"version": 2}))
    first, second = await house.letters()
    assert first.state is LetterState.ISSUED and first.number == 7
    assert second.state is LetterState.WAITING
    assert letter.issued_on
    assert second.content["replaces"] == f"Công văn số 07/UBND-VP ngày {letter.issued_on:%d/%m/%Y}"


async def test_a_letter_waits_for_the_announcement_of_its_conference(house: House):
    fact = house.released(house.person())
    with pytest.raises(NotYet):
        await house.tell(fact.model_copy(update={"conference_id": fact.question_id}))


@rule("R-095")
async def test_the_address_is_kept_with_the_letter(house: House):
    (letter,) = await house.waiting(house.person("Đỗ Thị Ánh", address="số 3, thôn Mỹ Lâm"))
    assert letter.recipient and letter.recipient["address"] == "số 3, thôn Mỹ Lâm"
    assert "do thi anh" in letter.folded and letter.code.split("/")[0].lower()[:4] in letter.folded
    house.register.clear()
    await house.address()
    assert (await house.letters())[0].recipient == letter.recipient


async def test_who_is_unknown_to_intake_is_asked_for_again_later_and_blocks_nobody(house: House):
    stranger = house.person()
    await house.tell(house.released(stranger), house.released(house.person()))
    del house.register[stranger]
    async with house.room.database.transaction() as session:
        assert len((await contacts.people_without_contact(session))[house.unit_id]) == 2
        await contacts.keep_contacts(session, house.unit_id, {stranger, *house.register}, house.register)
    async with house.room.database.transaction() as session:
        assert house.unit_id not in await contacts.people_without_contact(session)
        later = select(func.count()).where(Letter.recipient.is_(None), Letter.ask_after > func.now())
        assert (await session.execute(later)).scalar_one() == 1


@rule("R-011")
async def test_a_receipt_goes_by_e_mail_and_who_gave_none_has_no_row_that_looks_cancelled(house: House):
    with_mail, without = house.person(email="cuong@example.vn"), house.person()
    facts = [house.received(with_mail), house.received(without)]
    await house.tell(*facts)
    await house.address()
    (only,) = await house.messages()
    assert (only.person_id, only.state) == (with_mail, MessageState.QUEUED)
    assert (only.channel, only.to_address) == (Delivery.EMAIL, "cuong@example.vn")


@rule("R-032")
async def test_the_receipt_of_a_late_form_knows_that_it_is_late(house: House):
    person = house.person(email="a@example.vn")
    await house.tell(house.received(person, at=house.now - timedelta(days=1)))
    assert [one.content["is_late"] for one in await house.messages()] == [True]

"""Contacts corrected, and a person erased."""

import pytest
from sqlalchemy import select

from services.intake.domain.question import State
from services.intake.store.people import get_registration
from services.intake.store.tables import HistoryEntry
from services.intake.usecases.accept import Acceptance, accept
from services.intake.usecases.change_contact import ContactChange, Erased, NameNeeded, change_contact
from services.intake.usecases.erase_person import erase_person
from shared.contracts.intake import PersonErased, QuestionWithdrawn, RollChanged
from shared.identity.actor import Actor
from tests.rules import rule
from tests.services.intake.house import House

HOA = Actor("o1", "Trần Thị Hoa")
CHANGE = ContactChange("Nguyễn Văn Cường", "", "0987 654 321", "", "thôn Thao Chính", True, True)


@rule("R-095")
async def test_only_what_differs_is_changed_and_the_roll_is_told(house: House) -> None:
    form = await house.registration(await house.register())
    async with house.room.database.transaction() as session:
        said = await change_contact(session, house.unit_id, form.id, CHANGE, HOA, house.now)
    assert said == ("điện thoại", "địa chỉ", "cách công khai họ tên")
    async with house.room.database.transaction() as session:
        after, person = await get_registration(session, house.unit_id, form.id)
        assert (person.phone, person.area, after.publish_name) == ("0987654321", "thao-chinh", True)
        assert after.raw["phone"] == "0912 345 678", "what was handed in stays as it was"
        assert await change_contact(session, house.unit_id, form.id, CHANGE, HOA, house.now) == ()
    assert len(await house.facts(RollChanged)) == 1


async def test_a_person_keeps_a_name(house: House) -> None:
    form = await house.registration(await house.register())
    with pytest.raises(NameNeeded):
        async with house.room.database.transaction() as session:
            nameless = ContactChange("", "", "", "", "", False, False)
            await change_contact(session, house.unit_id, form.id, nameless, HOA, house.now)


async def test_erasing_leaves_that_something_was_received_but_not_who_asked_what(house: House) -> None:
    code = await house.register(full_name="Phạm Thị Xyzzy", content_tthc="Xin hỏi thủ tục quuxzz")
    question = await house.question(f"{code}/1")
    async with house.room.database.transaction() as session:
        await accept(session, house.unit_id, question.id, Acceptance(), HOA, house.now)
    async with house.room.database.transaction() as session:
        await erase_person(session, house.unit_id, question.registration_id, HOA, house.now)
    after = await house.question(f"{code}/1")
    assert (after.text, after.folded, after.state) == ("", "", State.WITHDRAWN)
    async with house.room.database.transaction() as session:
        form, person = await get_registration(session, house.unit_id, question.registration_id)
        assert form.raw == {} and person.full_name == person.folded == person.phone == "" and person.erased_at
        lines = (await session.execute(select(HistoryEntry).where(HistoryEntry.registration_id == form.id))).scalars()
        assert not any("xyzzy" in line.words.lower() or "quuxzz" in line.words for line in lines)
    assert [fact.person_id for fact in await house.facts(PersonErased)] == [question.person_id]
    assert len(await house.facts(QuestionWithdrawn)) == 1
    with pytest.raises(Erased):
        async with house.room.database.transaction() as session:
            await erase_person(session, house.unit_id, question.registration_id, HOA, house.now)

"""A person is erased: names, addresses and texts go, numbers and proofs stay."""

import pytest

from services.notify import sender
from services.notify.domain.states import LetterState, MessageState
from services.notify.store.message_reads import receipts_of
from services.notify.store.tables import PrintBatch
from services.notify.usecases import print_run
from shared.contracts.intake import PersonErased
from shared.refusals import NotFound
from tests.rules import rule
from tests.services.notify.house import CLERK, House
from tests.services.notify.post_office import PostOffice, server_at


def erased(house: House, person_id) -> PersonErased:
    return PersonErased(unit_id=house.unit_id, occurred_at=house.now, person_id=person_id)


@rule("R-011")
async def test_what_was_sent_keeps_its_number_and_proof_and_nothing_else(house: House, office: PostOffice):
    person = house.person("Nguyễn Văn Mất", email="mat@example.vn")
    await house.issue(await house.waiting(person), first=9)
    await sender.send_due(house.room, server_at(house.room.settings, office.port))
    (before,) = await house.letters()
    await house.tell(erased(house, person))
    (letter,), (message,) = await house.letters(), await house.messages()
    assert (letter.number, letter.state, message.state) == (9, LetterState.ISSUED, MessageState.DELIVERED)
    assert message.proof and not message.to_address and not message.to_name
    async with house.room.database.transaction() as session:
        words = [one.text for one in await receipts_of(session, message.id)]
    left = f"{letter.recipient}{letter.content}{letter.folded}{message.folded}{words}"
    assert "Mất" not in left and "mat" not in left and "tách thửa" not in left
    assert await sender.sweep_files(house.room) == 1
    assert before.pdf_key
    with pytest.raises(NotFound):
        await house.room.store.get(before.pdf_key)
    await house.render()
    assert (await house.letters())[0].pdf_key == ""


async def test_what_waits_is_void_and_what_has_not_left_is_cancelled(house: House):
    person = house.person(email="a@example.vn")
    await house.issue(await house.waiting(person))
    await house.tell(house.released(person), house.received(person), erased(house, person))
    assert [one.state for one in await house.letters()] == [LetterState.ISSUED, LetterState.VOID]
    assert {one.state for one in await house.messages()} == {MessageState.CANCELLED}


async def test_a_fact_that_comes_after_the_erasure_composes_nothing(house: House):
    person = house.person()
    late = [house.released(person), house.turned_away(person), house.received(person)]
    await house.tell(erased(house, person), *late)
    assert await house.letters() == [] and await house.messages() == []


async def test_a_print_run_is_made_again_without_the_person(house: House):
    people = [house.person("An"), house.person("Bình")]
    await house.issue(await house.waiting(*people))
    async with house.room.database.transaction() as session:
        run = await print_run.make_print_run(session, house.unit_id, None, CLERK, house.now)
    await sender.make_print_files(house.room)
    await house.tell(erased(house, people[0]))
    async with house.room.database.transaction() as session:
        assert (await session.get_one(PrintBatch, run.id)).letters_key is None
    await sender.make_print_files(house.room)
    async with house.room.database.transaction() as session:
        kept = await session.get_one(PrintBatch, run.id)
        assert kept.letters_key
        body = await house.room.store.get(kept.letters_key)
    assert body.count(b"/Type /Page\n") <= 4

"""Two streams, two clerks, a clerk and a loop at the same moment: nobody is written to who should not be any more."""

from typing import Any

import pytest
from sqlalchemy import select

from services.notify import sender
from services.notify.bus import handlers
from services.notify.domain.refusals import NotPossibleNow
from services.notify.domain.states import LetterState, MessageState, VoidReason
from services.notify.store.tables import Letter
from services.notify.usecases import decide, prepare_letter, print_run, send
from services.notify.usecases.receipts import note
from services.notify.usecases.stored_files import lose_files
from shared.contracts.event import Event
from shared.contracts.intake import ExclusionReason, PersonErased
from shared.contracts.notify import Delivery, LetterIssued, Purpose
from shared.messaging.tables import outbox
from tests.rules import rule
from tests.services.notify.house import CLERK, House
from tests.services.notify.post_office import PostOffice, server_at
from tests.two_at_once import second_while_first_is_open

S = MessageState


async def at_once(house: House, first: Event, second: Event) -> None:
    """The first fact is handled but not committed when the second comes on another stream."""

    async def hear(session: Any) -> None:
        await handlers(house.room.clock).handle(session, first)

    await second_while_first_is_open(house.room.database, hear, house.tell(second))


def erased(house: House, person_id: Any) -> PersonErased:
    return PersonErased(unit_id=house.unit_id, occurred_at=house.now, person_id=person_id)


@rule("R-011")
@pytest.mark.parametrize("first", ["answer", "withdrawal"])
async def test_an_answer_released_while_its_question_is_withdrawn_is_void(house: House, first: str):
    answer = house.released(house.person())
    taken_back = house.withdrawn(answer.question_id)
    await at_once(house, *((answer, taken_back) if first == "answer" else (taken_back, answer)))
    (letter,) = await house.letters()
    assert (letter.state, letter.void_reason) == (LetterState.VOID, VoidReason.WITHDRAWN)


@pytest.mark.parametrize("first", ["answer", "erasure"])
async def test_an_answer_released_while_its_person_is_erased_leaves_no_word(house: House, first: str):
    person = house.person()
    answer, gone = house.released(person), erased(house, person)
    await at_once(house, *((answer, gone) if first == "answer" else (gone, answer)))
    for letter in await house.letters():
        assert letter.state is LetterState.VOID and "tách thửa" not in str(letter.content)


async def test_another_way_chosen_while_the_person_is_erased_sends_nothing(house: House):
    person = house.person(email="")
    await house.issue(await house.waiting(person))
    (message,) = await house.messages()

    async def by_mail(session: Any) -> None:
        await decide.change_way(session, house.unit_id, message.id, Delivery.EMAIL, "mat@example.vn", CLERK, house.now)

    await second_while_first_is_open(house.room.database, by_mail, house.tell(erased(house, person)))
    left = await house.messages()
    assert {(one.state, one.to_address, one.to_name) for one in left} == {(S.CANCELLED, "", "")} and len(left) == 2


async def test_a_letter_of_an_erased_person_is_not_sent_again_from_a_page_left_open(house: House):
    person = house.person(email="mat@example.vn")
    await house.issue(await house.waiting(person))
    await house.tell(erased(house, person))
    (message,) = await house.messages()
    who = (CLERK, house.now)
    with pytest.raises(NotPossibleNow):
        async with house.room.database.transaction() as session:
            await decide.send_again(session, house.unit_id, message.id, "mat@example.vn", *who)
    with pytest.raises(NotPossibleNow):
        async with house.room.database.transaction() as session:
            await decide.change_way(session, house.unit_id, message.id, Delivery.POST, "thôn Nam", *who)


async def test_mail_whose_person_is_erased_while_it_is_handed_over_is_not_tried_again(house: House):
    person = house.person(email="mat@example.vn")
    await house.issue(await house.waiting(person))
    async with house.room.database.transaction() as session:
        mail = await send.claim_next(session, house.room.store, house.room.settings.public_url)
    assert mail
    await house.tell(erased(house, person))
    async with house.room.database.transaction() as session:
        await send.settle(session, mail.id, ConnectionError(), house.now)
    assert [one.state for one in await house.messages()] == [S.CANCELLED]


async def test_a_letter_without_a_file_does_not_hold_up_the_others(house: House, office: PostOffice):
    people = [house.person(name, email=f"{name.lower()}@example.vn") for name in ("An", "Ba")]
    await house.issue(await house.waiting(*people))
    async with house.room.database.transaction() as session:
        first = (await house.letters())[0]
        (await session.get_one(Letter, first.id)).pdf_key = ""
    assert await sender.send_due(house.room, server_at(house.room.settings, office.port)) == 1
    assert sorted(one.state for one in await house.messages()) == [S.DELIVERED, S.QUEUED]


@rule("R-011")
async def test_of_two_clerks_the_second_decides_on_what_the_first_left(house: House):
    await house.issue(await house.waiting(house.person(email="")))
    async with house.room.database.transaction() as session:
        run = await print_run.make_print_run(session, house.unit_id, None, CLERK, house.now)
        (message,) = [row for row, _ in await print_run.letters_of(session, run.id)]
        await note(session, message, S.POSTED, "thử", CLERK, house.now)

    async def came_back(session: Any) -> None:
        await decide.mark_returned(session, house.unit_id, message.id, "không có người nhận", CLERK, house.now)

    async def delivered_on_the_runs_page() -> None:
        async with house.room.database.transaction() as session:
            rows = await print_run.letters_of(session, run.id)  # the page looks before it acts
            with pytest.raises(NotPossibleNow):
                await decide.mark_delivered(session, house.unit_id, rows[0][0].id, "đã phát", CLERK, house.now)

    await second_while_first_is_open(house.room.database, came_back, delivered_on_the_runs_page())
    assert [one.state for one in await house.messages()] == [S.RETURNED]


@rule("R-001")
async def test_a_signed_file_that_comes_while_the_old_one_is_found_missing_stays(house: House):
    (letter,) = await house.issue(await house.waiting(house.person()))
    async with house.room.database.transaction() as session:
        ours = await house.room.store.get((await session.get_one(Letter, letter.id)).pdf_key or "")
        await prepare_letter.keep_signed_file(session, house.room.store, house.unit_id, letter.id, ours)
    (before,) = await house.letters()

    async def sign_again(session: Any) -> None:
        await prepare_letter.keep_signed_file(session, house.room.store, house.unit_id, letter.id, ours)

    async def find_missing() -> None:
        async with house.room.database.transaction() as session:
            await lose_files(session, [before.signed_pdf_key or ""])

    await second_while_first_is_open(house.room.database, sign_again, find_missing())
    (after,) = await house.letters()
    assert after.signed_pdf_key and after.signed_pdf_key != before.signed_pdf_key


@rule("R-016", "C-27")
async def test_the_receipt_of_a_denunciation_is_protected_when_the_form_is_heard_of_last(house: House):
    person = house.person(email="mat@example.vn")
    received = house.received(person)
    turned_away = house.turned_away(
        person,
        question_id=received.question_ids[0],
        registration_id=received.registration_id,
        reason=ExclusionReason.DENUNCIATION,
    )
    await house.tell(turned_away, received)
    assert [one.restricted for one in await house.messages()] == [True]


@rule("R-032")
@pytest.mark.parametrize("first", ["notice", "acceptance"])
async def test_the_notice_of_a_question_accepted_after_all_is_void_whichever_is_heard_first(house: House, first: str):
    notice, answer = house.turned_away(house.person()), house.released(house.person())
    taken = house.accepted(notice)
    await house.tell(*((notice, taken) if first == "notice" else (taken, notice)), answer)
    states = {one.question_id: (one.state, one.void_reason) for one in await house.letters()}
    assert states == {
        notice.question_id: (LetterState.VOID, VoidReason.ACCEPTED),
        answer.question_id: (LetterState.WAITING, None),
    }


async def test_a_notice_issued_before_the_question_was_accepted_stays(house: House):
    notice = house.turned_away(house.person())
    await house.tell(notice)
    await house.address()
    await house.issue(await house.letters(), first=4)
    await house.tell(house.accepted(notice))
    assert [(one.state, one.number) for one in await house.letters()] == [(LetterState.ISSUED, 4)]
    async with house.room.database.transaction() as session:
        bodies = select(outbox.c.body).where(outbox.c.subject == LetterIssued.SUBJECT)
        told = [LetterIssued.model_validate_json(body) for body in (await session.execute(bodies)).scalars()]
    assert [one.purpose for one in told] == [Purpose.TURNED_AWAY], "nobody takes it for the answer"

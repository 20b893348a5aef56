"""What a person decides about a message."""

import pytest

from services.notify.domain.refusals import AddressNeeded, NotPossibleNow, ProofNeeded
from services.notify.domain.states import MessageState
from services.notify.store.tables import Message, Receipt
from services.notify.usecases import decide
from services.notify.usecases.receipts import note
from shared.contracts.notify import Delivery
from shared.refusals import NotFound
from tests.rules import rule
from tests.services.notify.house import CLERK, House

S = MessageState


async def message_in(house: House, *states: MessageState, email: str = "a@example.vn") -> Message:
    """A letter's message, walked through the states."""
    await house.issue(await house.waiting(house.person(email=email)))
    (message,) = await house.messages()
    async with house.room.database.transaction() as session:
        row = await session.get_one(Message, message.id)
        for state in states:
            await note(session, row, state, "thử", CLERK, house.now)
    return message


async def act(house: House, what, message: Message, *words: object) -> Message:
    async with house.room.database.transaction() as session:
        done: Message = await what(session, house.unit_id, message.id, *words, CLERK, house.now)
    return done


@rule("R-011")
async def test_a_message_in_doubt_went_or_goes_again_by_a_persons_word(house: House):
    message = await message_in(house, S.SENDING, S.IN_DOUBT)
    with pytest.raises(ProofNeeded):
        await act(house, decide.mark_delivered, message, "")
    again = await act(house, decide.send_again, message, "a@example.vn")
    assert again.state is S.QUEUED and again.id == message.id
    with pytest.raises(NotPossibleNow):
        await act(house, decide.mark_delivered, message, "đoán thế")


@rule("R-011", "R-023")
async def test_a_failed_e_mail_goes_again_corrected_or_by_post(house: House):
    message = await message_in(house, S.SENDING, S.FAILED)
    with pytest.raises(AddressNeeded):
        await act(house, decide.send_again, message, "không phải hộp thư")
    assert (await act(house, decide.send_again, message, "dung@example.vn")).to_address == "dung@example.vn"
    posted = await act(house, decide.change_way, message, Delivery.POST, "số 9, thôn Mỹ Lâm")
    assert (posted.channel, posted.state, posted.to_address) == (Delivery.POST, S.QUEUED, "số 9, thôn Mỹ Lâm")
    assert {one.channel: one.state for one in await house.messages()} == {
        Delivery.EMAIL: S.CANCELLED,
        Delivery.POST: S.QUEUED,
    }


@rule("R-011")
async def test_a_returned_letter_goes_to_a_new_address_or_by_hand_and_back(house: House):
    message = await message_in(house, S.PRINTED, S.POSTED, S.RETURNED, email="")
    by_hand = await act(house, decide.change_way, message, Delivery.HAND, "")
    back = await act(house, decide.change_way, by_hand, Delivery.POST, "địa chỉ mới")
    assert back.id == message.id and back.state is S.QUEUED and back.to_address == "địa chỉ mới"
    assert len(await house.messages()) == 2


@rule("R-011")
async def test_what_is_delivered_stays_so_until_it_comes_back(house: House):
    message = await message_in(house, S.PRINTED, S.POSTED, email="")
    assert (await act(house, decide.mark_delivered, message, "giấy báo phát 123")).proof == "giấy báo phát 123"
    for what, words in ((decide.send_again, ("x",)), (decide.change_way, (Delivery.HAND, ""))):
        with pytest.raises(NotPossibleNow):
            await act(house, what, message, *words)
    assert (await act(house, decide.mark_returned, message, "không có người nhận")).state is S.RETURNED


async def test_a_letter_is_never_given_up_and_every_word_is_kept(house: House):
    message = await message_in(house, S.SENDING, S.FAILED)
    with pytest.raises(NotPossibleNow):
        await act(house, decide.give_up, message, "thôi")
    async with house.room.database.transaction() as session:
        rows = (await session.execute(Receipt.__table__.select().order_by("id"))).all()
    assert [row.state for row in rows] == [S.QUEUED, S.SENDING, S.FAILED]
    assert {row.actor for row in rows} == {CLERK.name}


async def test_another_unit_finds_nothing(house: House):
    message = await message_in(house, S.SENDING, S.FAILED)
    with pytest.raises(NotFound):
        async with house.room.database.transaction() as session:
            await decide.send_again(session, "another-unit", message.id, "a@b.vn", CLERK, house.now)

"""E-mail over a real mail server: once, with proof, through refusals, outages and sudden deaths."""

import asyncio
from contextlib import suppress
from datetime import timedelta

import pytest
from sqlalchemy import select, update

from services.notify import sender
from services.notify.domain.states import MessageState
from services.notify.store.tables import Letter, Message
from services.notify.usecases import send
from shared.clock import real_now
from shared.contracts.notify import MessageDelivered, MessageFailed
from shared.messaging.tables import outbox
from shared.refusals import Unavailable
from tests.rules import rule
from tests.services.notify.house import House
from tests.services.notify.post_office import PostOffice, post_office, server_at

S = MessageState


async def issued_mail(house: House, count: int = 1) -> list[Letter]:
    people = [house.person(f"Nguyễn Văn Số {n}", email=f"so{n}@example.vn") for n in range(count)]
    return await house.issue(await house.waiting(*people))


async def work(house: House, office: PostOffice) -> int:
    return await sender.send_due(house.room, server_at(house.room.settings, office.port))


async def facts_out(house: House, kind: type) -> int:
    async with house.room.database.transaction() as session:
        statement = select(outbox.c.event_id).where(outbox.c.subject == kind.SUBJECT)  # type: ignore[attr-defined]
        return len((await session.execute(statement)).all())


@rule("R-023", "R-095")
async def test_a_letter_arrives_as_a_vietnamese_e_mail_with_its_file(house: House, office: PostOffice):
    (letter,) = await issued_mail(house)
    assert await work(house, office) == 1
    (mail,) = office.taken
    (message,) = await house.messages()
    assert (
        mail["Subject"] == f"Công văn số 01/UBND-VP về việc trả lời nội dung Phiếu đăng ký đối thoại số {letter.code}"
    )
    assert mail["From"].addresses[0].display_name == "UBND xã Phú Xuyên"
    assert mail["To"].addresses[0].display_name == "Nguyễn Văn Số 0"
    assert mail["Reply-To"] == house.profile.unit.email
    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail["Message-ID"].startswith(f"<{message.id}@")
    assert mail["X-Trace"] == letter.traceparent == message.traceparent
    text = mail.get_body(("plain",))
    assert text is not None and "Kính gửi ông/bà" in text.get_content()
    (file,) = mail.iter_attachments()
    assert file.get_filename() == f"cong-van-so-1-{letter.year}.pdf"
    stored = (await house.letters())[0].pdf_key
    assert stored and file.get_content() == await house.room.store.get(stored)


@rule("R-011")
async def test_the_servers_words_are_the_proof_and_the_fact_goes_out(house: House, office: PostOffice):
    office.at_data = "250 2.0.0 Ok: queued as 9F2B1"
    await issued_mail(house)
    await work(house, office)
    (message,) = await house.messages()
    assert message.state is S.DELIVERED and "queued as 9F2B1" in message.proof and message.tries == 1
    assert await facts_out(house, MessageDelivered) == 1


async def test_many_go_over_one_connection_that_ends_with_quit(house: House, office: PostOffice):
    await issued_mail(house, 5)
    assert await work(house, office) == 5
    assert office.connections == 1 and office.words[-1] == "QUIT"
    assert await work(house, office) == 0 and office.connections == 1


async def test_two_senders_never_send_the_same_message(house: House, office: PostOffice):
    await issued_mail(house, 30)
    await asyncio.gather(*(work(house, office) for _ in range(4)))
    assert len(office.taken) == 30 and set(office.times.values()) == {1}
    assert {one.state for one in await house.messages()} == {S.DELIVERED}


async def test_a_final_no_is_for_a_person_to_mend(house: House, office: PostOffice):
    office.at_rcpt = "550 5.1.1 no such mailbox"
    await issued_mail(house)
    await work(house, office)
    (message,) = await house.messages()
    assert message.state is S.FAILED and "no such mailbox" in message.trouble and not office.taken
    assert await facts_out(house, MessageFailed) == 1


@pytest.mark.parametrize("where", ["at_rcpt", "at_data"])
async def test_not_now_is_tried_again_after_growing_pauses_and_at_last_given_to_a_person(
    house: House, office: PostOffice, where: str, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(send, "TRIES", 4)
    setattr(office, where, "452 4.2.2 mailbox full")
    await issued_mail(house)
    pauses: list[timedelta] = []
    for _ in range(3):
        await work(house, office)
        (message,) = await house.messages(S.QUEUED)
        pauses.append(message.next_try_at - real_now())
        assert "mailbox full" in message.trouble and await work(house, office) == 0
        await house.hurry()
    assert pauses[0] * 1.9 < pauses[1] < pauses[2] / 1.9
    await work(house, office)
    assert [one.tries for one in await house.messages(S.FAILED)] == [4]


async def test_while_the_server_is_away_nothing_is_claimed_and_afterwards_everything_goes(house: House):
    await issued_mail(house, 3)
    async with post_office() as gone:
        port = gone.port
    for _ in range(3):
        with pytest.raises(Unavailable):
            await sender.send_due(house.room, server_at(house.room.settings, port))
    assert [(one.state, one.tries) for one in await house.messages()] == [(S.QUEUED, 0)] * 3
    async with post_office(port) as back:
        assert await sender.send_due(house.room, server_at(house.room.settings, port)) == 3
        assert set(back.times.values()) == {1}


async def test_a_server_that_refuses_us_refuses_no_person(house: House, office: PostOffice):
    office.at_mail = "530 authentication required"
    await issued_mail(house)
    with pytest.raises(Unavailable):
        await work(house, office)
    assert len(await house.messages(S.QUEUED)) == 1
    office.at_mail = "250 OK"
    assert await work(house, office) == 1


async def test_when_the_answer_is_lost_a_person_decides(house: House, office: PostOffice):
    office.at_data = None
    await issued_mail(house)
    with pytest.raises(Unavailable):
        await work(house, office)
    (message,) = await house.messages()
    assert message.state is S.IN_DOUBT and len(office.taken) == 1
    office.at_data = "250 taken"
    await house.hurry()
    assert await work(house, office) == 0 and len(office.taken) == 1


class Dead(BaseException):
    """The process is gone: nothing after it runs."""


@pytest.mark.parametrize("after_handing_over", [False, True])
async def test_a_sender_killed_between_claim_and_settle_leaves_doubt_never_a_second_mail(
    house: House, office: PostOffice, after_handing_over: bool
):
    await issued_mail(house)

    class Line:
        async def hand_over(self, mail: object) -> str:
            if after_handing_over:
                async with server_at(house.room.settings, office.port).line() as line:
                    await line.hand_over(mail)  # type: ignore[arg-type]
            raise Dead

    with suppress(Dead):
        await sender.send_one(house.room, Line())
    assert len(await house.messages(S.SENDING)) == 1
    assert await sender.find_doubtful(house.room) == 0 and await work(house, office) == 0
    async with house.room.database.transaction() as session:
        await session.execute(update(Message).values(claimed_until=real_now()))
    assert await sender.find_doubtful(house.room) == 1
    assert await work(house, office) == 0
    assert len(await house.messages(S.IN_DOUBT)) == 1 and len(office.taken) == int(after_handing_over)


async def test_a_sender_that_was_only_slow_still_writes_down_what_came_of_it(house: House, office: PostOffice):
    await issued_mail(house)

    class Slow:
        async def hand_over(self, mail: object) -> str:
            async with house.room.database.transaction() as session:
                await session.execute(update(Message).values(claimed_until=real_now()))
            assert await sender.find_doubtful(house.room) == 1
            return "250 late but true"

    assert await sender.send_one(house.room, Slow())
    (message,) = await house.messages()
    assert message.state is S.DELIVERED and "late but true" in message.proof


async def test_nothing_leaves_before_its_file_is_there_or_the_signed_one_where_that_is_waited_for(
    house: House, office: PostOffice
):
    person = house.person(email="a@example.vn")
    (letter,) = await house.issue(await house.waiting(person), waits_for_signed=True)
    assert await work(house, office) == 0
    key = f"{house.unit_id}/signed.pdf"
    await house.room.store.put(key, b"%PDF-1.7 signed", "application/pdf")
    async with house.room.database.transaction() as session:
        (await session.get_one(Letter, letter.id)).signed_pdf_key = key
    assert await work(house, office) == 1
    assert next(office.taken[0].iter_attachments()).get_content() == b"%PDF-1.7 signed"


async def test_a_file_lost_from_the_store_is_made_again(house: House, office: PostOffice):
    await issued_mail(house)
    (letter,) = await house.letters()
    assert letter.pdf_key
    body = await house.room.store.get(letter.pdf_key)
    await house.room.store.delete(letter.pdf_key)
    assert await work(house, office) == 0
    await house.render()
    assert await work(house, office) == 1
    assert next(office.taken[0].iter_attachments()).get_content() == body


@pytest.mark.parametrize("address", ["không dấu@example.vn", "no-at-sign", "a b@example.vn"])
async def test_an_address_no_server_would_take_fails_without_touching_the_server(
    house: House, office: PostOffice, address: str
):
    await house.issue(await house.waiting(house.person(email=address)))
    await work(house, office)
    assert len(await house.messages(S.FAILED)) == 1 and "MAIL" not in office.words


async def test_hostile_names_stay_inside_their_header(house: House, office: PostOffice):
    name = 'Trần "Bcc: x@y.vn"\r\nBcc: z@y.vn <a@b.vn>'
    await house.issue(await house.waiting(house.person(name, email="ok@example.vn")))
    assert await work(house, office) == 1
    assert office.taken[0]["Bcc"] is None
    assert office.taken[0]["To"].addresses[0].addr_spec == "ok@example.vn"


@rule("R-011", "R-032")
async def test_the_receipt_of_a_late_form_says_that_it_is_kept_and_answered_in_writing(
    house: House, office: PostOffice
):
    person = house.person(email="a@example.vn")
    await house.tell(house.received(person, at=house.now - timedelta(days=1)))
    await house.address()
    assert await work(house, office) == 1
    body = office.taken[0].get_body(("plain",))
    assert body is not None
    text = " ".join(body.get_content().split())
    assert house.register[person].code in text and f"/tra-cuu/{house.register[person].code}" in text
    assert " ".join(house.profile.late_notice.text.split()) in text

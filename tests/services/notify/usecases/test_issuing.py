"""Numbers, dates, signatures: for one letter or three hundred, by one clerk or several."""

import asyncio
import random

import pytest
from sqlalchemy import select, text

from services.notify.domain.letters import letter_document
from services.notify.domain.recipient import Recipient
from services.notify.domain.refusals import (
    LettersChanged,
    NoAddressYet,
    NoSigner,
    NotAPdf,
    NothingToIssue,
    NotPossibleNow,
    NumberTaken,
    UnknownSigning,
)
from services.notify.domain.states import LetterState, MessageState
from services.notify.store.letters import Letter
from services.notify.store.tables import Message
from services.notify.usecases.confirm_issue import confirm_issue, propose_issue
from services.notify.usecases.issue import Terms, issue_letters, series_of
from services.notify.usecases.prepare_letter import correct_recipient, fetch_recipient_again, keep_signed_file
from services.notify.usecases.receipts import note
from shared.calendar.words import local_day
from shared.contracts.notify import Delivery, LetterIssued, MessageDelivered, MessageFailed, Purpose
from shared.documents.pdf import render_pdf
from shared.messaging.tables import outbox
from shared.observability.trace import follow
from shared.refusals import NotFound, Refusal
from tests.rules import rule
from tests.services.notify.domain.test_letters import ANSWER, ISSUED, MAN, PROFILE
from tests.services.notify.house import CLERK, House


def terms(house: House, first: int, **more: object) -> Terms:
    return Terms(first, local_day(house.now), **{"signing": "deputy_for_committee", "signer": "Lê Văn Bình"} | more)  # type: ignore[arg-type]


@rule("R-001")
async def test_numbers_follow_the_order_of_names(house: House):
    people = [house.person(name) for name in ("Vũ Thị Yến", "Nguyễn Văn Ánh", "Đặng Văn Bình", "Lê Văn An")]
    issued = await house.issue(await house.waiting(*people), first=15)
    assert [(one.number, (one.recipient or {})["full_name"]) for one in issued] == [
        (15, "Lê Văn An"),
        (16, "Nguyễn Văn Ánh"),
        (17, "Đặng Văn Bình"),
        (18, "Vũ Thị Yến"),
    ]
    assert {one.state for one in issued} == {LetterState.ISSUED}


@rule("R-023", "R-095")
async def test_each_issued_letter_gets_one_message_by_the_way_the_person_gave(house: House):
    people = [house.person("A", email="a@b.vn"), house.person("B"), house.person("C", address="")]
    await house.issue(await house.waiting(*people))
    ways = {one.to_name: (one.channel, one.state) for one in await house.messages()}
    assert ways == {
        "A": (Delivery.EMAIL, MessageState.QUEUED),
        "B": (Delivery.POST, MessageState.QUEUED),
        "C": (Delivery.HAND, MessageState.QUEUED),
    }


@rule("R-001")
async def test_issuers_at_the_same_time_never_give_a_number_twice_and_leave_no_gap_inside(house: House):
    letters = await house.waiting(*(house.person(f"Người {n}") for n in range(24)))
    dice = random.Random(11)
    batches = [letters[at : at + 4] for at in range(0, 24, 4)]
    done: list[list[int]] = []

    async def clerk(batch: list[Letter]) -> None:
        while True:
            async with house.room.database.transaction() as session:
                first = (await series_of(session, house.unit_id, local_day(house.now).year)).proposed
            await asyncio.sleep(dice.random() / 100)
            try:
                async with house.room.database.transaction() as session:
                    ids = [one.id for one in batch]
                    issued = await issue_letters(session, house.unit_id, ids, terms(house, first), CLERK, house.now)
            except NumberTaken:
                continue
            done.append([one.number or 0 for one in issued])
            return

    await asyncio.gather(*(clerk(batch) for batch in batches))
    assert sorted(number for numbers in done for number in numbers) == list(range(1, 25))
    assert all(numbers == list(range(numbers[0], numbers[0] + 4)) for numbers in done)


@rule("R-001")
async def test_the_table_itself_refuses_a_number_twice(house: House):
    await house.issue(await house.waiting(house.person(), house.person()))
    with pytest.raises(Exception, match="uq_letters_unit_id_year_number"):
        async with house.room.database.transaction() as session:
            await session.execute(text("update letters set number = 1 where number = 2"))


async def test_what_cannot_be_issued_is_refused_with_its_reason(house: House):
    (letter,) = await house.waiting(house.person())
    unknown = await house.waiting_without_address()
    asked: list[tuple[type[Refusal], list[Letter], Terms]] = [
        (NothingToIssue, [], terms(house, 1)),
        (NoAddressYet, [letter, unknown], terms(house, 1)),
        (NoSigner, [letter], terms(house, 1, signer="")),
        (UnknownSigning, [letter], terms(house, 1, signing="secretary_and_chair")),
    ]
    for refusal, letters, what in asked:
        with pytest.raises(refusal):
            async with house.room.database.transaction() as session:
                ids = [one.id for one in letters]
                await propose_issue(session, house.unit_id, ids, what, CLERK, house.now)


@rule("R-001")
async def test_what_was_shown_is_what_is_issued(house: House):
    letters = await house.waiting(house.person("A"), house.person("B"))
    ids = [one.id for one in letters]
    async with house.room.database.transaction() as session:
        issuing = await propose_issue(session, house.unit_id, ids, terms(house, 5), CLERK, house.now)
    await house.issue(letters[:1], first=1)
    with pytest.raises(LettersChanged) as refused:
        async with house.room.database.transaction() as session:
            await confirm_issue(session, house.unit_id, issuing, CLERK, house.now)
    assert refused.value.facts == {"changed": 1}
    assert [one.state for one in await house.letters()].count(LetterState.WAITING) == 1


async def test_a_confirmed_issuing_is_not_done_twice_and_not_by_another_unit(house: House):
    ids = [one.id for one in await house.waiting(house.person())]
    async with house.room.database.transaction() as session:
        issuing = await propose_issue(session, house.unit_id, ids, terms(house, 1), CLERK, house.now)
    with pytest.raises(NotFound):
        async with house.room.database.transaction() as session:
            await confirm_issue(session, "another-unit", issuing, CLERK, house.now)
    async with house.room.database.transaction() as session:
        assert (await confirm_issue(session, house.unit_id, issuing, CLERK, house.now)).done_count == 1
    with pytest.raises(NotPossibleNow):
        async with house.room.database.transaction() as session:
            await confirm_issue(session, house.unit_id, issuing, CLERK, house.now)


@rule("R-095")
async def test_the_recipient_may_be_corrected_until_the_letter_is_issued(house: House):
    (letter,) = await house.waiting(house.person("Nguyễn Văn Nhầm"))
    async with house.room.database.transaction() as session:
        await correct_recipient(session, house.unit_id, letter.id, Recipient("Nguyễn Văn Đúng", address="số 9"))
    (issued,) = await house.issue([letter])
    assert (issued.recipient or {})["full_name"] == "Nguyễn Văn Đúng"
    with pytest.raises(NotPossibleNow):
        async with house.room.database.transaction() as session:
            await correct_recipient(session, house.unit_id, letter.id, Recipient("Ai đó"))
    with pytest.raises(NotPossibleNow):
        async with house.room.database.transaction() as session:
            await fetch_recipient_again(session, house.unit_id, letter.id)


@rule("R-001")
async def test_the_signed_file_replaces_ours_and_anything_else_is_refused(house: House):
    (letter,) = await house.waiting(house.person())
    signed = await render_pdf(letter_document(PROFILE, Purpose.ANSWER, ANSWER, MAN, ISSUED, "http://a"))
    for body in (b"", b"PK\x03\x04 a zip", b"%PDF-1.7 nothing behind", signed[: len(signed) // 3]):
        with pytest.raises(NotAPdf):
            async with house.room.database.transaction() as session:
                await keep_signed_file(session, house.room.store, house.unit_id, letter.id, body)
    async with house.room.database.transaction() as session:
        kept = await keep_signed_file(session, house.room.store, house.unit_id, letter.id, signed)
    assert kept.signed_pdf_key and await house.room.store.get(kept.signed_pdf_key) == signed


async def test_whoever_issues_and_delivers_the_facts_keep_to_the_trace_of_the_letter(house: House):
    """Number and postman's slip come weeks after the citizen's POST, by other clicks."""
    asked = follow(None)
    letters = await house.waiting(house.person())
    follow(None)  # the clerk's click
    await house.issue(letters)
    (message,) = await house.messages()
    async with house.room.database.transaction() as session:
        row = await session.get_one(Message, message.id)
        for state in (MessageState.PRINTED, MessageState.POSTED, MessageState.DELIVERED, MessageState.RETURNED):
            await note(session, row, state, "thử", CLERK, house.now)
    async with house.room.database.transaction() as session:
        rows = list(await session.execute(select(outbox.c.subject, outbox.c.headers)))
    traces = {subject: headers["traceparent"][3:35] for subject, headers in rows}
    assert traces == dict.fromkeys((LetterIssued.SUBJECT, MessageDelivered.SUBJECT, MessageFailed.SUBJECT), asked)

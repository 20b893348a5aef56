"""Facts of other rooms, in any order, and what intake answers when asked."""

from datetime import timedelta

import pytest

from services.intake.bus import handlers
from services.intake.domain.question import State
from services.intake.store import conferences
from services.intake.store.questions import progress_of
from services.intake.usecases import answer_rooms
from services.intake.usecases.accept import Acceptance, accept
from services.intake.usecases.mark_duplicate import mark_duplicate
from shared.clock import OffsetClock
from shared.contracts.intake import Channel, ContactRequest, QuestionAccepted, RegistrationReceived, RollRequest
from shared.contracts.meeting import (
    Outcome,
    QuestionConcluded,
    QuestionRaised,
    SessionOpened,
    WalkIn,
    WalkInReply,
    WalkInRequest,
)
from shared.contracts.notify import Delivery, LetterIssued, MessageDelivered, Purpose
from shared.contracts.routing import DepartmentRef, QuestionAssigned, QuestionRedirected
from shared.identity.actor import Actor
from shared.ids import new_code, new_id
from shared.messaging.topology import READS
from shared.refusals import NotYet, Unavailable
from tests.rules import rule
from tests.services.intake.house import House

HOA = Actor("o1", "Trần Thị Hoa")


def test_every_fact_intake_reads_has_a_handler() -> None:
    assert handlers(OffsetClock()).subjects() == {event.SUBJECT for event in READS["intake"]}


async def test_a_newer_plan_replaces_an_older_one_and_never_the_other_way(house: House) -> None:
    code = await house.register()
    await house.tell(house.announced(closes=-1, version=3), house.announced(closes=9, version=2))
    async with house.room.database.transaction() as session:
        assert (await conferences.get_conference(session, house.unit_id, house.conference_id)).version == 3
    question = await house.question(f"{code}/1")
    assert question.is_late and question.plan_version == 3, "undecided questions follow the newest plan"


async def test_a_session_of_an_unknown_plan_waits_for_it(house: House) -> None:
    with pytest.raises(NotYet):
        await house.tell(SessionOpened(unit_id=house.unit_id, occurred_at=house.now, conference_id=new_id()))


def _raised(house: House) -> tuple[QuestionRaised, WalkIn]:
    ids = {"question_id": new_id(), "registration_id": new_id(), "person_id": new_id()}
    fact = QuestionRaised(unit_id=house.unit_id, occurred_at=house.now, conference_id=house.conference_id, **ids)
    code = new_code()
    walk_in = WalkIn(
        conference_id=house.conference_id,
        full_name="Đỗ Văn Nam",
        area="thôn Nam Quất",
        phone="0912 000 111",
        text="Vì sao hồ sơ của tôi chậm?",
        raised_at=house.now - timedelta(minutes=1),
        code=code,
        **ids,
    )
    return fact, walk_in


@rule("R-025", "R-088", "C-13")
async def test_a_walk_in_is_pulled_registered_and_accepted_under_the_ids_of_the_hall(house: House) -> None:
    fact, walk_in = _raised(house)

    async def ask(request: WalkInRequest) -> WalkInReply:
        assert request.question_ids == (fact.question_id,) and request.unit_id == house.unit_id
        return WalkInReply(walk_ins=(walk_in,))

    await house.tell(fact, ask=ask)
    question = await house.question(f"{walk_in.code}/1")
    assert (question.id, question.state, question.channel) == (fact.question_id, State.ACCEPTED, Channel.WALK_IN)
    (accepted,) = await house.facts(QuestionAccepted)
    assert accepted.text == walk_in.text and accepted.area == "thôn Nam Quất"
    assert [one.registration_id for one in await house.facts(RegistrationReceived)] == [fact.registration_id]


async def test_somebody_on_the_roll_asks_again_in_the_hall_and_keeps_name_and_contacts(house: House) -> None:
    form = await house.registration(await house.register(email="nam@example.com"))
    fact, walk_in = _raised(house)
    fact = fact.model_copy(update={"person_id": form.person_id})
    walk_in = walk_in.model_copy(update={"person_id": form.person_id})

    async def ask(_request: WalkInRequest) -> WalkInReply:
        return WalkInReply(walk_ins=(walk_in,))

    await house.tell(fact, ask=ask)
    assert (await house.question(f"{walk_in.code}/1")).person_id == form.person_id
    known = ContactRequest(unit_id=house.unit_id, person_ids=(form.person_id,))
    contacts = (await answer_rooms.contacts(house.room.database, known)).contacts
    assert {contact.email for contact in contacts} == {"nam@example.com"}


async def test_a_walk_in_waits_while_meeting_is_away_or_does_not_know_it_yet(house: House) -> None:
    fact, _ = _raised(house)

    async def knows_nothing(_request: WalkInRequest) -> WalkInReply:
        return WalkInReply(walk_ins=())

    with pytest.raises(Unavailable):
        await house.tell(fact)
    with pytest.raises(NotYet):
        await house.tell(fact, ask=knows_nothing)


async def test_progress_is_the_same_whatever_order_facts_arrive_in(house: House) -> None:
    question_id, ids = new_id(), {"unit_id": house.unit_id, "conference_id": house.conference_id}
    old, new = DepartmentRef(key="economy", name="Phòng Kinh tế"), DepartmentRef(key="office", name="Văn phòng")
    now, day = house.now, timedelta(days=1)
    assigned = QuestionAssigned(
        question_id=question_id, department=old, assigned_at=now, due_at=now + 5 * day, due_words="5 ngày",
        calendar_version="v", occurred_at=now, **ids,
    )  # fmt: skip
    redirected = QuestionRedirected(
        question_id=question_id, from_department=old, to_department=new, reason="r", due_at=now + 6 * day,
        occurred_at=now + day, **ids,
    )  # fmt: skip
    concluded = QuestionConcluded(question_id=question_id, outcome=Outcome.ABSENT, seq=9, occurred_at=now, **ids)
    issued = LetterIssued(
        letter_id=new_id(), question_id=question_id, number="12/UBND-VP", issued_on=now, occurred_at=now, **ids
    )
    receipt = MessageDelivered(
        message_id=new_id(), person_id=new_id(), question_id=question_id, purpose=Purpose.RECEIPT, version=0,
        channel=Delivery.EMAIL, proof="250", occurred_at=now, **ids,
    )  # fmt: skip
    await house.tell(issued, redirected, receipt, concluded, assigned)
    async with house.room.database.transaction() as session:
        row = (await progress_of(session, [question_id]))[question_id]
    assert (row.department, row.due_at, row.outcome) == ("Văn phòng", now + 6 * day, Outcome.ABSENT)
    assert row.assigned_at == now and row.letter_number == "12/UBND-VP"
    assert row.delivered_at is None, "a delivered receipt is not a delivered answer"


async def test_the_roll_holds_everybody_accepted_by_name_and_nobody_else(house: House) -> None:
    codes = [await house.register(full_name=name) for name in ("Nguyễn Văn Út", "Trần Thị Ánh", "Lê Văn Chờ")]
    for code in codes[:2]:
        question = await house.question(f"{code}/1")
        async with house.room.database.transaction() as session:
            await accept(session, house.unit_id, question.id, Acceptance(), HOA, house.now)
    request = RollRequest(unit_id=house.unit_id, conference_id=house.conference_id)
    rows = (await answer_rooms.roll(house.room.database, request)).rows
    assert [row.display_name for row in rows] == ["Trần Thị Ánh", "Nguyễn Văn Út"]
    assert rows[0].public_name == "ông/bà A., thôn Nam Quất" and rows[0].attends


async def test_whoever_repeats_anothers_question_is_on_the_roll_without_a_question_of_their_own(house: House) -> None:
    first, again = [await house.register(full_name=name) for name in ("Nguyễn Văn Út", "Trần Thị Ánh")]
    async with house.room.database.transaction() as session:
        asked = await house.question(f"{again}/1")
        await mark_duplicate(session, house.unit_id, asked.id, f"{first}/1", HOA, house.now)
    request = RollRequest(unit_id=house.unit_id, conference_id=house.conference_id)
    (row,) = (await answer_rooms.roll(house.room.database, request)).rows
    assert (row.display_name, row.question_ids) == ("Trần Thị Ánh", ())


@rule("C-21")
async def test_the_roll_tells_which_forms_are_one_person_s_by_name_and_contact(house: House) -> None:
    forms = (
        {"full_name": "Nguyễn Thị Lan Anh", "phone": "0912 345 678", "email": ""},
        {"full_name": "NGUYỄN THỊ LAN ANH", "phone": "+84 912.345.678", "email": "Lan@Example.com"},
        {"full_name": "Nguyễn Thị Lan Anh", "phone": "", "email": "lan@example.com"},
        {"full_name": "Nguyễn Thị Lan Ánh", "phone": "0912345678", "email": ""},
        {"full_name": "Nguyễn Thị Lan Anh", "phone": "", "email": ""},
    )
    persons = []
    for form in forms:
        code = await house.register(**form)
        question = await house.question(f"{code}/1")
        persons.append(question.person_id)
        async with house.room.database.transaction() as session:
            await accept(session, house.unit_id, question.id, Acceptance(), HOA, house.now)
    request = RollRequest(unit_id=house.unit_id, conference_id=house.conference_id)
    rows = (await answer_rooms.roll(house.room.database, request)).rows
    first = {row.person_id: row.same_as for row in rows}
    assert len({first[person] for person in persons[:3]}) == 1
    assert [first[person] for person in persons[3:]] == persons[3:]


async def test_contacts_are_answered_in_bulk_and_only_for_the_unit_that_asks(house: House) -> None:
    form = await house.registration(await house.register(email="Cuong@Gmail.com"))
    asked = (form.person_id, new_id())
    (contact,) = (
        await answer_rooms.contacts(house.room.database, ContactRequest(unit_id=house.unit_id, person_ids=asked))
    ).contacts
    assert (contact.full_name, contact.phone, contact.email) == ("Nguyễn Văn Cường", "0912345678", "Cuong@Gmail.com")
    foreign = ContactRequest(unit_id="another-unit", person_ids=asked)
    assert (await answer_rooms.contacts(house.room.database, foreign)).contacts == ()

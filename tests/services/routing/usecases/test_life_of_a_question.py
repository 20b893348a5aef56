"""One question through routing on a real database, with every fact it puts on the bus."""

from hashlib import sha256

import pytest

from services.routing.domain.life import Custody, Life
from services.routing.domain.refusals import AlreadyMoved, DraftChanged, NotHolder, ReasonNeeded, WaitsForSuperior
from services.routing.domain.words import What
from services.routing.store.question_tables import AnswerRow, EscalationRow
from services.routing.usecases import answering, approving, assign, converse, escalate
from services.routing.usecases.assign import Choice
from services.routing.usecases.escalate import Paper
from shared.calendar import end_of_day, local_day
from shared.contracts import notify, routing
from shared.contracts.meeting import Outcome
from shared.ids import new_id
from shared.observability.trace import follow
from shared.refusals import Forbidden, NotFound
from tests.rules import rule
from tests.services.routing.house import hanoi


@rule("R-011", "R-037", "R-106")
async def test_an_accepted_question_waits_with_a_suggestion(house):
    row = await house.row(await house.question())
    assert (row.life, row.holder) == (Life.TO_ASSIGN, "")
    assert row.proposed_department in ("office", "service_point") and row.suggestion["reasons"]


@rule("R-037", "R-115", "C-06", "R-006")
async def test_the_leaders_word_sets_holder_head_term_and_tells_the_other_rooms(house):
    question_id = await house.held("office")
    row = await house.row(question_id)
    assert (row.life, row.holder) == (Life.ASSIGNED, "office")
    assert row.responsible == "Người đứng đầu Văn phòng HĐND và UBND xã"
    (fact,) = await house.facts(routing.QuestionAssigned)
    assert fact.due_at == row.due_at == end_of_day(local_day(hanoi("2026-11-23 00:00")))
    assert fact.due_words == "chậm nhất sau 5 ngày" and fact.calendar_version == row.calendar_version


async def test_the_second_leader_reads_who_was_first(house):
    question_id = await house.held("office")
    with pytest.raises(AlreadyMoved) as refused:
        async with house.act() as session:
            await assign.confirm_assignment(session, house.leader, Choice(question_id, "economy"), house.clock.now())
    assert refused.value.facts["who"] == "Trần Minh Đức, Phó Chủ tịch UBND xã"
    assert refused.value.facts["what"] == "phân công trả lời" and "09:00" in refused.value.facts["when"]
    assert (await house.row(question_id)).holder == "office"


@rule("R-037", "R-106")
async def test_the_host_office_proposes_and_the_leader_still_decides(house):
    question_id = await house.question()
    async with house.act() as session:
        choice = Choice(question_id, "economy", note="Liên quan đất đai")
        await assign.propose_assignment(session, house.office, choice, house.clock.now())
    row = await house.row(question_id)
    assert (row.life, row.proposed_department, row.holder, row.note) == (
        Life.TO_ASSIGN,
        "economy",
        "",
        "Liên quan đất đai",
    )


@rule("R-043", "R-069", "R-112")
async def test_only_the_holding_department_writes(house):
    question_id = await house.held("office")
    with pytest.raises(NotHolder):
        await house.write(question_id, "Trả lời", house.writer("economy"))


async def test_two_officers_of_one_department_do_not_overwrite_each_other(house):
    question_id = await house.held("office")
    await house.write(question_id, "Bản của Lan", house.writer(name="Lan"), submit=False)
    with pytest.raises(DraftChanged) as refused:
        await house.write(question_id, "Bản của Mai", house.writer(name="Mai"), submit=False, saves=0)
    assert refused.value.facts["who"] == "Lan, Công chức"
    await house.write(question_id, "Bản chung", house.writer(name="Mai"), submit=False, saves=1)


@rule("R-012", "R-038")
async def test_approval_freezes_the_text_by_hash_under_the_leaders_name(house):
    question_id = await house.submitted(text="Ông/bà nộp tại một cửa.")
    await house.approve(question_id)
    (fact,) = await house.facts(routing.AnswerApproved)
    assert fact.sha256 == sha256("Ông/bà nộp tại một cửa.".encode()).hexdigest()
    assert fact.approved_by == "Trần Minh Đức, Phó Chủ tịch UBND xã"
    with pytest.raises(AlreadyMoved):
        await house.write(question_id, "Chữ khác", house.writer())
    async with house.act() as session:
        answer = await session.get_one(AnswerRow, (question_id, 1))
    assert (answer.text, answer.sha256) == ("Ông/bà nộp tại một cửa.", fact.sha256)


async def test_a_leader_cannot_approve_a_version_that_was_not_on_the_screen(house):
    question_id = await house.submitted()
    async with house.act() as session:
        await approving.return_answer(session, house.leader, question_id, 1, "Thiếu thời hạn", house.clock.now())
    await house.write(question_id, "Bản hai", house.writer())
    with pytest.raises(AlreadyMoved):
        await house.approve(question_id, version=1)
    await house.approve(question_id, version=2)


async def test_a_return_needs_a_reason_and_lets_the_term_run_again(house):
    question_id = await house.submitted()
    assert (await house.row(question_id)).handed_in_at
    with pytest.raises(ReasonNeeded):
        async with house.act() as session:
            await approving.return_answer(session, house.leader, question_id, 1, "", house.clock.now())
    async with house.act() as session:
        await approving.return_answer(session, house.leader, question_id, 1, "Thiếu thời hạn", house.clock.now())
    row = await house.row(question_id)
    assert (row.life, row.handed_in_at) == (Life.RETURNED, None)


@rule("R-033", "R-095", "R-096")
@pytest.mark.parametrize("outcome", [Outcome.TO_WRITE, Outcome.ABSENT, Outcome.NOT_REACHED])
@pytest.mark.parametrize("approved_first", [True, False])
async def test_what_is_owed_in_writing_leaves_once_in_whichever_order(house, outcome, approved_first):
    question_id = await house.submitted()
    if approved_first:
        await house.approve(question_id)
    fact = house.concluded(question_id, outcome)
    await house.hear(fact)
    assert bool(await house.facts(routing.AnswerReleased)) == approved_first
    if not approved_first:
        await house.approve(question_id)
    await house.hear(fact, house.concluded(question_id, outcome))
    (released,) = await house.facts(routing.AnswerReleased)
    assert (released.outcome, released.version, released.question_id) == (outcome, 1, question_id)
    assert (await house.row(question_id)).life is Life.RELEASED


async def test_the_released_answer_travels_in_the_trace_of_the_question_not_of_the_click(house):
    asked = follow(None)
    question_id = await house.question()
    follow(None)  # the leader's click
    async with house.act() as session:
        await assign.confirm_assignment(session, house.leader, Choice(question_id, "office"), house.clock.now())
    await house.write(question_id, "Nộp tại Điểm DVC số.", house.writer())
    await house.approve(question_id)
    follow(None)  # the gavel
    await house.hear(house.concluded(question_id, Outcome.ABSENT))
    assert await house.traces(routing.AnswerReleased) == [asked]


async def test_a_revised_answer_does_not_leave_until_it_is_approved_again(house):
    question_id = await house.approved()
    async with house.act() as session:
        await answering.revise_answer(session, house.writer(), question_id, "Sửa lệ phí", house.clock.now())
    await house.hear(house.concluded(question_id, Outcome.ABSENT))
    assert not await house.facts(routing.AnswerReleased)
    await house.write(question_id, "Lệ phí 2.000 đồng một trang.", house.writer(), saves=1)
    await house.approve(question_id, version=2)
    (released,) = await house.facts(routing.AnswerReleased)
    assert (released.version, released.answer_text) == (2, "Lệ phí 2.000 đồng một trang.")


async def test_an_answer_heard_in_the_hall_closes_without_a_letter(house):
    approved, noted, waiting = await house.approved(), await house.held(), await house.submitted()
    await house.hear(
        house.concluded(approved, Outcome.ANSWERED_IN_HALL),
        house.concluded(noted, Outcome.ANSWERED_IN_HALL, "Đã hướng dẫn nộp tại một cửa"),
        house.concluded(waiting, Outcome.ANSWERED_IN_HALL),
    )
    assert (await house.row(waiting)).life is Life.SUBMITTED
    await house.approve(waiting)
    closed = {fact.question_id: fact.how for fact in await house.facts(routing.QuestionClosed)}
    assert closed == {approved: "in_hall", noted: "in_hall", waiting: "in_hall"}
    assert not await house.facts(routing.AnswerReleased)


async def test_guided_closes_and_delivered_closes(house):
    guided, written = await house.held(), await house.approved()
    await house.hear(house.concluded(guided, Outcome.GUIDED), house.concluded(written, Outcome.ABSENT))
    about = {"unit_id": house.unit_id, "occurred_at": house.clock.now(), "conference_id": house.conference_id}
    letter = notify.LetterIssued(
        letter_id=new_id(), question_id=written, number="45/UBND-VP", issued_on=house.clock.now(), **about
    )
    message = {"message_id": new_id(), "person_id": new_id(), "question_id": written, "channel": "post"}
    failed = notify.MessageFailed(purpose="answer", reason="sai địa chỉ", **message, **about)
    notice = letter.model_copy(update={"number": "04/TB-UBND", "purpose": notify.Purpose.TURNED_AWAY})
    await house.hear(letter, notice, failed)
    assert (await house.row(written)).delivery_problem == "Bưu điện: sai địa chỉ"
    await house.hear(notify.MessageDelivered(purpose="answer", version=1, proof="RV1", **message, **about))
    row = await house.row(written)
    assert (row.life, row.delivery_problem, row.letter_number) == (Life.CLOSED, "", "45/UBND-VP ngày 17/11/2026")
    assert {f.how for f in await house.facts(routing.QuestionClosed)} == {"guided", "delivered"}


@rule("R-113", "C-15")
async def test_a_redirect_moves_holder_term_and_history_and_waits_for_the_leader(house):
    question_id = await house.held("office")
    async with house.act() as session:
        choice = Choice(question_id, "economy", note="Thuộc lĩnh vực đất đai")
        await assign.propose_redirect(session, house.writer(), choice, house.clock.now())
    assert (await house.row(question_id)).holder == "office"
    house.clock.at = hanoi("2026-11-20 10:00")
    async with house.act() as session:
        await assign.confirm_redirect(session, house.leader, question_id, house.clock.now())
    row = await house.row(question_id)
    assert (row.holder, row.custody, row.due_at) == (
        "economy",
        Custody.REDIRECTED,
        end_of_day(local_day(hanoi("2026-11-25 00:00"))),
    )
    (fact,) = await house.facts(routing.QuestionRedirected)
    assert (fact.from_department.key, fact.to_department.key, fact.due_at) == ("office", "economy", row.due_at)
    told = [line.what for line in await house.history(question_id)]
    assert told == [What.ACCEPTED, What.ASSIGNED, What.REDIRECT_PROPOSED, What.REDIRECTED]
    with pytest.raises(NotHolder):
        await house.write(question_id, "Trả lời", house.writer("office"))


@rule("R-009", "R-034", "R-114")
async def test_over_authority_stays_open_until_the_reply_is_recorded(house):
    question_id = await house.held("economy")
    await house.hear(house.concluded(question_id, Outcome.OVER_AUTHORITY, "Cần Thành phố điều chỉnh quy hoạch"))
    (fact,) = await house.facts(routing.QuestionEscalated)
    assert (fact.superior, fact.reason) == ("UBND Thành phố Hà Nội", "Cần Thành phố điều chỉnh quy hoạch")
    await house.write(question_id, "Đang chờ", house.writer("economy"), submit=False)
    with pytest.raises(WaitsForSuperior):
        async with house.act() as session:
            await answering.submit_answer(session, house.writer("economy"), question_id, house.clock.now())
    today = local_day(house.clock.now())
    async with house.act() as session:
        await escalate.record_report(session, house.office, question_id, Paper("45/BC-UBND", today), house.clock.now())
    house.clock.at = hanoi("2026-12-15 09:00")
    async with house.act() as session:
        paper = Paper("1203/UBND-ĐT", local_day(house.clock.now()))
        await escalate.record_reply(session, house.office, question_id, paper, "Đồng ý", house.clock.now())
    row = await house.row(question_id)
    assert (row.custody, row.due_at) == (Custody.OWN, end_of_day(local_day(hanoi("2026-12-21 00:00"))))
    await house.write(question_id, "Thành phố đã đồng ý.", house.writer("economy"), saves=1)
    await house.approve(question_id)
    (released,) = await house.facts(routing.AnswerReleased)
    assert released.outcome is Outcome.OVER_AUTHORITY
    assert len(await house.facts(routing.SuperiorReplied)) == 1
    async with house.act() as session:
        assert (await session.get_one(EscalationRow, question_id)).reply_summary == "Đồng ý"


@rule("R-045", "R-114")
async def test_an_approved_answer_is_rewritten_after_the_reply_unless_it_stands(house):
    rewritten, stands = await house.approved(), await house.approved()
    await house.hear(*(house.concluded(q, Outcome.OVER_AUTHORITY) for q in (rewritten, stands)))
    assert not await house.facts(routing.AnswerReleased)
    paper = Paper("7/UBND", local_day(house.clock.now()))
    for question_id, keeps in ((rewritten, False), (stands, True)):
        async with house.act() as session:
            await escalate.record_reply(
                session, house.office, question_id, paper, "Ý kiến", house.clock.now(), answer_stands=keeps
            )
    assert [f.question_id for f in await house.facts(routing.AnswerReleased)] == [stands]
    assert (await house.row(rewritten)).life is Life.DRAFTING


@rule("R-013")
async def test_comments_are_for_holder_office_and_leader(house):
    question_id = await house.held("office")
    for officer in (house.writer("office"), house.office, house.leader):
        async with house.act() as session:
            await converse.comment(session, officer, question_id, "Xin ý kiến", house.clock.now())
    with pytest.raises(Forbidden):
        async with house.act() as session:
            await converse.comment(session, house.writer("economy"), question_id, "Xem ké", house.clock.now())


async def test_another_units_question_is_not_found(house, routing_database):
    other = await type(house).open(routing_database)
    question_id = await other.submitted()
    for act in (
        lambda s: assign.confirm_redirect(s, house.leader, question_id, house.clock.now()),
        lambda s: approving.approve_answer(s, house.leader, question_id, 1, house.clock.now()),
        lambda s: escalate.escalate_question(s, house.office, question_id, "x", house.clock.now()),
        lambda s: converse.comment(s, house.office, question_id, "x", house.clock.now()),
    ):
        with pytest.raises(NotFound):
            async with house.act() as session:
                await act(session)
    assert (await other.row(question_id)).life is Life.SUBMITTED


async def test_every_act_leaves_one_line_with_a_name(house):
    question_id = await house.approved()
    lines = await house.history(question_id)
    assert [line.what for line in lines] == [
        What.ACCEPTED,
        What.ASSIGNED,
        What.DRAFTED,
        What.SUBMITTED,
        What.APPROVED,
    ]
    assert all(line.who for line in lines) and lines[-1].who.startswith("Trần Minh Đức")


def test_every_fact_routing_may_read_has_a_use_case():
    from services.routing.bus import TAKES
    from shared.messaging.topology import READS

    assert set(TAKES) == set(READS["routing"])

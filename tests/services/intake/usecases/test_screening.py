"""Decisions at the door: what they change, what they say on the bus, what they refuse."""

import pytest

from services.intake.domain.parts import PartsDiffer
from services.intake.domain.question import QuestionMoved, ReasonNeeded, State
from services.intake.usecases.accept import Acceptance, accept, accept_many
from services.intake.usecases.classify import UnknownGroup, check_group, classify
from services.intake.usecases.mark_duplicate import NotTheSame, mark_duplicate
from services.intake.usecases.split import split
from services.intake.usecases.turn_away import turn_away
from services.intake.usecases.withdraw import TooLateToWithdraw, withdraw
from shared.contracts.intake import (
    AnswerPath,
    ExclusionReason,
    QuestionAccepted,
    QuestionMarkedDuplicate,
    QuestionTurnedAway,
    QuestionWithdrawn,
    RegistrationReceived,
    RollChanged,
)
from shared.identity.actor import CITIZEN, Actor
from shared.ids import new_id
from shared.observability.trace import follow
from shared.refusals import NotFound
from tests.rules import rule
from tests.services.intake.house import House

HOA = Actor("o1", "Trần Thị Hoa")


async def _waiting(house: House, **fields: str):
    return await house.question(f"{await house.register(**fields)}/1")


async def _accept(house: House, question, choice: Acceptance = Acceptance()):  # noqa: B008
    async with house.room.database.transaction() as session:
        return await accept(session, house.unit_id, question.id, choice, HOA, house.now)


@rule("R-031", "R-094")
async def test_a_timely_question_is_accepted_for_the_conference_and_its_text_travels(house: House) -> None:
    question = await _waiting(house, content_tthc="Xin hỏi thủ tục, CCCD 001099012345 của tôi")
    done = await _accept(house, question, Acceptance(content_group="A2"))
    assert (done.state, done.path, done.is_late) == (State.ACCEPTED, AnswerPath.AT_CONFERENCE, False)
    (fact,) = await house.facts(QuestionAccepted)
    assert fact.code == question.code and fact.area == "thôn Nam Quất" and fact.content_group == "A2"
    assert "001099012345" not in fact.text, "an identity number typed into the text stays here"
    assert await house.facts(RollChanged)


async def test_whoever_decides_the_facts_keep_to_the_trace_of_the_citizens_post(house: House) -> None:
    """Accepted, turned away, split, or the same as another: the letter must carry what the POST began."""
    first, second, third, fourth = [await _waiting(house) for _ in range(4)]
    follow(None)  # the officer's click
    await _accept(house, first)
    async with house.room.database.transaction() as session:
        await turn_away(session, house.unit_id, second.id, ExclusionReason.COMPLAINT, "", HOA, house.now)
        await mark_duplicate(session, house.unit_id, third.id, first.code, HOA, house.now)
        words = fourth.text.split(" ", 1)
        parts = await split(session, house.unit_id, fourth.id, f"{words[0]}\n---\n{words[1]}", HOA, house.now)
    await _accept(house, await house.question(parts[1]))
    told = await house.traces(QuestionAccepted, QuestionTurnedAway, QuestionMarkedDuplicate)
    assert told == await house.traces(RegistrationReceived) and len(told) == 4


@rule("R-032", "C-11")
async def test_a_late_question_is_accepted_in_writing(house: House) -> None:
    await house.tell(house.announced(closes=-1, version=2))
    question = await _waiting(house)
    assert question.is_late
    assert (await _accept(house, question)).path is AnswerPath.IN_WRITING
    (fact,) = await house.facts(QuestionAccepted)
    assert fact.is_late and fact.path is AnswerPath.IN_WRITING


@rule("R-011")
async def test_a_decided_question_is_not_decided_again(house: House) -> None:
    question = await _waiting(house)
    await _accept(house, question)
    with pytest.raises(QuestionMoved):
        await _accept(house, question)
    assert len(await house.facts(QuestionAccepted)) == 1


async def test_ticked_rows_are_accepted_and_the_decided_or_hidden_passed_over(house: House) -> None:
    first, second = await _waiting(house), await _waiting(house, content_tthc="Đề nghị niêm yết thủ tục")
    hidden = await _waiting(house, content_tthc="Tôi tố cáo bà B trưởng thôn khai khống danh sách hộ nghèo.")
    await _accept(house, first)
    ids = {first.id, second.id, hidden.id, new_id()}
    async with house.room.database.transaction() as session:
        assert await accept_many(session, house.unit_id, ids, HOA, house.now) == (1, 3)
    assert (await house.question(hidden.code)).state is State.RECEIVED


@rule("R-016", "R-074", "C-10")
@pytest.mark.parametrize(
    "text",
    [
        "Đề nghị hủy quyết định số 5/QĐ-UBND vì xâm phạm quyền lợi của tôi, tôi khiếu nại",
        "Tôi tố cáo bà B trưởng thôn khai khống danh sách hộ nghèo.",
        "Đèn đường xóm tôi hỏng.",
    ],
)
async def test_software_suggests_and_excludes_nothing_by_itself(house: House, text: str) -> None:
    question = await _waiting(house, content_tthc=text)
    assert question.suggestion["kind"] != "procedure" and question.state is State.RECEIVED
    assert await house.facts(QuestionTurnedAway) == []


@rule("R-016", "R-032", "R-074", "C-09")
async def test_turning_away_sends_the_profiles_words_without_the_text(house: House) -> None:
    question = await _waiting(house, content_tthc="Đề nghị hủy quyết định số 5 xyzzy")
    async with house.room.database.transaction() as session:
        reason = ExclusionReason.COMPLAINT
        await turn_away(session, house.unit_id, question.id, reason, "Thứ Năm hằng tuần.", HOA, house.now)
    (fact,) = await house.facts(QuestionTurnedAway)
    assert house.profile.notice("complaint").explanation in fact.notice
    assert fact.notice.endswith("Thứ Năm hằng tuần.") and "xyzzy" not in fact.notice
    assert not (await house.question(question.code)).restricted


@rule("R-016", "C-27")
async def test_a_denunciation_is_hidden_and_a_wrong_suspicion_is_lifted(house: House) -> None:
    question = await _waiting(house)
    async with house.room.database.transaction() as session:
        await turn_away(session, house.unit_id, question.id, ExclusionReason.DENUNCIATION, "", HOA, house.now)
    assert (await house.question(question.code)).restricted
    suspected = await _waiting(house, content_tthc="Tôi tố cáo bà B trưởng thôn khai khống danh sách.")
    assert suspected.restricted, "hidden before anybody read it"
    assert not (await _accept(house, suspected)).restricted


@rule("R-011", "C-10")
async def test_an_exclusion_is_taken_back_only_with_a_reason(house: House) -> None:
    question = await _waiting(house)
    async with house.room.database.transaction() as session:
        await turn_away(session, house.unit_id, question.id, ExclusionReason.NOT_PROCEDURE, "", HOA, house.now)
    with pytest.raises(ReasonNeeded):
        await _accept(house, question)
    taken = await _accept(house, question, Acceptance(reason="Đọc lại thì là thủ tục"))
    assert taken.state is State.ACCEPTED and taken.notice == "" and taken.reason is None


async def test_a_duplicate_passes_the_door_first_so_that_every_room_knows_its_sender(house: House) -> None:
    first, second = await _waiting(house), await _waiting(house, full_name="Người khác", phone="0987654321")
    await _accept(house, first)
    async with house.room.database.transaction() as session:
        await mark_duplicate(session, house.unit_id, second.id, first.code, HOA, house.now)
    (fact,) = await house.facts(QuestionMarkedDuplicate)
    assert (fact.question_id, fact.duplicate_of, fact.person_id) == (second.id, first.id, second.person_id)
    assert [one.question_id for one in await house.facts(QuestionAccepted)] == [first.id, second.id]


@pytest.mark.parametrize("which", ["itself", "nothing", "withdrawn"])
async def test_a_duplicate_needs_another_open_question(house: House, which: str) -> None:
    question, other = await _waiting(house), await _waiting(house)
    async with house.room.database.transaction() as session:
        await withdraw(session, house.unit_id, other.id, "", HOA, house.now)
    code = {"itself": question.code, "nothing": "AAAA-BBBB/1", "withdrawn": other.code}[which]
    with pytest.raises(NotTheSame):
        async with house.room.database.transaction() as session:
            await mark_duplicate(session, house.unit_id, question.id, code, HOA, house.now)


@rule("R-016", "C-10")
async def test_a_mixed_text_is_split_and_each_part_judged_on_its_own(house: House) -> None:
    complaint = "Tôi không đồng ý với Quyết định số 125, đề nghị hủy quyết định này vì trái pháp luật."
    question = await _waiting(house, content_tthc=f"Xin hỏi thủ tục cấp lại sổ đỏ. {complaint}")
    assert question.suggestion["kind"] == "complaint" and question.suggestion["mixed"]
    marked = f"Xin hỏi thủ tục cấp lại sổ đỏ.\n---\n{complaint}"
    async with house.room.database.transaction() as session:
        codes = await split(session, house.unit_id, question.id, marked, HOA, house.now)
    kept, rest = await house.question(codes[0]), await house.question(codes[1])
    assert (kept.code, rest.number, rest.split_from) == (question.code, 2, question.id)
    assert (kept.suggestion["kind"], rest.suggestion["kind"]) == ("in_scope", "complaint")
    assert complaint in (await house.registration(question.code[:9])).content_tthc, "the form itself stays whole"
    with pytest.raises(PartsDiffer):
        async with house.room.database.transaction() as session:
            await split(session, house.unit_id, question.id, "Xin hỏi\n---\nthứ khác", HOA, house.now)


async def test_withdrawing_tells_other_rooms_only_what_they_knew(house: House) -> None:
    unknown, known = await _waiting(house), await _waiting(house)
    await _accept(house, known)
    for question in (unknown, known):
        async with house.room.database.transaction() as session:
            await withdraw(session, house.unit_id, question.id, "", CITIZEN, house.now)
    assert [fact.question_id for fact in await house.facts(QuestionWithdrawn)] == [known.id]


async def test_a_citizen_withdraws_until_the_session_and_an_officer_until_its_end(house: House) -> None:
    first, second, third = [await _waiting(house) for _ in range(3)]
    await house.session_opens()
    with pytest.raises(TooLateToWithdraw):
        async with house.room.database.transaction() as session:
            await withdraw(session, house.unit_id, first.id, "", CITIZEN, house.now)
    async with house.room.database.transaction() as session:
        await withdraw(session, house.unit_id, second.id, "gọi điện xin rút", HOA, house.now)
    await house.session_ends()
    with pytest.raises(TooLateToWithdraw):
        async with house.room.database.transaction() as session:
            await withdraw(session, house.unit_id, third.id, "", HOA, house.now)


@rule("R-070")
async def test_content_groups_are_those_of_the_plan(house: House) -> None:
    question = await _waiting(house)
    async with house.room.database.transaction() as session:
        assert (await classify(session, house.unit_id, question.id, "A4", HOA, house.now)).content_group == "A4"
        with pytest.raises(UnknownGroup):
            await check_group(session, house.unit_id, "Z9")


async def test_another_units_question_is_not_found(house: House) -> None:
    question = await _waiting(house)
    with pytest.raises(NotFound):
        async with house.room.database.transaction() as session:
            await accept(session, "another-unit", question.id, Acceptance(), HOA, house.now)

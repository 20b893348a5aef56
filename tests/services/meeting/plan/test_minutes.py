"""The minutes say what the log says, in the secretary's words, until they are signed off."""

from datetime import date

import pytest

from services.meeting.domain import minutes_refusals as no
from services.meeting.domain.minutes import Minutes, Passage
from services.meeting.domain.minutes_document import minutes_document
from services.meeting.domain.minutes_figures import LABELS
from services.meeting.store import minutes
from services.meeting.store import scene as scenes
from services.meeting.usecases import write_minutes as write
from services.meeting.usecases.forget_person import ERASED
from shared.contracts.intake import PersonErased
from shared.documents.docx import docx_bytes
from shared.documents.pdf import pdf_bytes
from shared.ids import new_id
from tests.rules import rule
from tests.services.meeting.plan.domain.frames import PROFILE
from tests.services.meeting.plan.domain.test_plan_document import text_of
from tests.services.meeting.plan.evenings import ANSWER, NAMES, Played, begun, concluded
from tests.services.meeting.plan.figure_queries import asked_of_the_log
from tests.services.meeting.plan.offices import NOW


async def minutes_of(played: Played) -> Minutes:
    async with played.database.transaction() as session:
        return await minutes.current(session, await scenes.load(session, played.id))


async def passage_of(played: Played, key: str) -> Passage:
    found = (await minutes_of(played)).passage(key)
    assert found
    return found


async def edit(played: Played, key: str, text: str) -> None:
    async with played.database.transaction() as session:
        await write.edit_passage(session, played.id, key, text, played.office.by, NOW)


async def printed(played: Played) -> str:
    return "\n".join(text_of(minutes_document(PROFILE, await minutes_of(played), "", None).blocks))


async def finalize(played: Played) -> None:
    async with played.database.transaction() as session:
        await write.finalize(session, played.id, "03", played.office.by, NOW)


@rule("R-042", "R-110")
async def test_every_figure_equals_a_query_on_the_log_and_is_printed(database):
    played = await concluded(database)
    asked = await asked_of_the_log(database, played.id)
    assert asked["turns"] == 3, "a turn that was put back does not count"
    assert (asked["questions"], asked["walk_ins"], asked["people_present"], asked["people_excused"]) == (8, 1, 6, 1)
    assert {f.key: f.value for f in (await minutes_of(played)).figures} == asked
    text = await printed(played)
    for key, label in LABELS.items():
        if key in ("questions", "registered", "walk_ins", "turns") or key.startswith("outcome_"):
            assert f"- {label}: {asked[key]:02d}." in text
    assert f"- Có mặt: {asked['people_present']:02d} người." in text
    assert f"- Vắng, có báo Ban Tổ chức: {asked['people_excused']:02d} người." in text
    assert sum(value for key, value in asked.items() if key.startswith("outcome_")) == asked["questions"]


@rule("R-098", "R-101", "R-102", "R-103", "R-219")
async def test_the_course_follows_the_programme_with_every_question_answer_and_outcome(database):
    played = await concluded(database)
    text = await printed(played)
    assert "1. Tuyên bố lý do, giới thiệu đại biểu; thông qua chương trình; cử thư ký (14:07–" in text
    assert "Hội nghị cử Hoàng Anh Dũng làm thư ký ghi biên bản." in text
    assert "Ý kiến 01 – Ông/bà C., thôn Thao Chính" in text
    assert f"Phòng Kinh tế trả lời: {ANSWER}" in text
    assert "Phòng Kinh tế trả lời: Phòng Kinh tế xin lỗi và hẹn trả kết quả trong tuần." in text
    assert "Kết quả: Chưa giải đáp được ngay; trả lời bằng văn bản." in text
    assert "Mất điện năm phút, đã dùng máy phát." in text
    assert "Chưa đến lượt, gửi trả lời bằng văn bản: 03 (ông/bà B., thôn Nam Quất; ông/bà N., thôn Thao Chính;" in text


async def test_no_full_name_number_or_receipt_code_of_a_citizen_is_in_the_minutes(database):
    played = await concluded(database)
    document = minutes_document(PROFILE, await minutes_of(played), "", None)
    told = repr(document)
    assert "0912345678" not in told
    assert "001088012345" not in told
    assert not any(name in told for name in NAMES)
    assert not any(fact.code.partition("/")[0] in told for fact in played.evening.questions.values())


@rule("R-042", "R-125")
async def test_minutes_have_two_signatures_and_print_in_both_forms(database):
    played = await concluded(database)
    document = minutes_document(PROFILE, await minutes_of(played), "03", None)
    assert [s.capacity for s in document.signatures] == [("THƯ KÝ",), ("CHỦ TRÌ", "PHÓ CHỦ TỊCH UBND XÃ")]
    assert [s.name for s in document.signatures] == ["Hoàng Anh Dũng", "Trần Minh Đức"]
    assert pdf_bytes(document).startswith(b"%PDF")
    assert docx_bytes(document).startswith(b"PK")


async def test_an_edit_outlives_new_events_and_can_be_taken_back(database):
    played = await begun(database)
    key = "present"
    base = (await passage_of(played, key)).base
    await edit(played, key, "- Có mặt: đông đủ.")
    await played.speaks(NAMES[0], None)
    passage = await passage_of(played, key)
    assert (passage.text, passage.base, passage.is_edited) == ("- Có mặt: đông đủ.", base, True)
    async with played.database.transaction() as session:
        await write.revert_passage(session, played.id, key, played.office.by)
    assert not (await passage_of(played, key)).is_edited
    await edit(played, key, base)
    async with played.database.transaction() as session:
        assert await minutes.edits_of(session, played.id) == {}, "the log's own words are no edit"


@rule("R-110")
async def test_directions_of_the_chair_are_part_of_the_minutes(database):
    played = await concluded(database)
    new = write.NewDirection(new_id(), "Niêm yết lại thủ tục đất đai", "Phòng Kinh tế", date(2026, 12, 31))
    for _twice in range(2):
        async with played.database.transaction() as session:
            await write.add_direction(session, played.id, new, played.office.by, NOW)
    assert "1 | Niêm yết lại thủ tục đất đai | Phòng Kinh tế | 31/12/2026" in await printed(played)
    assert "2 | Niêm yết" not in await printed(played)


async def test_minutes_are_signed_off_only_when_complete(database):
    played = await begun(database)
    with pytest.raises(no.MinutesIncomplete) as refused:
        await finalize(played)
    assert "Hội nghị chưa kết thúc" in refused.value.facts["what"]
    assert "chưa ghi kết luận của Chủ trì" in refused.value.facts["what"]


async def test_final_minutes_stand_still_under_their_hash_until_reopened(database):
    played = await concluded(database)
    answers = [p.key for p in (await minutes_of(played)).passages() if not p.text]
    for key in answers:
        await edit(played, key, "Đồng chí Chủ trì tiếp thu các ý kiến.")
    await finalize(played)
    with pytest.raises(no.MinutesFinal):
        await edit(played, "conclusion", "khác")
    async with played.database.transaction() as session:
        row = await minutes.row_of(session, played.id, played.office.unit_id)
    assert row.frozen
    assert row.sha256 == write.hash_of(row.frozen)
    assert minutes.from_json(row.frozen) == await minutes_of(played)
    async with played.database.transaction() as session:
        await write.reopen(session, played.id, "Ghi thiếu ý kiến", played.office.by, NOW)
    await edit(played, "conclusion", "Kết luận đã sửa.")
    await finalize(played)
    async with played.database.transaction() as session:
        again = await minutes.row_of(session, played.id, played.office.unit_id)
    assert (again.version, again.sha256 != row.sha256) == (2, True)
    assert again.reopen_reason == "Lê Thị Hạnh: Ghi thiếu ý kiến"


async def test_an_erased_persons_words_leave_the_draft(database):
    played = await concluded(database)
    name = NAMES[0]
    question_id = played.evening.id_of(name)
    await edit(played, f"q:{question_id}:asked", "Câu hỏi đã sửa lời")
    erased = PersonErased(unit_id=played.office.unit_id, occurred_at=NOW, person_id=played.evening.person_of(name))
    await played.evening.hear(erased)
    passage = await passage_of(played, f"q:{question_id}:asked")
    assert (passage.text, passage.is_edited) == (ERASED, False)

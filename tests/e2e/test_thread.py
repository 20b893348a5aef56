"""A newcomer takes one conference of xã Phú Xuyên from announcement to published result, by clicking."""

from io import BytesIO
from pathlib import Path

import pytest
from docx import Document
from pypdf import PdfReader

from shared.calendar.words import instant_words
from tests.e2e.acts import answers, console, desk, letters, office, planning, portal, records
from tests.e2e.front import Front
from tests.e2e.thread import (
    ABSENT,
    ACCOUNTS,
    ADMIN,
    ANSWER,
    BY_PHONE,
    COMPLAINT,
    CULTURE,
    ECONOMY,
    HEARD,
    LATE,
    ON_PAPER,
    STAFF,
    UP,
    WALK_IN,
    Thread,
)  # fmt: skip
from tests.rules import rule

PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
CONCLUSION = "Các phòng, ban trả lời đủ các ý kiến đã ghi, đúng hạn."
OUTCOMES_IN_HALL = {
    HEARD: "Trả lời tại chỗ", BY_PHONE: "Trả lời bằng văn bản", UP: "Vượt thẩm quyền", WALK_IN: "Hướng dẫn",
}  # fmt: skip
EXPECTED_OUTCOMES = ["answered_in_hall", "to_write", "over_authority", "guided", "absent", "absent", "to_write"]
ONE_OUTCOME = """
    select body::json->>'question_id' as question, body::json->>'outcome' as outcome
    from (select convert_from(body, 'UTF8') as body from meeting.outbox
          where subject = 'evt.meeting.question.concluded.v1') facts"""


@pytest.fixture(scope="module")
def thread() -> Thread:
    return Thread()


async def test_the_newcomer_opens_the_unit_and_officers_choose_their_own_passwords(empty: Front) -> None:
    admin = await office.open_unit(empty, ADMIN)
    for username, roles, department in STAFF:
        await office.give_account(empty, admin, ACCOUNTS[username], roles, department)
    assert set(empty.officers) == {ADMIN.username, *(username for username, _, _ in STAFF)}


@rule("R-075", "R-089", "R-105")
async def test_the_office_sees_every_date_and_publishes_the_plan(empty: Front, thread: Thread) -> None:
    clerk = await empty.officer("vanphong")
    await planning.plan(clerk, thread.starts_at)
    await clerk.sees("Gửi Phiếu đăng ký trước 10 ngày diễn ra buổi đối thoại", ".plan-dates")
    await planning.publish(clerk, "34")
    await clerk.sees("Các thời hạn đã được chốt khi công bố")
    await empty.rest()
    citizen = await empty.person(width=360)
    await citizen.open("/")
    await citizen.sees(instant_words(thread.starts_at))


@rule("R-126", "R-128", "R-092", "R-054")
async def test_citizens_register_on_the_portal_on_paper_and_by_telephone(
    empty: Front, thread: Thread, tmp_path: Path
) -> None:
    for asker in (HEARD, ABSENT, COMPLAINT, UP):
        citizen = await empty.person(width=360)
        thread.codes[asker], sent = await portal.register(citizen, asker)
        thread.traces[asker] = sent.headers["x-trace-id"]
        await portal.look_up(citizen, thread.codes[asker])
    admin, clerk = await empty.officer("quantri"), await empty.officer("vanthu")
    await office.put_clock(empty, admin, thread.before(38))
    scan = tmp_path / "phieu.pdf"
    scan.write_bytes(PDF)
    thread.codes[ON_PAPER] = await desk.key_in(clerk, ON_PAPER, "Phiếu giấy", thread.before(38.8), scan)
    await clerk.sees("phieu.pdf")
    thread.codes[BY_PHONE] = await desk.key_in(clerk, BY_PHONE, "Đường dây nóng", thread.before(38))


@rule("R-074", "R-094", "R-032", "C-11")
async def test_a_person_screens_and_the_late_are_told(empty: Front, thread: Thread) -> None:
    screener, admin = await empty.officer("vanphong"), await empty.officer("quantri")
    await desk.turn_away(screener, thread.question(COMPLAINT), "Khiếu nại", "Xin đến Bộ phận tiếp công dân.")
    for asker in (HEARD, ABSENT, UP, ON_PAPER, BY_PHONE):
        await desk.accept(screener, thread.question(asker))
    await office.put_clock(empty, admin, thread.before(6))
    citizen = await empty.person(width=360)
    thread.codes[LATE], sent = await portal.register(citizen, LATE)
    thread.traces[LATE] = sent.headers["x-trace-id"]
    await citizen.sees("Phiếu đến sau thời hạn đăng ký")
    await desk.accept(screener, thread.question(LATE))


@rule("R-106", "R-112", "R-113", "R-114", "R-115")
async def test_departments_answer_and_the_leader_decides(empty: Front, thread: Thread) -> None:
    leader, economy, culture = [await empty.officer(name) for name in ("lanhdao", "kinhte", "vanhoa")]
    await empty.rest()
    to_economy = (HEARD, ABSENT, BY_PHONE, UP, LATE)
    await answers.assign(
        leader, {thread.question(a): ECONOMY for a in to_economy} | {thread.question(ON_PAPER): CULTURE}
    )
    await answers.ask_to_hand_on(economy, thread.question(ABSENT), CULTURE, "Trợ cấp do Phòng Văn hóa – Xã hội làm.")
    await answers.agree_to_hand_on(leader, thread.question(ABSENT))
    await culture.follow("Việc của tôi")
    await culture.sees(thread.question(ABSENT))
    await answers.escalate(economy, thread.question(UP), "Bỏ bản giấy là thẩm quyền của Thành phố.")
    await answers.submit(culture, thread.question(ABSENT), "Chưa rõ.")
    await answers.send_back(leader, thread.question(ABSENT), "Xin ghi rõ số ngày.")
    for officer, asker in ((economy, HEARD), (culture, ABSENT), (culture, ON_PAPER), (economy, LATE)):
        await answers.submit(officer, thread.question(asker), ANSWER)
        await answers.approve(leader, thread.question(asker))


@rule("R-098", "R-101", "R-102", "R-103", "R-088")
async def test_the_session_runs_and_the_hall_sees_it(empty: Front, thread: Thread) -> None:
    admin, operator, hall = await empty.officer("quantri"), await empty.officer("vanphong"), await empty.person()
    await office.put_clock(empty, admin, thread.before(0.007))
    await console.open_console(operator)
    await hall.open(str(await operator.page.get_by_role("link", name="Màn hình").get_attribute("href")))
    for asker in (HEARD, BY_PHONE, UP):
        await console.check_in(operator, asker)
    await console.begin(operator, "Lê Thị Hạnh")
    await console.raise_in_hall(operator, WALK_IN)
    for asker, outcome in OUTCOMES_IN_HALL.items():
        await console.call(operator, asker)
        await hall.sees(asker.area, "#hall-now")
        await console.end(operator, outcome)
    await console.let_the_gavel_fall(operator)
    await hall.sees("Hội nghị đã kết thúc")


@rule("R-095", "R-096", "C-12", "R-033")
async def test_each_question_has_one_outcome_and_each_owed_answer_leaves_as_a_letter(
    empty: Front, thread: Thread
) -> None:
    leader, economy, clerk = [await empty.officer(name) for name in ("lanhdao", "kinhte", "vanthu")]
    await empty.rest()
    outcomes = await empty.house.rows(ONE_OUTCOME)
    assert sorted(row["outcome"] for row in outcomes) == sorted(EXPECTED_OUTCOMES)
    await answers.submit(economy, thread.question(BY_PHONE), ANSWER)
    await answers.approve(leader, thread.question(BY_PHONE))
    await empty.rest()
    await letters.issue_all(clerk, "Trần Minh Đức")
    await clerk.sees("Đã ban hành 5 công văn", "h1")
    await letters.print_all(clerk)
    assert len(PdfReader(BytesIO(await clerk.download("In thư"))).pages) >= 2
    await letters.post(clerk, "EE000000001VN\nEE000000002VN")
    await letters.all_delivered(clerk, "Giấy báo phát, người nhận ký")
    await clerk.sees("EE000000002VN")


@rule("R-001", "R-033")
async def test_mail_carries_the_numbered_letter_and_one_trace_leads_from_the_post_to_it(
    empty: Front, thread: Thread
) -> None:
    await empty.rest()
    sent = letters.mails(empty.stack.outgoing_mail)
    for asker, trace in thread.traces.items():
        receipt = next(mail for mail in sent if asker.email in mail["To"] and "Đã nhận phiếu" in mail["Subject"])
        assert letters.trace_of(receipt) == trace
    numbered = {str(mail["To"]): mail for mail in sent if "Công văn số" in mail["Subject"]}
    assert len(numbered) == 3
    for asker in (COMPLAINT, ABSENT, LATE):
        letter = numbered[f"{asker.name} <{asker.email}>"]
        assert letters.trace_of(letter) == thread.traces[asker], "the letter carries the trace of the citizen's POST"
    pdf = next(numbered[f"{ABSENT.name} <{ABSENT.email}>"].iter_attachments())
    printed = " ".join(PdfReader(BytesIO(pdf.get_content())).pages[0].extract_text().split())
    assert ABSENT.name in printed and "05 ngày làm việc" in printed


@rule("R-097", "R-114")
async def test_what_went_up_stays_open_with_us_until_the_reply_is_recorded(empty: Front, thread: Thread) -> None:
    screener, economy, leader, clerk = [
        await empty.officer(name) for name in ("vanphong", "kinhte", "lanhdao", "vanthu")
    ]
    await answers.record_report(screener, "45/BC-UBND")
    await answers.record_reply(screener, "812/UBND-TTHC", "Thành phố đồng ý bỏ bản giấy từ quý sau.")
    await answers.submit(economy, thread.question(UP), "Thành phố đồng ý bỏ bản giấy từ quý sau.")
    await answers.approve(leader, thread.question(UP))
    await empty.rest()
    await letters.issue_all(clerk, "Trần Minh Đức")
    await clerk.sees(UP.name)


@rule("R-110", "R-108")
async def test_minutes_are_signed_off_and_citizens_read_the_answers(empty: Front, thread: Thread) -> None:
    secretary = await empty.officer("vanphong")
    await records.open_page(secretary, "Biên bản")
    await records.edit_passage(secretary, "Kết luận của Chủ trì", CONCLUSION)
    await records.sign_off(secretary, "12")
    await secretary.sees("Biên bản đã chốt")
    minutes = PdfReader(BytesIO(await secretary.download("Biên bản PDF")))
    assert "CHỦ TRÌ" in minutes.pages[-1].extract_text()
    docx = Document(BytesIO(await secretary.download("DOCX")))
    assert any(CONCLUSION in paragraph.text for paragraph in docx.paragraphs)
    await records.open_page(secretary, "Kết quả")
    assert await records.review_all(secretary) == len(EXPECTED_OUTCOMES)
    await records.publish(secretary)
    await empty.rest()
    citizen = await empty.person(width=360)
    await portal.look_up(citizen, thread.codes[HEARD])
    await citizen.sees(ANSWER)
    await citizen.follow("Kết quả của cả hội nghị")
    await citizen.sees(f"{len(EXPECTED_OUTCOMES)} câu hỏi và câu trả lời")

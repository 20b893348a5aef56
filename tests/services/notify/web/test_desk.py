"""The clerk's way through the screens, with plain forms."""

import io
import re
import zipfile
from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from pypdf import PdfReader

from deploy.local.testing import StackHandle
from services.notify.domain.states import LetterState, MessageState
from services.notify.store.tables import Message
from services.notify.usecases.receipts import note
from shared.calendar.words import local_day
from shared.identity import Role
from shared.ids import new_id
from tests.rules import rule
from tests.services.notify.domain.test_letters import text_of
from tests.services.notify.house import CLERK, House
from tests.services.notify.web.desk import Desk, desk_of

S = MessageState


def terms(house: House, first: int = 15, **more: object) -> dict[str, object]:
    return {
        "first_number": str(first),
        "issued_on": local_day(house.now).isoformat(),
        "signing": "deputy_for_committee",
        "signer": "Lê Văn Bình",
        "which": "ticked",
    } | more


def path_of(location: str) -> str:
    return urlsplit(location).path


async def in_state(house: House, *states: MessageState, email: str = "a@example.vn") -> Message:
    await house.issue(await house.waiting(house.person(email=email)))
    (message,) = await house.messages()
    async with house.room.database.transaction() as session:
        row = await session.get_one(Message, message.id)
        for state in states:
            await note(session, row, state, "thử", CLERK, house.now)
    return message


@rule("R-001")
async def test_from_the_list_over_the_confirmation_to_issued_letters(house: House, desk: Desk):
    letters = await house.waiting(*(house.person(name) for name in ("Vũ Thị Yến", "Lê Văn An")))
    page = await desk.get("/notify/")
    assert "Vũ Thị Yến" in page.text and 'value="1"' in page.text and "Hội nghị đối thoại" in page.text
    asked = await desk.post("/notify/issue", terms(house, letter=[str(one.id) for one in letters]))
    assert asked.status_code == 303
    confirm = await desk.get(asked.headers["location"])
    assert "từ số 15 đến số 16" in confirm.text and "Cấp số và ban hành 2 công văn" in confirm.text
    assert (await house.letters())[0].state is LetterState.WAITING
    command = {"command_id": str(new_id())}
    for _ in range(2):  # a double click is one issuing
        done = await desk.post(path_of(asked.headers["location"]), command)
        assert done.status_code == 303
    result = await desk.get(done.headers["location"])
    assert "Đã ban hành 2 công văn" in result.text and "16/UBND-VP" in result.text
    assert sorted(one.number or 0 for one in await house.letters()) == [15, 16]
    again = await desk.get("/notify/")
    assert "Không có văn bản chờ cấp số" in again.text


async def test_all_that_fit_the_filter_can_be_issued_at_once(house: House, desk: Desk):
    await house.waiting(house.person("Nguyễn Văn Đức"), house.person("Nguyễn Thị Đào"), house.person("Lê Hoa"))
    found = await desk.get("/notify/?q=nguyen+d")
    assert "Tất cả 2 thư đang lọc" in found.text and "Lê Hoa" not in found.text
    asked = await desk.post("/notify/issue", terms(house, which="all", q="nguyen d"))
    assert "từ số 15 đến số 16" in (await desk.get(asked.headers["location"])).text


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("first_number", "mười lăm", "Xin nhập số công văn"),
        ("issued_on", "hôm qua", "Xin chọn ngày"),
        ("issued_on", "2999-01-01", "Ngày ghi không được sau hôm nay"),
        ("signer", "  ", "Xin ghi họ tên người ký"),
        ("signing", "someone", "Xin chọn thẩm quyền ký"),
        ("letter", "no-id", "Chưa có thư nào được chọn"),
    ],
)
async def test_what_cannot_be_is_refused_in_vietnamese(house: House, desk: Desk, field: str, value: str, sentence: str):
    (letter,) = await house.waiting(house.person())
    answer = await desk.post("/notify/issue", terms(house, letter=str(letter.id)) | {field: value})
    assert answer.status_code in (409, 422) and sentence in answer.text


@rule("R-001")
async def test_the_draft_is_a_marked_pdf_and_the_issued_letter_is_not(house: House, desk: Desk):
    (letter,) = await house.waiting(house.person())

    async def text() -> str:
        body = (await desk.get(f"/notify/letters/{letter.id}/letter.pdf")).content
        return " ".join(page.extract_text() for page in PdfReader(io.BytesIO(body)).pages)

    assert "DỰ THẢO" in await text()
    await house.issue([letter], first=15)
    assert "DỰ THẢO" not in await text() and "15/UBND-VP" in await text()


@rule("R-095")
async def test_recipient_and_signed_file_on_the_letters_page(house: House, desk: Desk):
    (letter,) = await house.waiting(house.person("Nguyễn Văn Nhầm", address=""))
    here = f"/notify/letters/{letter.id}"
    assert "Sửa người nhận" in (await desk.get(here)).text
    nobody = await desk.post(f"{here}/recipient", {"full_name": " ", "address": "x"})
    assert nobody.status_code == 422
    await desk.post(f"{here}/recipient", {"full_name": "Nguyễn Văn Đúng", "address": "số 9\nthôn Mỹ Lâm"})
    assert "Nguyễn Văn Đúng" in (await desk.get(here)).text
    word = await desk.post(f"{here}/signed", files={"signed": ("ky.pdf", b"PK\x03\x04", "application/pdf")})
    assert word.status_code == 422 and "không phải tệp PDF" in word.text
    pdf = (await desk.get(f"{here}/letter.pdf")).content
    kept = await desk.post(f"{here}/signed", files={"signed": ("ky.pdf", pdf, "application/octet-stream")})
    assert kept.status_code == 303
    assert (await desk.get(f"{here}/signed.pdf")).content == pdf


@rule("R-011")
async def test_a_message_in_doubt_is_explained_and_decided(house: House, desk: Desk):
    message = await in_state(house, S.SENDING, S.IN_DOUBT)
    listed = await desk.get("/notify/outbox?stuck=1")
    assert f"/notify/messages/{message.id}" in listed.text
    page = await desk.get(f"/notify/messages/{message.id}")
    assert "Phần mềm không tự gửi lại" in page.text
    assert (await desk.post(f"/notify/messages/{message.id}/delivered")).status_code == 422
    done = await desk.post(f"/notify/messages/{message.id}/delivered", {"proof": "người nhận xác nhận"})
    assert done.status_code == 303
    assert "người nhận xác nhận" in (await desk.get("/notify/outbox")).text


@pytest.mark.parametrize(
    ("act", "fields", "state"),
    [
        ("again", {"address": "dung@example.vn"}, S.QUEUED),
        ("way", {"channel": "post", "address": "số 9, thôn Mỹ Lâm"}, S.CANCELLED),
        ("way", {"channel": "hand"}, S.CANCELLED),
    ],
)
async def test_a_failed_message_goes_another_way(
    house: House, desk: Desk, act: str, fields: dict[str, str], state: MessageState
):
    message = await in_state(house, S.SENDING, S.FAILED)
    assert (await desk.get(f"/notify/messages/{message.id}")).status_code == 200
    assert (await desk.post(f"/notify/messages/{message.id}/{act}", fields)).status_code == 303
    assert next(one for one in await house.messages() if one.id == message.id).state is state
    assert (await desk.post(f"/notify/messages/{message.id}/unknown")).status_code == 404


@rule("R-023")
async def test_a_print_run_from_the_list_to_the_persons_hand(house: House, desk: Desk):
    await house.issue(await house.waiting(house.person("An"), house.person("Bình")), first=15)
    assert "15/UBND-VP" in (await desk.get("/notify/print")).text
    made = await desk.post("/notify/print", {"which": "all"})
    here = path_of(made.headers["location"])
    for name in ("thu", "danh-sach", "nhan"):
        file = await desk.get(f"{here}/{name}.pdf")
        assert file.headers["content-type"] == "application/pdf" and file.content.startswith(b"%PDF")
    assert (await desk.get(f"{here}/khac.pdf")).status_code == 404
    today = local_day(house.now).isoformat()
    wrong = await desk.post(f"{here}/post", {"posted_on": today, "tracking": "99 RR123456789VN"})
    assert wrong.status_code == 422 and "không khớp với 2 thư" in wrong.text
    await desk.post(f"{here}/post", {"posted_on": today, "tracking": "15 RR123456789VN"})
    first, second = await house.messages()
    await desk.post(
        f"{here}/outcome", {"message": str(first.id), "day": today, "proof": "ký nhận", "what": "delivered"}
    )
    await desk.post(
        f"{here}/outcome", {"message": str(second.id), "day": today, "proof": "đi vắng", "what": "returned"}
    )
    assert [one.state for one in await house.messages()] == [S.DELIVERED, S.RETURNED]
    page = await desk.get(here)
    assert "RR123456789VN" in page.text and "ký nhận" in page.text and "đi vắng" in page.text


@rule("R-011")
async def test_the_exports_say_who_by_what_when_and_how_we_know(house: House, desk: Desk):
    message = await in_state(house, S.PRINTED, S.POSTED, S.DELIVERED, email="")
    for path in (
        "/notify/receipts.xlsx",
        "/notify/outbox.xlsx",
        f"/notify/receipts.xlsx?conference={house.conference_id}",
    ):
        with zipfile.ZipFile(io.BytesIO((await desk.get(path)).content)) as book:
            words = book.read("xl/sharedStrings.xml").decode()
        for word in (message.code, "Bưu điện", "Đã gửi tới người nhận", "thử"):
            assert f">{word}<" in words, (path, word)
    assert message.code in (await desk.get("/notify/receipts")).text
    assert message.code not in (await desk.get(f"/notify/receipts?conference={new_id()}")).text


async def test_the_follow_up_opens_at_the_conference_where_something_is_owed(house: House, desk: Desk):
    """Not at the newest one, which has no rows yet, nor at one that is done."""
    page = await desk.get("/notify/receipts")
    assert "Chưa có văn bản nào để theo dõi" in page.text and not re.search(r"<option[^>]* selected", page.text)
    coming, done = new_id(), new_id()
    await house.tell(
        house.announced(conference_id=coming, title="Hội nghị sắp tới", starts_at=house.now + timedelta(days=20)),
        house.announced(conference_id=done, title="Hội nghị đã xong", starts_at=house.now - timedelta(hours=1)),
    )
    chosen = r'<option value="([^"]+)" selected'
    await house.issue(await house.waiting(house.person(), conference_id=done))
    page = await desk.get("/notify/receipts")
    assert re.findall(chosen, page.text) == [str(done)], "the only one with rows"
    (message,) = await house.messages()
    async with house.room.database.transaction() as session:
        for state in (S.PRINTED, S.DELIVERED):
            await note(session, await session.get_one(Message, message.id), state, "thử", CLERK, house.now)
    await house.waiting(house.person())
    page = await desk.get("/notify/receipts")
    assert re.findall(chosen, page.text) == [str(house.conference_id)], "older, but owed"
    everything = await desk.get("/notify/receipts?conference=")
    assert everything.text.count('data-label="Mã phiếu"') == 2


@rule("R-011")
async def test_a_letter_of_a_withdrawn_question_says_so_on_its_page_and_in_the_follow_up(house: House, desk: Desk):
    (letter,) = await house.waiting(house.person())
    await house.tell(house.withdrawn(letter.question_id))
    page = await desk.get(f"/notify/letters/{letter.id}")
    assert page.text.count("Người gửi đã rút câu hỏi") == 2 and "Đã hủy, không dùng" in page.text
    assert "letter.pdf" not in page.text and "Sửa người nhận" not in page.text
    table = await desk.get("/notify/receipts")
    assert letter.code in table.text and "Người gửi đã rút câu hỏi" in table.text and "Có 0/0 văn bản" in table.text
    assert letter.code not in (await desk.get("/notify/")).text


@rule("R-011")
async def test_a_person_without_e_mail_is_no_cancelled_letter_on_the_screen(house: House, desk: Desk):
    await house.tell(house.received(house.person("Lê Không Thư")))
    assert "Đang lấy địa chỉ" in (await desk.get("/notify/outbox")).text
    await house.address()
    page = await desk.get("/notify/outbox")
    assert "Lê Không Thư" not in page.text and 'tag-neutral">Đã hủy' not in page.text
    assert "gửi cho người có thư điện tử" in page.text


async def test_another_unit_and_another_role_see_nothing(house: House, desk: Desk, servers: StackHandle):
    await house.issue(await house.waiting(house.person(email="a@b.vn"), house.person()))
    waiting = (await house.waiting(house.person()))[-1]
    asked = await desk.post("/notify/issue", terms(house, letter=str(waiting.id)))
    run = await desk.post("/notify/print", {"which": "all"})
    issuing, run_path = path_of(asked.headers["location"]), path_of(run.headers["location"])
    messages = [f"/notify/messages/{one.id}" for one in await house.messages()]
    letters = [f"/notify/letters/{one.id}{part}" for one in await house.letters() for part in ("", "/letter.pdf")]
    pages = [issuing, run_path, f"{run_path}/thu.pdf", *messages, *letters]
    acts = [issuing, f"{run_path}/post", f"{messages[0]}/again", f"/notify/letters/{waiting.id}/recipient"]
    fields = {"posted_on": "2026-01-01", "address": "x@y.vn", "full_name": "Ai"}
    async with desk_of(house.app, "another-unit", servers.keys.token_private_key) as stranger:
        for path in pages:
            assert (await stranger.get(path)).status_code == 404, path
        for path in acts:
            assert (await stranger.post(path, fields)).status_code == 404, path
        codes = [one.code for one in await house.letters()]
        for path in ("/notify/", "/notify/outbox", "/notify/print", "/notify/receipts"):
            page = await stranger.get(path)
            assert page.status_code == 200 and not any(code in page.text for code in codes), path
    async with desk_of(house.app, house.unit_id, servers.keys.token_private_key, Role.LEADER) as leader:
        for path in (*pages, "/notify/", "/notify/outbox.xlsx", "/notify/receipts.xlsx"):
            assert (await leader.get(path)).status_code == 403, path


async def test_hostile_words_are_shown_not_run(house: House, desk: Desk):
    evil = "<script>alert(1)</script>"
    (letter,) = await house.waiting(house.person(f"{evil} An"), question_text=evil, answer_text=evil)
    for path in ("/notify/", f"/notify/letters/{letter.id}", "/notify/receipts", f"/notify/?q={evil}"):
        page = await desk.get(path)
        assert page.status_code == 200 and evil not in page.text
    assert "alert(1)" in text_of(letter.content | {"code": letter.code})


async def test_the_menu_is_told_how_many_letters_wait(house: House, desk: Desk):
    await house.waiting(house.person("Vũ Thị Yến"), house.person("Lê Văn An"))
    assert (await desk.get("/notify/waiting-count")).json() == {"count": 2, "words": "2 thư chờ cấp số, ký"}

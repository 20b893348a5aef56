"""The citizen's way: plan, form, check answers, receipt, status, taking back."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from services.intake.domain.question import State
from services.intake.store.tables import Registration
from services.intake.usecases.mark_duplicate import mark_duplicate
from services.intake.web.guesses import MOST_MISSES
from shared.contracts.intake import RegistrationReceived
from shared.contracts.meeting import (
    Outcome,
    PlannedDate,
    PointRef,
    QuestionConcluded,
    ResultItem,
    ResultPublished,
    Watching,
    WatchingChosen,
)
from shared.contracts.routing import AnswerApproved, AnswerKind, DepartmentRef
from shared.identity.actor import Actor
from shared.ids import new_id
from tests.rules import rule
from tests.services.intake.house import FORM, House


@rule("R-048", "R-105")
async def test_the_plan_shows_dates_with_their_rules_and_all_downloads(house: House) -> None:
    page = (await house.citizen().get(f"/hoi-nghi/{house.slug}")).text
    assert "Hết hạn nhận phiếu" in page and "trước 10 ngày" in page
    assert house.profile.plan.exclusion in page
    for link in ("plan.pdf", "plan.docx", "phieu.pdf", "phieu.docx"):
        assert link in page


@rule("R-105", "R-126")
@pytest.mark.parametrize(("kind", "begins"), [("pdf", b"%PDF"), ("docx", b"PK")])
async def test_the_paper_form_is_there_to_download(house: House, kind: str, begins: bytes) -> None:
    response = await house.citizen().get(f"/hoi-nghi/{house.slug}/phieu.{kind}")
    assert response.status_code == 200 and response.content.startswith(begins)


@rule("R-129", "R-130", "R-131", "R-132", "R-133", "R-134")
async def test_the_form_has_the_printed_fields_hints_and_footnotes_and_nothing_ticked(house: House) -> None:
    page = (await house.citizen().get(f"/hoi-nghi/{house.slug}/dang-ky")).text
    for field in house.profile.form.fields:
        assert f'name="{field.key}"' in page and field.label in page
    for note in house.profile.form.footnotes:
        assert note.text in page
    for declaration in house.profile.form.declarations:
        assert declaration.text in page
    assert house.profile.form.privacy.controller in page
    assert " checked" not in page


@rule("R-128")
async def test_mistakes_are_listed_and_everything_typed_is_kept(house: House) -> None:
    browser = house.citizen()
    await browser.get(f"/hoi-nghi/{house.slug}/dang-ky")
    wrong = FORM | {"address": "", "phone": "abc", "step": "check", "declared-accuracy": ""}
    response = await browser.post(f"/hoi-nghi/{house.slug}/dang-ky", wrong)
    assert response.status_code == 422
    for name in ("address", "phone", "declared-accuracy"):
        assert f'href="#f-{name}"' in response.text and f'id="f-{name}"' in response.text
    assert "Nguyễn Văn Cường" in response.text and FORM["content_tthc"] in response.text


async def test_check_answers_goes_back_with_everything_and_sends_nothing(house: House) -> None:
    browser = house.citizen()
    await browser.get(f"/hoi-nghi/{house.slug}/dang-ky")
    check = await browser.post(f"/hoi-nghi/{house.slug}/dang-ky", FORM | {"step": "check"})
    assert check.status_code == 200 and "Kiểm tra lại" in check.text and "#f-phone" in check.text
    back = await browser.post(f"/hoi-nghi/{house.slug}/dang-ky", FORM | {"step": "edit"})
    assert FORM["content_tthc"] in back.text and 'value="yes" checked' in back.text
    assert not await house.facts(RegistrationReceived)


@rule("R-011", "R-054")
async def test_a_sent_form_is_stored_raw_with_its_declarations_and_gets_a_receipt(house: House) -> None:
    code = await house.register(content_settlement="Chậm trả kết quả")
    form = await house.registration(code)
    assert form.raw["content_tthc"] == FORM["content_tthc"] and form.raw["phone"] == "0912 345 678"
    assert set(form.declarations) == {"accuracy", "participation"} and form.signed_name == "Nguyễn Văn Cường"
    receipt = (await house.citizen().get(f"/hoi-nghi/{house.slug}/da-nhan/{code}")).text
    assert code in receipt and "<svg" in receipt and "đúng thời hạn" in receipt
    assert "Nguyễn Văn Cường" not in receipt and "0912" not in receipt
    pdf = await house.citizen().get(f"/hoi-nghi/{house.slug}/da-nhan/{code}.pdf")
    assert pdf.content.startswith(b"%PDF")
    (fact,) = await house.facts(RegistrationReceived)
    assert len(fact.question_ids) == 2 and fact.received_at == form.received_at


@rule("R-032", "C-05", "C-11")
async def test_a_late_form_is_kept_and_told_so_in_the_profiles_words(house: House) -> None:
    await house.tell(house.announced(closes=-1, version=2))
    page = (await house.citizen().get(f"/hoi-nghi/{house.slug}/dang-ky")).text
    assert house.profile.late_notice.text in page
    code = await house.register()
    receipt = (await house.citizen().get(f"/hoi-nghi/{house.slug}/da-nhan/{code}")).text
    assert house.profile.late_notice.text in receipt
    assert (await house.question(f"{code}/1")).is_late


async def test_each_stage_says_what_to_do(house: House) -> None:
    browser, address = house.citizen(), f"/hoi-nghi/{house.slug}/dang-ky"
    await house.tell(house.announced(opens=2, version=2))
    assert "Chưa mở đăng ký" in (await browser.get(address)).text
    refused = await browser.post(address, FORM | {"step": "send"}, headers={"accept": "application/json"})
    assert refused.status_code in (403, 409)
    await house.session_opens()
    assert "Hội nghị đang họp" in (await browser.get(address)).text
    assert await house.register(), "a question for a written answer is taken even now"
    await house.session_ends()
    assert "Hội nghị đã kết thúc" in (await browser.get(address)).text


@rule("R-011")
async def test_a_form_sent_twice_is_one_registration(house: House) -> None:
    browser, address = house.citizen(), f"/hoi-nghi/{house.slug}/dang-ky"
    await browser.get(address)
    fields = FORM | {"step": "send", "command_id": str(new_id())}
    first, second = await browser.post(address, fields), await browser.post(address, fields)
    assert first.headers["location"] == second.headers["location"]
    async with house.room.database.transaction() as session:
        statement = select(func.count()).where(Registration.conference_id == house.conference_id)
        assert await session.scalar(statement) == 1


async def test_a_stale_form_comes_back_whole_and_is_not_stored(house: House) -> None:
    browser, address = house.citizen(), f"/hoi-nghi/{house.slug}/dang-ky"
    response = await browser.post(address, FORM | {"step": "send", "csrf": "cũ"})
    assert response.status_code == 403 and FORM["content_tthc"] in response.text
    assert not await house.facts(RegistrationReceived)
    assert (await browser.post(address, FORM | {"step": "send"})).status_code == 303, "the page came with a fresh one"


@rule("R-007")
async def test_the_status_tells_the_way_of_each_question_in_plain_words(house: House) -> None:
    code = await house.register()
    browser = house.citizen()
    page = (await browser.get(f"/tra-cuu/{code.lower().replace('-', ' ')}")).text
    assert "Đang chờ cán bộ xem xét" in page
    assert "Nguyễn Văn Cường" not in page and "0912" not in page and "số 5, thôn" not in page
    redirect = await browser.get(f"/tra-cuu?ma={code.lower()}")
    assert redirect.headers["location"] == f"/tra-cuu/{code}"


async def test_the_answer_is_shown_once_it_was_given(house: House) -> None:
    code = await house.register()
    question = await house.question(f"{code}/1")
    office = house.officer()
    await office.get(f"/intake/screening/{question.id}")
    await office.post(f"/intake/screening/{question.id}/accept", {"path": "at_conference"})
    ids = {"unit_id": house.unit_id, "occurred_at": house.now, "conference_id": house.conference_id}
    department = DepartmentRef(key="economy", name="Phòng Kinh tế")
    approved = AnswerApproved(
        question_id=question.id, version=1, kind=AnswerKind.ANSWER, text="Nộp tại một cửa, 05 ngày.", sha256="x",
        department=department, approved_by="PCT", **ids,
    )  # fmt: skip
    await house.tell(approved)
    browser = house.citizen()
    page = (await browser.get(f"/tra-cuu/{code}")).text
    assert "Đã có câu trả lời được duyệt" in page and "Nộp tại một cửa" not in page
    outcome = Outcome.ANSWERED_IN_HALL
    await house.tell(QuestionConcluded(question_id=question.id, outcome=outcome, seq=3, **ids))
    assert "Nộp tại một cửa, 05 ngày." in (await browser.get(f"/tra-cuu/{code}")).text


async def test_a_question_is_taken_back_after_one_more_question(house: House) -> None:
    code, browser = await house.register(), house.citizen()
    assert "Rút câu hỏi 1?" in (await browser.get(f"/tra-cuu/{code}/rut/1")).text
    assert (await browser.post(f"/tra-cuu/{code}/rut/1", {})).status_code == 303
    assert (await house.question(f"{code}/1")).state is State.WITHDRAWN
    assert "Đã rút câu hỏi" in (await browser.get(f"/tra-cuu/{code}")).text
    assert (await browser.get(f"/tra-cuu/{code}/rut/7")).status_code == 404


async def test_guessing_codes_is_slowed_down_by_address(house: House) -> None:
    code = await house.register()
    guesser = house.citizen(**{"x-forwarded-for": f"10.0.0.1, 203.0.113.{house.now.microsecond % 250}-{house.slug}"})
    for _ in range(MOST_MISSES):
        assert (await guesser.get("/tra-cuu/AAAA-2222")).status_code == 404
    assert (await guesser.get(f"/tra-cuu/{code}")).status_code == 429
    assert (await house.citizen().get(f"/tra-cuu/{code}")).status_code == 200


async def test_the_result_page_filters_by_field(house: House) -> None:
    items = [
        ResultItem(
            question_id=new_id(), code=f"AAAA-BBB{number}/1", asked_by="ông/bà C.", field=field,
            question=f"Hỏi {number}", answer=f"Đáp {number}", department="Phòng Kinh tế",
            outcome=Outcome.ANSWERED_IN_HALL,
        )
        for number, field in ((2, "Đất đai"), (3, "Hộ tịch"))
    ]  # fmt: skip
    result = ResultPublished(
        unit_id=house.unit_id, occurred_at=house.now, conference_id=house.conference_id, version=1, summary="Tóm tắt",
        figures={"questions": 2}, items=tuple(items),
    )  # fmt: skip
    assert (await house.citizen().get(f"/hoi-nghi/{house.slug}/ket-qua")).status_code == 404
    await house.tell(result)
    whole = (await house.citizen().get(f"/hoi-nghi/{house.slug}/ket-qua")).text
    assert "Đáp 2" in whole and "Đáp 3" in whole and "Tóm tắt" in whole
    land = (await house.citizen().get(f"/hoi-nghi/{house.slug}/ket-qua?linh-vuc=Đất đai")).text
    assert "Đáp 2" in land and "Đáp 3" not in land


async def test_the_front_page_groups_conferences_by_what_one_can_do(house: House) -> None:
    page = (await house.citizen().get(f"/don-vi/{house.unit_id}")).text
    assert "Đăng ký, gửi câu hỏi" in page and house.profile.unit.hotline in page
    await house.session_ends()
    page = (await house.citizen().get(f"/don-vi/{house.unit_id}")).text
    assert "Đăng ký, gửi câu hỏi" not in page and "Đã họp" in page


async def test_unknown_addresses_are_kindly_not_found(house: House) -> None:
    for path in ("/hoi-nghi/khong-co", "/don-vi/khong-co", "/hoi-nghi/khong-co/dang-ky", "/tra-cuu/ABCD-2345/rut/1"):
        response = await house.citizen().get(path)
        assert response.status_code == 404 and "Traceback" not in response.text


async def test_the_shell_has_no_inline_script_or_style(house: House) -> None:
    code = await house.register()
    for path in ("/", f"/hoi-nghi/{house.slug}/dang-ky", f"/hoi-nghi/{house.slug}/da-nhan/{code}", f"/tra-cuu/{code}"):
        page = (await house.citizen().get(path)).text
        assert not re.search(r"<script(?![^>]*src=)|\sstyle=|\son\w+=", page), path
    assert timedelta(0) < house.announced().starts_at - house.now


async def test_a_step_sent_again_keeps_the_command_of_its_words(house: House) -> None:
    """What a browser does when it sends the check step once more after Back."""
    browser, address = house.citizen(), f"/hoi-nghi/{house.slug}/dang-ky"
    sheet = re.search(r'name="sheet" value="([^"]+)"', (await browser.get(address)).text)[1]  # type: ignore[index]

    async def command(**changes: str) -> str:
        page = await browser.post(address, FORM | {"sheet": sheet, "step": "check"} | changes)
        return re.search(r'name="command_id" value="([^"]+)"', page.text)[1]  # type: ignore[index]

    first = await command()
    assert await command() == first
    assert await command(address="số 6, thôn Nam Quất") != first
    assert await command(sheet=str(new_id())) != first
    assert await command(sheet="x") != first


@rule("R-007", "R-011")
async def test_a_duplicate_says_so_and_goes_the_way_of_the_first_question_without_telling_whose_it_is(
    house: House,
) -> None:
    first, again = await house.register(), await house.register(full_name="Trần Thị Ánh")
    question, joined = await house.question(f"{first}/1"), await house.question(f"{again}/1")
    async with house.room.database.transaction() as session:
        await mark_duplicate(session, house.unit_id, joined.id, question.code, Actor("o1", "Hoa"), house.now)
    ids = {"unit_id": house.unit_id, "conference_id": house.conference_id, "occurred_at": house.now}
    economy = DepartmentRef(key="economy", name="Phòng Kinh tế")
    await house.tell(
        AnswerApproved(
            question_id=question.id, version=1, kind=AnswerKind.ANSWER, text="Nộp tại một cửa, 05 ngày.", sha256="x",
            department=economy, approved_by="PCT", **ids,
        )
    )  # fmt: skip
    page = (await house.citizen().get(f"/tra-cuu/{again}")).text
    assert "Được ghép với câu hỏi cùng nội dung đã nhận trước" in page and "các bước sau đây" in page
    assert "Đã có câu trả lời được duyệt" in page
    assert "Nộp tại một cửa" not in page and first not in page and "Nguyễn Văn Cường" not in page
    await house.tell(QuestionConcluded(question_id=question.id, outcome=Outcome.ANSWERED_IN_HALL, seq=3, **ids))
    assert "Nộp tại một cửa, 05 ngày." in (await house.citizen().get(f"/tra-cuu/{again}")).text


async def test_a_duplicate_whose_first_question_was_taken_back_goes_its_own_way(house: House) -> None:
    first, again = await house.register(), await house.register(full_name="Trần Thị Ánh")
    joined = await house.question(f"{again}/1")
    async with house.room.database.transaction() as session:
        await mark_duplicate(session, house.unit_id, joined.id, f"{first}/1", Actor("o1", "Hoa"), house.now)
    browser = house.citizen()
    await browser.get(f"/tra-cuu/{first}/rut/1")
    await browser.post(f"/tra-cuu/{first}/rut/1", {})
    page = (await house.citizen().get(f"/tra-cuu/{again}")).text
    assert "Câu hỏi của ông/bà vẫn được trả lời" in page and "các bước sau đây" not in page


async def test_the_public_plan_keeps_the_offices_own_duties_out(house: House) -> None:
    duty = PlannedDate(key="assigned", label="Phân công xong phiếu cuối cùng", at=house.now, words="một ngày")
    plan = house.announced(version=2)
    await house.tell(plan.model_copy(update={"dates": (*plan.dates, duty)}))
    page = (await house.citizen().get(f"/hoi-nghi/{house.slug}")).text
    assert "Hết hạn nhận phiếu" in page and "Phân công xong" not in page


@rule("R-186", "R-199")
async def test_a_hybrid_conference_names_its_branch_points_to_citizens(house: House) -> None:
    fact = house.announced(version=2)
    hall = PointRef(key="hall", name=fact.venue, short_name="Hội trường", address="", is_hall=True)
    branch = PointRef(key="chi-nhanh-1", name="Điểm cầu Chi nhánh số 1", short_name="Chi nhánh 1", address="")
    await house.tell(fact.model_copy(update={"points": (hall, branch)}))
    assert "Điểm cầu Chi nhánh số 1" in (await house.citizen().get(f"/hoi-nghi/{house.slug}")).text
    await house.session_opens()
    closed = (await house.citizen().get(f"/hoi-nghi/{house.slug}/dang-ky")).text
    assert f"{fact.venue}; Điểm cầu Chi nhánh số 1" in closed


@rule("R-024")
async def test_the_public_pages_lead_to_the_picture_exactly_while_there_is_one(house: House) -> None:
    branch = PointRef(key="chi-nhanh-1", name="Điểm cầu Chi nhánh số 1", short_name="Chi nhánh 1", address="")
    await house.tell(house.announced(version=2).model_copy(update={"points": (branch,)}))
    link = f"/meeting/watch/{house.slug}"

    async def leads() -> list[bool]:
        pages = [await house.citizen().get(path) for path in (f"/hoi-nghi/{house.slug}", f"/don-vi/{house.unit_id}")]
        return [link in page.text for page in pages]

    async def choose(watching: Watching) -> None:
        about = {"unit_id": house.unit_id, "occurred_at": house.now, "conference_id": house.conference_id}
        await house.tell(WatchingChosen(**about, watching=watching))

    assert await leads() == [False, False]
    await house.session_opens()
    assert await leads() == [True, True]
    await choose(Watching.OFF)
    assert await leads() == [False, False]
    await choose(Watching.ARCHIVE)
    await house.session_ends()
    assert (await leads())[0], "the page of the conference leads to the recording"
    await choose(Watching.LIVE)
    assert await leads() == [False, False]


async def test_the_front_page_of_several_units_keeps_their_conferences_apart(house: House) -> None:
    other = await House(house.app, house.private_key).open()
    page = (await house.citizen().get("/")).text
    for one, stranger in ((house, other), (other, house)):
        section = page[page.index(f'id="u-{one.unit_id}"') :].partition("</section>")[0]
        assert f"/hoi-nghi/{one.slug}" in section and stranger.slug not in section
    await house.session_ends()
    assert f"/hoi-nghi/{house.slug}" not in (await house.citizen().get("/")).text


@rule("R-209")
async def test_who_registers_knows_beforehand_that_the_conference_is_recorded(house: House) -> None:
    words = "Hội nghị có ghi âm, ghi hình"
    browser = house.citizen()
    assert words not in (await browser.get(f"/hoi-nghi/{house.slug}")).text
    await house.tell(house.announced(version=2).model_copy(update={"recorded": True}))
    assert words in (await browser.get(f"/hoi-nghi/{house.slug}")).text
    assert words in (await browser.get(f"/hoi-nghi/{house.slug}/dang-ky")).text

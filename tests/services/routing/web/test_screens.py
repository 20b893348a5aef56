"""Every screen through HTTP: what each role sees and does, and what it is refused."""

import io
import re
import zipfile

import pytest
from pypdf import PdfReader

from services.routing.domain.life import Life
from shared.contracts import routing
from shared.contracts.meeting import Outcome
from shared.identity import Role
from shared.ids import new_id
from shared.web.excel import harmless
from tests.rules import rule
from tests.services.routing.house import House


async def test_the_whole_way_by_clicking(house, sit):
    question_id = await house.question()
    here = f"/routing/questions/{question_id}"
    async with sit(house.leader) as leader, sit(house.writer("office")) as writer:
        page = await leader.see("/routing/assign")
        assert str(question_id) in page and "Khớp" in page and "kể từ ngày 17/11/2026" in page
        fields = {"pick": str(question_id), f"department-{question_id}": "office", f"kind-{question_id}": "answer"}
        assert await leader.done("/routing/assign", **fields) == "Đã phân công 1 câu hỏi."
        assert "Soạn câu trả lời" in await writer.see(here)
        text = "Ông/bà nộp tại Điểm DVC số, xong trong ngày."
        draft = {"text": text, "legal_basis": "Điều 5", "kind": "answer", "saves": "0"}
        assert await writer.done(f"{here}/draft", **draft, then="save") == "Đã lưu dự thảo."
        assert (
            await writer.done(f"{here}/draft", **(draft | {"saves": "1"}), then="submit") == "Đã trình lãnh đạo duyệt."
        )
        assert text in await leader.see("/routing/approve")
        done = await leader.done(f"/routing/approve/{question_id}", version="1", decision="approve")
        assert done.startswith("Đã duyệt câu trả lời")
        assert "Không còn câu trả lời nào chờ duyệt" in await leader.see("/routing/approve")
        assert "Dấu vân tay" in await writer.see(here)
    await house.hear(house.concluded(question_id, Outcome.ABSENT))
    assert len(await house.facts(routing.AnswerReleased)) == 1


async def test_a_batch_leaves_out_what_somebody_else_assigned(house, sit):
    mine, taken = await house.question(), await house.held("economy")
    async with sit(house.leader) as leader:
        fields = {f"department-{q}": "office" for q in (mine, taken)}
        said = await leader.done("/routing/assign", pick=[str(mine), str(taken)], **fields)
        assert said.startswith("Đã phân công 1 câu hỏi. Không làm được 1 câu") and "Trần Minh Đức" in said
        status, said = await leader.refused("/routing/assign", pick=str(taken), **fields)
        assert status == 409 and "đã phân công trả lời lúc 09:00" in said
        assert (await leader.refused("/routing/assign"))[1].startswith("Chưa chọn câu hỏi nào")
        assert (await leader.refused("/routing/assign", pick="x"))[0] == 404


@rule("R-009", "R-001", "R-114")
async def test_the_report_to_the_superior_has_blanks_until_it_is_issued(house, sit):
    question_id = await house.held("economy")
    here = f"/routing/questions/{question_id}"
    async with sit(house.writer("economy")) as writer, sit(house.office) as office:
        assert (await writer.refused(f"{here}/escalate", escalate_reason=""))[0] == 422
        await writer.done(f"{here}/escalate", escalate_reason="Quy hoạch thuộc Thành phố")
        text = _pdf(await office.fetch(f"{here}/report.pdf"))
        assert "BÁO CÁO" in text and "UBND Thành phố Hà Nội" in text and "Quy hoạch thuộc Thành phố" in text
        assert re.search(r"Số:\s+/BC-UBND", text) and "45/BC-UBND" not in text
        await office.done(f"{here}/report", number="45/BC-UBND", on="2026-11-17")
        text = _pdf(await office.fetch(f"{here}/report.pdf"))
        assert "Số: 45/BC-UBND " in text and "ngày 17 tháng 11 năm 2026" in text
        assert "Quy hoạch thuộc Thành phố" in _docx(await office.fetch(f"{here}/report.docx"))
        assert (await office.refused(f"{here}/reply", number="9", on="2030-01-01", summary="x"))[0] == 422
        await office.done(f"{here}/reply", number="1203/UBND", on="2026-11-17", summary="Thành phố đồng ý")
        assert "Thành phố đồng ý" in await office.see("/routing/escalations")


@rule("R-044", "R-113", "R-037", "R-038", "R-107")
async def test_slip_proposal_and_compiled_report_are_papers(house, sit):
    waiting, answered = await house.question(), await house.approved()
    async with sit(house.office) as office:
        slip = _pdf(await office.fetch(f"/routing/questions/{answered}/transfer.pdf"))
        assert "PHIẾU CHUYỂN" in slip and "/PC-UBND" in slip and (await house.row(answered)).code in slip
        proposal = _pdf(await office.fetch("/routing/assign/proposal.pdf"))
        assert "TỜ TRÌNH" in proposal and "/TTr-VP" in proposal and (await house.row(waiting)).code in proposal
        compiled = _pdf(await office.fetch(f"/routing/conferences/{house.conference_id}/answers.pdf"))
        assert "Tổng số câu hỏi: 02" in compiled and "Có câu trả lời đã duyệt: 01" in compiled
        assert "Điểm DVC số" in compiled
        assert (await office.fetch("/routing/assign/proposal.exe")).status_code == 404


@rule("R-118", "R-123")
async def test_departments_report_to_the_office_which_notes_it(house, sit):
    async with sit(house.writer("economy")) as writer, sit(house.office) as office:
        await writer.done("/routing/reports", kind="difficulty", conference="", text="Thiếu máy quét tại một cửa")
        page = await office.see("/routing/reports")
        assert "Thiếu máy quét" in page and "Phòng Kinh tế" in page
        (report_id,) = re.findall(r"/routing/reports/([0-9a-f-]{36})/note", page)
        await office.done(f"/routing/reports/{report_id}/note")
        assert "ghi nhận lúc" in await office.see("/routing/reports")
        assert (await writer.refused(f"/routing/reports/{report_id}/note"))[0] == 403


async def test_filters_search_without_tones_and_export_the_same_rows(house, sit):
    event = house.accepted(text='=HYPERLINK("x") Thủ tục đất đai')
    await house.hear(event)
    await house.held("office")
    async with sit(house.office) as office:
        found = await office.see("/routing/questions?q=dat+dai")
        assert event.code in found and "Trang 1/1 · 1 câu hỏi" in found
        assert "1 câu hỏi" in await office.see("/routing/questions?life=assigned&department=office&clock=running")
        assert "Không có câu hỏi nào như vậy" in await office.see("/routing/questions?clock=overdue")
        await office.see("/routing/questions?life=x&conference=y&page=-3&clock=")
        sheet = await office.fetch("/routing/questions/export.xlsx?q=dat+dai")
        strings = zipfile.ZipFile(io.BytesIO(sheet.content)).read("xl/sharedStrings.xml").decode()
        assert "'=HYPERLINK" in strings and event.code in strings


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@x", "\tx"])
def test_no_cell_is_a_formula(text):
    assert harmless(text) == f"'{text}"
    assert harmless("Ông/bà") == "Ông/bà"


READERS = ("/routing/questions", "/routing/assign", "/routing/escalations", "/routing/reports", "/routing/")


@pytest.mark.parametrize("role", Role)
async def test_each_role_opens_exactly_its_screens(house, sit, role):
    question_id = await house.submitted()
    async with sit(house.officer("Ai Đó", role, department="office")) as desk:
        reads = 403 if role in (Role.ADMIN, Role.POINT_OPERATOR) else 200
        for path in (*READERS[:-1], f"/routing/questions/{question_id}"):
            await desk.see(path, reads)
        await desk.see("/routing/", 200)
        await desk.see("/routing/approve", 200 if role is Role.LEADER else 403)


WRITES = [
    ("/routing/assign", {Role.LEADER}),
    ("/routing/assign/proposals", {Role.HOST_OFFICE}),
    ("/routing/questions/{q}/draft", {Role.DEPARTMENT}),
    ("/routing/questions/{q}/revise", {Role.DEPARTMENT}),
    ("/routing/questions/{q}/redirect/decide", {Role.LEADER}),
    ("/routing/questions/{q}/report", {Role.HOST_OFFICE}),
    ("/routing/questions/{q}/reply", {Role.HOST_OFFICE}),
    ("/routing/approve/{q}", {Role.LEADER}),
    ("/routing/reports", {Role.DEPARTMENT}),
]


@rule("C-15")
@pytest.mark.parametrize(("path", "roles"), WRITES)
async def test_each_act_belongs_to_its_roles(house, sit, path, roles):
    question_id = await house.held("economy")
    for role in Role:
        async with sit(house.officer("Ai Đó", role, department="office")) as desk:
            answer = await desk.send(path.format(q=question_id))
            assert (answer.status_code == 403 and "không có quyền" in answer.text) == (role not in roles), role
    assert (await house.row(question_id)).life is Life.ASSIGNED


async def test_another_unit_sees_and_changes_nothing(house, sit, routing_database):
    other = await House.open(routing_database)
    question_id = await other.submitted()
    async with sit(house.leader) as leader, sit(house.office) as office:
        for path in (f"/routing/questions/{question_id}", f"/routing/conferences/{other.conference_id}/answers.pdf"):
            assert (await office.fetch(path)).status_code == 404
        assert (await other.row(question_id)).code not in await office.see("/routing/questions")
        sent = await leader.refused(f"/routing/approve/{question_id}", version="1", decision="approve")
        assert sent[0] == 404
    assert (await other.row(question_id)).life is Life.SUBMITTED


@rule("R-013")
async def test_drafts_and_comments_stay_within_the_circle(house, sit):
    question_id = await house.held("office")
    await house.write(question_id, "Nội dung chưa duyệt", house.writer("office"), submit=False)
    async with sit(house.writer("economy")) as outside, sit(house.office) as office:
        page = await outside.see(f"/routing/questions/{question_id}")
        assert "Nội dung chưa duyệt" not in page and "Trao đổi nội bộ" not in page
        assert "Nội dung chưa duyệt" in await office.see(f"/routing/questions/{question_id}")
        assert (await outside.refused(f"/routing/questions/{question_id}/comment", comment="x"))[0] == 403


async def test_script_in_a_question_is_text(house, sit):
    event = house.accepted(text="<script>alert(1)</script> Khai sinh?")
    await house.hear(event)
    async with sit(house.office) as office:
        for path in ("/routing/questions", "/routing/assign", f"/routing/questions/{event.question_id}"):
            assert "<script>alert" not in await office.see(path)


async def test_the_same_command_is_applied_once(house, sit):
    question_id = await house.held("office")
    async with sit(house.office) as office:
        same = {"command_id": str(new_id()), "comment": "Một lần"}
        for _ in range(3):
            await office.done(f"/routing/questions/{question_id}/comment", **same)
        page = await office.see(f"/routing/questions/{question_id}")
        assert page.count("Một lần") == 1


async def test_the_home_page_has_something_for_everyone(house, sit):
    await house.submitted("office")
    await house.held("office")
    async with sit(house.writer("office")) as writer:
        assert "Câu trả lời đơn vị tôi phải soạn" in await writer.see("/routing/")
    async with sit(house.writer("military")) as idle:
        assert "Không còn câu trả lời nào phải soạn" in await idle.see("/routing/")
    async with sit(house.leader) as leader:
        assert "Duyệt lần lượt (1)" in await leader.see("/routing/")
    async with sit(house.officer("Quang", Role.ADMIN)) as admin:
        assert "/routing/unit" in await admin.see("/routing/")


def _pdf(answer) -> str:
    assert answer.status_code == 200, answer.text[:300]
    text = "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(answer.content)).pages)
    return re.sub(r"\s+", " ", text)


def _docx(answer) -> str:
    assert answer.status_code == 200
    xml = zipfile.ZipFile(io.BytesIO(answer.content)).read("word/document.xml").decode()
    return re.sub(r"<[^>]+>", "", xml)


async def test_the_menu_counts_what_only_this_desk_can_move_on(house, sit):
    async def waits(officer) -> dict[str, object]:
        async with sit(officer) as desk:
            return dict((await desk.fetch("/routing/waiting-count")).json())

    await house.question()
    await house.submitted()
    await house.held("office")
    await house.held("economy")
    assert (await waits(house.writer("office")))["count"] == 1
    assert await waits(house.leader) == {"count": 2, "words": "2 việc đến lượt ông/bà"}
    assert await waits(house.office) == {"count": 0, "words": ""}
    async with sit(house.leader) as desk:
        assert 'waiting-count src="/routing/waiting-count"' in await desk.see("/routing/")


async def test_the_home_page_leads_to_what_waits_in_other_rooms(house, sit):
    for officer, there in ((house.office, "/intake/"), (house.officer("Bùi Thị Ngọc", Role.CLERK), "/notify/")):
        async with sit(officer) as desk:
            page = await desk.see("/routing/")
        assert f'waiting-count src="{there}waiting-count" words' in page
    async with sit(house.writer()) as desk:
        assert "/intake/waiting-count" not in await desk.see("/routing/")

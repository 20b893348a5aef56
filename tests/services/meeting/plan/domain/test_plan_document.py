"""Kế hoạch on paper: the unit's own words with this conference's day, blanks where văn thư writes."""

from dataclasses import replace
from datetime import date

from services.meeting.domain.house_style import Issue
from services.meeting.domain.plan_document import plan_document
from shared.documents.blocks import Bullets, Heading, Paragraph, Table
from shared.documents.model import DRAFT_MARK
from shared.documents.numbers import reference
from shared.documents.phrases import date_line
from tests.rules import rule
from tests.services.meeting.plan.domain.frames import PROFILE, plan_for
from tests.services.meeting.plan.offices import wish

T = date(2026, 11, 26)
ISSUED = Issue("98a", date(2026, 11, 2), 2026, "deputy_for_committee", "Trần Minh Đức")


def document(issue: Issue = ISSUED, watermark: str | None = None):
    return plan_document(PROFILE, wish(), plan_for(T).dates, issue, watermark)


def text_of(blocks) -> list[str]:
    lines = []
    for block in blocks:
        match block:
            case Heading():
                lines.append(block.text)
            case Paragraph():
                lines.append("".join(run.text for run in block.runs))
            case Bullets():
                lines += [f"{block.mark} {''.join(run.text for run in item)}" for item in block.items]
            case Table():
                lines += [" | ".join(row) for row in block.rows]
    return lines


@rule("R-001", "R-061", "R-063")
def test_a_draft_has_a_blank_number_and_day_and_says_that_it_is_a_draft():
    draft = document(Issue(year=2026), DRAFT_MARK)
    assert draft.number is not None
    assert draft.number.text is None
    assert "ngày\u00a0" in (date_line(draft) or "")
    assert draft.watermark == DRAFT_MARK
    assert text_of(draft.annexes[1].blocks)[0].split(" | ")[2] == "từ khi công bố Kế hoạch"


@rule("R-001", "R-063", "R-125")
def test_an_issued_plan_has_its_number_day_and_signer():
    issued = document()
    assert reference(issued.number) == "98a/KH-UBND"
    assert date_line(issued) == "Phú Xuyên, ngày 02 tháng 11 năm 2026"
    assert issued.signatures[0].capacity == ("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH")
    assert issued.signatures[0].name == "Trần Minh Đức"


@rule("R-062", "R-075", "R-124", "C-25")
def test_all_three_sections_stand_there_in_the_words_of_the_unit():
    plan = document()
    assert plan.kind == "KẾ HOẠCH"
    assert plan.subject.startswith("Tổ chức Hội nghị đối thoại giữa Lãnh đạo UBND xã với người dân, tổ chức và doanh")
    lines = text_of(plan.blocks)
    assert [line for line in lines if line.startswith("I")] == [
        "I. MỤC ĐÍCH, YÊU CẦU",
        "II. NỘI DUNG THỰC HIỆN",
        "III. TỔ CHỨC THỰC HIỆN",
    ]
    assert "* Chú ý: Hội nghị không đối thoại những nội dung liên quan đến khiếu nại, tố cáo." in lines
    assert "+ Email: ubnd_phuxuyen@hanoi.gov.vn" in lines
    assert plan.recipients == PROFILE.plan.distribution


@rule("R-035", "R-036", "R-076", "R-079")
def test_time_place_and_chair_are_those_of_this_conference():
    lines = text_of(document().blocks)
    at = lines.index("2. Thời gian và địa điểm")
    assert lines[at + 1 : at + 4] == [
        "- Thời gian: 14 giờ 00, Thứ Năm, ngày 26 tháng 11 năm 2026.",
        "- Địa điểm: Hội trường tầng 2 Đảng ủy xã Phú Xuyên.",
        "- Chủ trì: Trần Minh Đức, Phó Chủ tịch UBND xã.",
    ]


@rule("R-089", "C-01")
def test_the_closing_day_is_told_beside_the_words_of_the_plan():
    told = "trước 10 ngày diễn ra buổi đối thoại (chậm nhất đến hết Thứ Hai, 16/11/2026)"
    assert sum(told in line for line in text_of(document().blocks)) == 1


@rule("R-105", "R-202", "R-126")
def test_the_form_and_the_dates_are_annexed_under_the_plans_number():
    form, dates = document().annexes
    assert form.title == "PHIẾU ĐĂNG KÝ THAM GIA ĐỐI THOẠI"
    assert form.reference == "(Kèm theo Kế hoạch số 98a/KH-UBND ngày 02 tháng 11 năm 2026 của UBND xã Phú Xuyên)"
    rows = text_of(dates.blocks)
    assert len(rows) == len(plan_for(T).dates)
    assert rows[1] == (
        "2 | Hết hạn gửi Phiếu đăng ký | đến hết Thứ Hai, 16/11/2026 | "
        "Gửi Phiếu đăng ký trước 10 ngày diễn ra buổi đối thoại."
    )


def test_another_day_changes_only_the_days():
    moved = plan_document(PROFILE, replace(wish(), venue="Nhà văn hóa"), plan_for(date(2026, 12, 3)).dates, ISSUED)
    here, there = text_of(document().blocks), text_of(moved.blocks)
    assert len(here) == len(there)
    assert {a for a, b in zip(here, there, strict=True) if a != b} == {
        line for line in here if line.startswith("- Địa điểm") or "chậm nhất đến hết" in line
    }

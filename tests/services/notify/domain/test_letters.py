"""The letters as their reader gets them."""

from datetime import date, datetime
from typing import Any

import pytest
from pypdf import PdfReader

from services.notify.domain.letters import Issue, letter_document, letter_name_of, subject_of, text_blocks
from services.notify.domain.recipient import Recipient
from shared.calendar.words import HO_CHI_MINH
from shared.contracts.meeting import OWED_IN_WRITING
from shared.contracts.notify import Delivery, Purpose
from shared.documents.blocks import Bullets, Paragraph
from shared.documents.pdf import pdf_bytes
from shared.profiles import load_profile
from tests.rules import rule

PROFILE = load_profile("phu-xuyen")
MAN = Recipient("Nguyễn Văn Cường", address="số 12, thôn Nam Quất, xã Phú Xuyên, thành phố Hà Nội")
DRAFT = Issue(None, "/UBND-VP", None, "deputy_for_committee", "")
ISSUED = Issue(7, "/UBND-VP", date(2026, 12, 3), "deputy_for_committee", "Lê Văn Bình")
ANSWER: dict[str, Any] = {
    "code": "7KQM-2DXA/1",
    "conference_title": "Hội nghị đối thoại 6 tháng cuối năm 2026",
    "outcome": "absent",
    "kind": "answer",
    "question_text": "Hồ sơ tách thửa của tôi vướng ở đâu?",
    "received_at": datetime(2026, 11, 20, 1, tzinfo=HO_CHI_MINH).isoformat(),
    "answer_text": "Hồ sơ đang ở bước trích đo.\n- Bước một xong\n- Bước hai đang làm",
    "legal_basis": "khoản 2 Điều 220 Luật Đất đai năm 2024.",
    "department": "Phòng Kinh tế",
}


def text_of(content: dict[str, Any], issue: Issue = ISSUED, to: Recipient | None = MAN, **more: Any) -> str:
    import io

    document = letter_document(
        PROFILE, more.get("purpose", Purpose.ANSWER), content, to, issue, "http://a/tra-cuu/7KQM-2DXA"
    )
    pages = PdfReader(io.BytesIO(pdf_bytes(document))).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split()).replace("\u2011", "-")


@rule("R-033", "R-095", "R-096", "R-112")
def test_an_answer_says_which_form_what_was_asked_the_answer_and_its_basis():
    text = text_of(ANSWER)
    for part in (
        "Số: 07/UBND-VP",
        "V/v trả lời nội dung Phiếu đăng ký đối thoại số 7KQM-2DXA/1",
        "Phú Xuyên, ngày 03 tháng 12 năm 2026",
        "Kính gửi: Ông/Bà Nguyễn Văn Cường",
        "thôn Nam Quất",
        "Phiếu đăng ký tham gia đối thoại số 7KQM-2DXA/1 ngày 20/11/2026",
        "Hồ sơ tách thửa của tôi vướng ở đâu?",
        "Do ông/bà không có mặt tại Hội nghị",
        "Hồ sơ đang ở bước trích đo.",
        "Căn cứ: khoản 2 Điều 220 Luật Đất đai năm 2024.",
        "trân trọng cảm ơn",
        "./.",
        "- Như trên;",
        "Phòng Kinh tế (t/h);",
        "Lưu: VT, VP.",
        "KT. CHỦ TỊCH",
        "Lê Văn Bình",
    ):
        assert part in text, part
    assert "DỰ THẢO" not in text


@rule("R-001")
def test_a_draft_has_its_mark_and_blanks_for_number_and_date():
    text = text_of(ANSWER, DRAFT)
    assert "DỰ THẢO" in text and "07/UBND-VP" not in text
    assert "Lê Văn Bình" not in text


@rule("R-095", "C-12")
@pytest.mark.parametrize("outcome", sorted(OWED_IN_WRITING))
def test_every_outcome_that_owes_writing_has_its_sentence(outcome: str):
    assert "như sau:" in text_of(ANSWER | {"outcome": outcome})


@rule("R-044", "R-113")
def test_guidance_says_that_we_are_not_responsible_and_who_is():
    text = text_of(ANSWER | {"kind": "guidance", "answer_text": "Xin liên hệ Công an xã Phú Xuyên."})
    assert "không thuộc trách nhiệm giải quyết" in text and "Công an xã" in text
    assert "V/v hướng dẫn liên hệ cơ quan có thẩm quyền" in text


@rule("R-074")
def test_a_notice_says_its_reason_once_and_never_repeats_the_question():
    notice = {
        "code": "7KQM-2DXA/1",
        "conference_title": "Hội nghị",
        "reason": "denunciation",
        "notice": "Lý do.\n\n- Nơi gửi.",
    }
    text = text_of(notice, purpose=Purpose.TURNED_AWAY)
    assert text.count("Lý do.") == 1 and "- Nơi gửi." in text
    assert "tố cáo" not in subject_of(Purpose.TURNED_AWAY, notice)
    assert "(t/h)" not in text


@rule("R-001")
def test_a_correction_names_the_letter_it_replaces():
    name = letter_name_of(7, "/UBND-VP", date(2026, 12, 3))
    assert "Công văn này thay thế Công văn số 07/UBND-VP ngày 03/12/2026." in text_of(ANSWER | {"replaces": name})


def test_an_organisation_is_addressed_with_its_representative():
    text = text_of(ANSWER, to=Recipient("Lê Thị Hà", "Công ty TNHH Phú Mỹ"))
    assert "Kính gửi: Công ty TNHH Phú Mỹ (người đại diện: ông/bà Lê Thị Hà)" in text


def test_while_the_name_is_on_its_way_the_code_stands_for_it():
    assert "Kính gửi: Ông/Bà (phiếu 7KQM-2DXA/1)" in text_of(ANSWER, DRAFT, to=None)


@rule("R-023", "R-095")
def test_the_channel_follows_from_what_the_person_gave():
    assert Recipient("A", email="a@b.vn", address="x").channel is Delivery.EMAIL
    assert Recipient("A", address="x").channel is Delivery.POST
    assert Recipient("A").channel is Delivery.HAND


def test_lines_with_a_dash_become_items():
    kinds = [type(block) for block in text_blocks("Một\n\n- hai\n– ba\n-")]
    assert kinds == [Paragraph, Bullets, Bullets, Paragraph]

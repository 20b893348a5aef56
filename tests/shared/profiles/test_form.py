"""The form of the profile is the form of the plan, and the electronic one adds what the law asks."""

from shared.profiles import load_profile
from tests.rules import rule

FORM = load_profile("phu-xuyen").form


@rule("R-126", "R-127")
def test_the_head_of_the_form_is_the_printed_one():
    assert (FORM.national_title, FORM.motto) == ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc")
    assert FORM.title == "PHIẾU ĐĂNG KÝ THAM GIA ĐỐI THOẠI"
    assert "đánh máy hoặc viết tay" in FORM.note


@rule("R-129", "R-132", "R-133")
def test_the_fields_stand_in_the_printed_order():
    printed = [f.label for f in FORM.fields if f.printed]
    assert printed == [
        "Họ và tên",
        "Điện thoại liên hệ",
        "Địa chỉ",
        "Địa chỉ email",
        "1. Về thủ tục hành chính",
        "2. Về giải quyết thủ tục hành chính",
    ]
    assert [FORM.field(k).rows for k in ("content_tthc", "content_settlement")] == [6, 4]


def test_the_footnotes_speak_to_organisations():
    assert [f.mark for f in FORM.footnotes] == ["¹", "²"]
    assert "tên người đại diện và tên tổ chức" in FORM.footnotes[0].text
    assert FORM.footnotes[1].text == "Đóng dấu của đơn vị đối với doanh nghiệp"


@rule("R-134")
def test_the_foot_of_the_form_has_place_date_and_signature():
    assert FORM.place_date.format(day="05", month="6", year=2026) == "Phú Xuyên, ngày 05 tháng 6 năm 2026"
    assert FORM.signature_title == "NGƯỜI ĐĂNG KÝ²"


def test_the_sender_declares_that_the_content_is_true():
    accuracy = FORM.declarations[0]
    assert accuracy.key == "accuracy"
    assert accuracy.required
    assert "chịu trách nhiệm trước pháp luật" in accuracy.text


@rule("C-26")
def test_nobody_is_refused_by_a_declaration_alone():
    assert [d.required for d in FORM.declarations if d.key == "participation"] == [False]


def test_silence_never_publishes_a_name():
    assert FORM.publication.fallback == "no"
    assert [o.value for o in FORM.publication.options] == ["no", "yes"]


def test_the_privacy_notice_names_controller_purpose_data_recipients_term_and_rights():
    privacy = FORM.privacy
    assert "UBND xã Phú Xuyên" in privacy.controller
    assert privacy.purposes and privacy.data and privacy.recipients and privacy.rights
    assert (privacy.retention_years, "5 năm" in privacy.retention) == (5, True)
    assert "căn cước" in privacy.not_asked
    assert "91/2025/QH15" in privacy.basis

"""The layout rules of Nghị định 30/2020, measured on the printed page."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from shared.documents.blocks import paragraph
from shared.documents.model import Document
from shared.documents.pdf import pdf_bytes
from shared.documents.phrases import MOTTO, NATION
from tests.rules import rule
from tests.shared.documents.measuring import MM, line, lines, pages, rules, spans
from tests.shared.documents.samples import SAMPLES, answer, form, invitation, minutes, plan

TRAILING_SPACE = 1.3
every_sample = pytest.mark.parametrize("sample", SAMPLES.values(), ids=SAMPLES.keys())


@every_sample
def test_paper_is_a4_with_the_margins_of_the_decree(sample: Callable[[], Document]) -> None:
    for page in pages(pdf_bytes(sample())):
        width, height = float(page.mediabox.width) / MM, float(page.mediabox.height) / MM
        assert sorted((round(width), round(height))) == [210, 297]
        texts = [one for one in lines(page) if one.size < 60 and not one.text.isdigit()]
        assert min(one.x for one in texts) >= 29.9
        assert max(one.y for one in texts) <= height - 20
        assert min(one.y for one in texts) >= 20
        if width < height and not any(one.size > 60 for one in lines(page)):
            assert max(right for _, right in spans(page)) <= 195 + TRAILING_SPACE


@every_sample
def test_only_the_vendored_faces_are_used(sample: Callable[[], Document]) -> None:
    for page in pages(pdf_bytes(sample())):
        assert {one.font.split("-")[0] for one in lines(page)} == {"Tinos"}


@every_sample
@rule("R-126")
def test_the_national_title_never_wraps(sample: Callable[[], Document]) -> None:
    first = pages(pdf_bytes(sample()))[0]
    nation, motto = line(first, "CỘNG HÒA"), line(first, "Độc lập")
    assert (nation.text, nation.size, nation.font) == (NATION, 13.0, "Tinos-Bold")
    assert (motto.text, motto.size, motto.font) == (MOTTO, 14.0, "Tinos-Bold")


def test_the_motto_is_underlined_over_its_whole_length() -> None:
    first = pages(pdf_bytes(answer()))[0]
    motto = line(first, "Độc lập")
    under = [length for length, y in rules(first) if 0 < y - motto.y < 4 and length > 40]
    assert under == [pytest.approx(60.4, abs=0.5)]


def test_the_body_that_issues_is_bold_and_its_superior_plain() -> None:
    first = pages(pdf_bytes(invitation()))[0]
    assert line(first, "THÀNH PHỐ HÀ NỘI").font == "Tinos-Regular"
    assert line(first, "TRUNG TÂM PHỤC VỤ").font == "Tinos-Bold"
    assert line(first, "Số: 98a/GM-TTPVHCC").size == 13.0


def test_short_rules_are_a_third_to_a_half_of_their_line() -> None:
    first = pages(pdf_bytes(minutes()))[0]
    organ, subject, _motto = sorted(length for length, y in rules(first) if y < 60)
    assert 35 / 3 <= organ <= 35 / 2
    assert 134 / 3 <= subject <= 134 / 2


def test_number_and_date_stand_on_one_line() -> None:
    first = pages(pdf_bytes(answer()))[0]
    number, day = line(first, "Số: 07/UBND-VP"), line(first, "Láng, ngày 05 tháng 02 năm 2026")
    assert (number.font, number.size) == ("Tinos-Regular", 13.0)
    assert (day.font, day.size) == ("Tinos-Italic", 14.0)
    assert number.y == pytest.approx(day.y, abs=1)
    assert number.x < 105 < day.x


def test_the_subject_of_a_cong_van_stands_under_its_number() -> None:
    first = pages(pdf_bytes(answer()))[0]
    about = line(first, "V/v trả lời")
    assert about.size == 12.0 and about.y > line(first, "Số:").y and about.x < 90


def test_type_and_subject_are_bold_and_centred() -> None:
    first = pages(pdf_bytes(minutes()))[0]
    kind, subject = line(first, "BIÊN BẢN"), line(first, "Hội nghị đối thoại về")
    assert {kind.font, subject.font} == {"Tinos-Bold"}
    assert {kind.size, subject.size} == {14.0}
    assert kind.x + 10 == pytest.approx(30 + 165 / 2, abs=2)


@rule("R-001")
def test_page_numbers_begin_on_page_two_in_the_middle_of_the_top_margin() -> None:
    first, second, annex = pages(pdf_bytes(plan()))
    (number,) = [one for one in lines(second) if one.y < 20]
    assert (number.text, number.size, number.font) == ("2", 13.0, "Tinos-Regular")
    assert 10 < number.y < 20
    assert number.x + 1.15 == pytest.approx(30 + 165 / 2, abs=0.3)
    for page in (first, annex):
        assert not [one for one in lines(page) if one.y < 20]


def test_an_annex_counts_its_own_pages() -> None:
    document = plan()
    long = replace(document.annexes[0], blocks=tuple(paragraph(f"Mục {count}") for count in range(60)))
    printed = pages(pdf_bytes(replace(document, annexes=(long, long))))
    heads = [[one.text for one in lines(page) if one.y < 20] for page in printed]
    assert heads[:2] == [[], ["2"]]
    assert heads[2:] == [[], ["2"], ["3"]] * 2


def test_body_is_14_points_with_an_indented_first_line() -> None:
    first = pages(pdf_bytes(answer()))[0]
    begin, follow = line(first, "Theo quy định"), line(first, "năm 2025 của Chính phủ")
    assert (begin.size, follow.size) == (14.0, 14.0)
    assert begin.x == pytest.approx(42.7, abs=0.05)
    assert follow.x == pytest.approx(30, abs=0.05)


def test_body_lines_are_justified_to_the_right_margin() -> None:
    first = pages(pdf_bytes(answer()))[0]
    full = [right for left, right in spans(first) if 29.9 < left < 43 and right > 180]
    assert len([right for right in full if 195 - 0.1 <= right <= 195 + TRAILING_SPACE]) >= 4


def test_paragraphs_stand_six_points_further_apart_than_lines() -> None:
    first = pages(pdf_bytes(answer()))[0]
    one, two = line(first, "Theo quy định").y, line(first, "năm 2025 của Chính phủ").y
    last, following = line(first, "UBND phường đã chỉ đạo").y, line(first, "2. Về giấy tờ").y
    pitch = (two - one) * MM
    assert 14 * 1.15 <= pitch <= 14 * 1.5
    assert (following - last) * MM - pitch >= 5.99


def test_headings_follow_their_level() -> None:
    first = pages(pdf_bytes(plan()))[0]
    assert line(first, "I. MỤC ĐÍCH, YÊU CẦU").font == "Tinos-Bold"
    assert line(first, "1. Mục đích").font == "Tinos-Bold"
    assert line(first, "a) Những vướng mắc").font == "Tinos-Regular"


def test_legal_basis_is_italic_and_punctuated() -> None:
    first = pages(pdf_bytes(plan()))[0]
    basis = line(first, "Căn cứ Luật Tổ chức")
    assert basis.font == "Tinos-Italic" and basis.text.endswith("địa phương;")
    assert line(first, "xã Phú Xuyên về việc").text.endswith(";")
    assert line(first, "xã.").text == "xã."


@rule("R-124", "R-125")
def test_recipients_stand_left_of_the_signature() -> None:
    second = pages(pdf_bytes(plan()))[1]
    label, entry = line(second, "Nơi nhận:"), line(second, "- Lưu: VT.")
    assert (label.font, label.size) == ("Tinos-BoldItalic", 12.0)
    assert (entry.font, entry.size, round(entry.x)) == ("Tinos-Regular", 11.0, 30)
    capacity, name = line(second, "TM. ỦY BAN NHÂN DÂN"), line(second, "Nguyễn Thành Chung")
    assert capacity.y == pytest.approx(label.y, abs=1.5)
    assert (capacity.font, capacity.size, name.font, name.size) == ("Tinos-Bold", 14.0) * 2
    assert line(second, "PHÓ CHỦ TỊCH").y > line(second, "KT. CHỦ TỊCH").y > capacity.y
    assert name.y - line(second, "PHÓ CHỦ TỊCH").y > 25
    assert capacity.x > 105


def test_two_signatures_stand_beside_each_other_with_names_level() -> None:
    first = pages(pdf_bytes(minutes()))[0]
    clerk, chair = line(first, "THƯ KÝ"), line(first, "CHỦ TRÌ")
    assert clerk.x < 105 < chair.x
    assert clerk.y == pytest.approx(chair.y, abs=0.1)
    assert line(first, "Lê Thị Bích").y == pytest.approx(line(first, "Nguyễn Thành Chung").y, abs=0.1)


def test_a_signature_takes_the_last_paragraph_with_it_to_a_new_page() -> None:
    for count in range(24, 34):
        body = tuple(paragraph(f"Đoạn {number}") for number in range(count))
        for page in pages(pdf_bytes(replace(answer(), blocks=body, qr=None))):
            if any(one.text.startswith("TM.") for one in lines(page)):
                assert [one for one in lines(page) if one.text.endswith("./.")], count


def test_footnotes_stand_at_the_foot_of_the_page() -> None:
    (page,) = pages(pdf_bytes(form()))
    assert line(page, "² Đóng dấu").y > 270
    assert line(page, "¹ Đối với").size == 11.0

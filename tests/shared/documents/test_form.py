from dataclasses import replace
from itertools import pairwise

from shared.documents.form import registration_form
from shared.documents.model import Qr
from shared.documents.pdf import pdf_bytes
from tests.rules import rule
from tests.shared.documents.measuring import line, lines, pages, row, words_of
from tests.shared.documents.samples import form


@rule("R-126", "R-127", "R-128", "R-129", "R-130", "R-131", "R-132", "R-133", "R-134")
def test_the_paper_form_has_every_label_of_the_plan_in_order() -> None:
    text = words_of(pdf_bytes(form()))
    labels = [
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "PHIẾU ĐĂNG KÝ THAM GIA ĐỐI THOẠI",
        "(Phiếu được đánh máy hoặc viết tay và điền đầy đủ thông tin liên hệ, nội dung đăng ký đối thoại",
        "Thôn Thao Chính, xã Phú Xuyên, thành phố Hà Nội",
        "ubnd_phuxuyen@hanoi.gov.vn",
        "Họ và tên¹:",
        "Điện thoại liên hệ:",
        "Địa chỉ (ghi rõ số nhà, thôn, xã, tỉnh)",
        "Địa chỉ email (nếu có):",
        "Đăng ký tham gia Hội nghị đối thoại với Lãnh đạo UBND xã",
        "1. Về thủ tục hành chính (chất lượng nội dung, tổ chức công khai, sáng kiến...):",
        "2. Về giải quyết thủ tục hành chính (cơ sở vật chất;",
        "Biên lai thu phí; kết quả giải quyết hồ sơ đúng hạn, sớm hạn, quá hạn;...):",
        "NGƯỜI ĐĂNG KÝ²",
        "(Ký, ghi rõ họ tên)",
        "¹ Đối với tổ chức, doanh nghiệp: Viết tên người đại diện và tên tổ chức, doanh nghiệp",
        "² Đóng dấu của đơn vị đối với doanh nghiệp",
    ]
    places = [text.find("".join(label.split())) for label in labels]
    assert -1 not in places and places == sorted(places)


@rule("R-129", "R-132", "R-133")
def test_the_form_has_six_and_four_lines_to_write_on_and_fits_one_page() -> None:
    (page,) = pages(pdf_bytes(form()))
    dotted = [one.y for one in lines(page) if set(one.text) == {"."} and one.x < 31]
    first, second = line(page, "1. Về thủ tục").y, line(page, "2. Về giải quyết").y
    assert len([y for y in dotted if first < y < second]) == 6
    assert len([y for y in dotted if second < y]) == 4
    gaps = [below - above for above, below in pairwise(dotted)]
    assert min(gaps) > 7


@rule("R-134")
def test_the_date_is_left_for_the_hand() -> None:
    (page,) = pages(pdf_bytes(form()))
    assert row(page, "Phú Xuyên, ngày") == ["Phú", "Xuyên,", "ngày", "tháng", "năm", "2026"]


def test_another_unit_gets_its_own_names_and_a_code_to_the_web_form() -> None:
    other = registration_form(
        unit="UBND phường Láng",
        return_address="Số 79 phố Láng, thành phố Hà Nội",
        return_email="ubnd_lang@hanoi.gov.vn",
        leader="Chủ tịch UBND phường",
        place="Láng",
        year=2027,
        online=Qr("https://doithoai.example/dang-ky", "Quét mã để đăng ký trực tuyến"),
    )
    printed = pdf_bytes(other)
    text = words_of(printed)
    assert "PhúXuyên" not in text and "ĐốithoạivớiChủtịchUBNDphường".lower() in text.lower()
    assert "Quétmãđểđăngkýtrựctuyến" in text and len(pages(printed)) == 1
    assert pdf_bytes(replace(other, qr=None)) != printed

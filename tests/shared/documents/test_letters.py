import pytest

from shared.documents.blocks import PageBreak, paragraph
from shared.documents.labels import PostalAddress, address_labels
from shared.documents.letters import cover_list, impose
from shared.documents.model import Document
from shared.documents.pdf import pdf_bytes
from tests.shared.documents.measuring import line, lines, pages, spans, words_of
from tests.shared.documents.samples import PHU_XUYEN, cover


def letter(name: str, length: int) -> bytes:
    blocks = [paragraph(f"{name} trang {place + 1}") for place in range(length)]
    parted = [piece for block in blocks for piece in (block, PageBreak())][:-1]
    return pdf_bytes(Document("", tuple(parted), closing=False))


def test_every_letter_begins_on_an_odd_page() -> None:
    batch = pages(impose([letter("A", 1), letter("B", 2), letter("C", 3), letter("D", 1)]))
    texts = ["".join(one.text for one in lines(page)) for page in batch]
    starts = {name: place for place, text in enumerate(texts, 1) for name in "ABCD" if f"{name} trang 1" in text}
    assert starts == {"A": 1, "B": 3, "C": 5, "D": 9}
    assert [place for place, text in enumerate(texts, 1) if not text] == [2, 8]
    assert {(round(page.mediabox.width), round(page.mediabox.height)) for page in batch} == {(595, 842)}


def test_the_same_letters_give_the_same_batch() -> None:
    batch = [letter("A", 1), letter("B", 2)]
    assert impose(batch) == impose(batch)


def test_an_empty_batch_is_refused() -> None:
    with pytest.raises(ValueError):
        impose([])
    with pytest.raises(ValueError):
        cover_list(PHU_XUYEN, "01", None, [])
    with pytest.raises(ValueError):
        address_labels([])


def test_the_cover_list_counts_its_letters_and_breaks_no_code() -> None:
    printed = pdf_bytes(cover())
    (page,) = pages(printed)
    for whole in ("45/UBND-VP", "RV123456789VN", "Ghi chú"):
        assert line(page, whole)
    assert "Tổngsố:03thư." in words_of(printed)
    assert line(page, "BÊN GIAO").x < 105 < line(page, "NHÂN VIÊN BƯU ĐIỆN").x


def address(number: int) -> PostalAddress:
    lines_ = ("Số 12, thôn Thao Chính", "xã Phú Xuyên, thành phố Hà Nội")
    return PostalAddress(f"Ông Nguyễn Văn {number:02d}", lines_, "0912345678", f"{number:02d}/UBND-VP")


def test_sixteen_labels_fill_a_sheet_two_across_and_eight_down() -> None:
    sheets = pages(address_labels([address(number) for number in range(17)]))
    assert len(sheets) == 2
    names = [one for one in lines(sheets[0]) if one.text.startswith("Ông")]
    assert [one.text for one in names] == [f"Ông Nguyễn Văn {number:02d}" for number in range(16)]
    assert {round(one.x) for one in names} == {8, 113}
    assert names[2].y - names[0].y == pytest.approx(297 / 8, abs=0.01)
    assert names[0].font == "Tinos-Bold"


def test_used_places_of_the_first_sheet_stay_empty() -> None:
    (sheet,) = pages(address_labels([address(1)], used=3))
    name = line(sheet, "Ông")
    assert round(name.x) == 113 and 297 / 8 < name.y < 297 / 4
    for used in (-1, 16):
        with pytest.raises(ValueError):
            address_labels([address(1)], used=used)


def test_a_long_address_shrinks_until_it_fits_its_label() -> None:
    long = PostalAddress(
        "Công ty " + "Thương mại và Dịch vụ " * 6, ("Lô 5, cụm công nghiệp " * 4, "xã Đại Xuyên"), "02433791827"
    )
    (sheet,) = pages(address_labels([address(1), long, address(2)]))
    own = [one for one in lines(sheet) if one.x > 105 and one.y < 297 / 8]
    assert max(one.y for one in own) < 297 / 8 - 3
    assert {one.size for one in own} < {7.0, 8.0, 9.0, 10.0, 11.0}
    assert line(sheet, "Ông Nguyễn Văn 01").size == 13.0
    assert max(right for _, right in spans(sheet)) < 210 - 7

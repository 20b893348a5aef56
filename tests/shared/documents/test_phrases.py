from datetime import date

import pytest

from shared.documents.model import Document, Letterhead
from shared.documents.phrases import about_line, date_line, date_words, listed, quoted, superior_lines
from tests.rules import rule


@pytest.mark.parametrize(
    ("day", "printed"),
    [
        (date(2026, 2, 5), "ngày 05 tháng 02 năm 2026"),
        (date(2026, 3, 9), "ngày 09 tháng 3 năm 2026"),
        (date(2026, 9, 30), "ngày 30 tháng 9 năm 2026"),
        (date(2026, 1, 10), "ngày 10 tháng 01 năm 2026"),
        (date(2026, 12, 31), "ngày 31 tháng 12 năm 2026"),
    ],
)
def test_days_below_ten_and_months_below_three_get_a_zero(day: date, printed: str) -> None:
    assert date_words(day, None) == printed


@rule("R-001", "R-061")
def test_a_draft_leaves_day_and_month_open_but_prints_its_year() -> None:
    words = date_words(None, 2026)
    assert words.split() == ["ngày", "tháng", "năm", "2026"]
    assert words.count("\u00a0") >= 10


def test_minutes_have_no_date_line() -> None:
    head = Letterhead(None, ("UBND xã",), "Láng")
    day = date(2026, 2, 5)
    assert date_line(Document("s", (), "BIÊN BẢN", head, date=day, dated=False)) is None
    assert date_line(Document("s", (), "KẾ HOẠCH", head, date=day)) == "Láng, ngày 05 tháng 02 năm 2026"


def test_only_a_cong_van_has_its_subject_under_the_number() -> None:
    assert about_line(Document("trả lời", ())) == "V/v trả lời"
    assert about_line(Document("V/v trả lời", ())) == "V/v trả lời"
    assert about_line(Document("trả lời", (), "KẾ HOẠCH")) is None


def test_a_list_ends_with_one_full_stop_whatever_was_typed() -> None:
    assert listed(["- Như trên;", "Sở Nội vụ", "Lưu: VT.;"]) == ("- Như trên;", "- Sở Nội vụ;", "- Lưu: VT.")
    assert listed(["một"], dash=False) == ("một.",)
    assert listed([]) == ()


def test_a_long_council_name_breaks_before_its_territory() -> None:
    assert superior_lines(Letterhead("Ủy ban nhân dân thành phố Hà Nội", ("x",), "")) == (
        "ỦY BAN NHÂN DÂN",
        "THÀNH PHỐ HÀ NỘI",
    )
    assert superior_lines(Letterhead("UBND thành phố Hà Nội", ("x",), "")) == ("UBND THÀNH PHỐ HÀ NỘI",)
    assert superior_lines(Letterhead(None, ("x",), "")) == ()


def test_a_quotation_opens_once_and_closes_once() -> None:
    assert quoted("một\n\n hai ") == ("“một", "hai”")
    assert quoted("một") == ("“một”",)
    assert quoted(" \n ") == ()

import pytest

from shared.documents.model import Number
from shared.documents.numbers import KIND_CODES, number_text, reference, symbol
from tests.rules import rule


@pytest.mark.parametrize(
    ("value", "printed"),
    [
        (1, "01"),
        (9, "09"),
        (10, "10"),
        (134, "134"),
        ("7", "07"),
        ("07", "07"),
        ("98a", "98a"),
        ("7b", "07b"),
        (" 5 ", "05"),
    ],
)
@rule("R-063")
def test_a_number_below_ten_gets_a_leading_zero_and_keeps_its_letter(value: int | str, printed: str) -> None:
    assert number_text(value) == printed


def test_a_named_type_puts_its_code_before_the_unit() -> None:
    assert symbol("KẾ HOẠCH", "UBND") == "KH-UBND"
    assert symbol("TỜ TRÌNH", "VP") == "TTr-VP"
    assert symbol("KẾ HOẠCH", "TTPVHCC") == "KH-TTPVHCC"


def test_a_cong_van_has_no_type_code_and_names_its_drafter() -> None:
    assert symbol(None, "UBND", "VP") == "UBND-VP"
    with pytest.raises(ValueError):
        symbol(None, "UBND")


def test_a_type_without_a_code_is_refused() -> None:
    with pytest.raises(KeyError):
        symbol("GIẤY TIẾP NHẬN PHIẾU", "UBND")
    assert "CÔNG VĂN" not in KIND_CODES


@rule("R-001")
def test_a_number_not_yet_given_leaves_room_before_the_stroke() -> None:
    assert reference(Number("34", "KH-UBND")) == "34/KH-UBND"
    blank = reference(Number(None, "KH-UBND"))
    assert blank.endswith("/KH-UBND")
    assert len(blank) >= len("98a/KH-UBND") and not blank.removesuffix("/KH-UBND").strip()

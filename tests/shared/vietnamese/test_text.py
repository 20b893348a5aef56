"""Text as it enters, and as it is searched."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.vietnamese import clean, fold, search_form

DIRTY = [
    ("  Nguyễn Văn A \t", "Nguyễn Văn A"),
    (unicodedata.normalize("NFD", "Đặng Thị Ánh"), "Đặng Thị Ánh"),
    ("dòng 1\r\ndòng 2\rdòng 3\u2028dòng 4", "dòng 1\ndòng 2\ndòng 3\ndòng 4"),
    ("\ufeffxã\u200b Phú\u00ad Xuyên", "xã Phú Xuyên"),
    ("ông\u202e gnô\u2066", "ông gnô"),
    ("số\x00 \x1b[31mnhà\x07", "số [31mnhà"),
    ("cách\u00a0rộng\u3000ra", "cách rộng ra"),
    ("hồ\ud800 sơ", "hồ sơ"),
    ("một  \n\n  hai", "một\n\nhai"),
    ("hoa\u200b\u0300", "hoà"),
    ("\n \n", ""),
]


@pytest.mark.parametrize(("raw", "expected"), DIRTY)
def test_what_enters_is_clean(raw, expected):
    assert clean(raw) == expected


@given(st.text(st.characters(), max_size=60))
def test_clean_text_is_stable_storable_and_visible(text):
    once = clean(text)
    assert clean(once) == once == unicodedata.normalize("NFC", once)
    assert not {unicodedata.category(char) for char in once if char != "\n"} & {"Cc", "Cf", "Cs", "Zl", "Zp"}
    assert once == once.strip(" \n")
    once.encode("utf-8")


FOLDED = [
    ("Nguyễn  Đức Thịnh", "nguyen duc thinh"),
    ("HOÀ giải", "hoa giai"),
    ("hòa GIẢI", "hoa giai"),
    ("Thuỷ Thủy", "thuy thuy"),
    ("xã Phú Xuyên\nthôn Thao Chính", "xa phu xuyen thon thao chinh"),
    ("Ưu ơi ăn ân ông êm ỷ", "uu oi an an ong em y"),
]


@pytest.mark.parametrize(("text", "expected"), FOLDED)
def test_folded_text_has_no_tones(text, expected):
    assert fold(text) == expected


@given(st.text(max_size=60))
def test_folding_twice_changes_nothing(text):
    assert fold(fold(text)) == fold(text)


@given(st.text(max_size=60))
def test_both_ways_of_composing_a_letter_fold_alike(text):
    assert fold(unicodedata.normalize("NFD", text)) == fold(unicodedata.normalize("NFC", text))


VIETNAMESE = "aàảãáạăằẳẵắặâầẩẫấậbcdđeèẻẽéẹêềểễếệghiìỉĩíịklmnoòỏõóọôồổỗốộơờởỡớợpqrstuùủũúụưừửữứựvxyỳỷỹýỵ "


@given(st.text(VIETNAMESE + VIETNAMESE.upper(), max_size=60))
def test_folded_vietnamese_is_plain_ascii(text):
    assert fold(text).isascii()


@pytest.mark.parametrize(("one", "other"), [("Mỹ", "Mĩ"), ("lý do", "lí do"), ("Quý", "Quí"), ("kỹ thuật", "kĩ thuật")])
def test_search_does_not_tell_i_from_y(one, other):
    assert search_form(one) == search_form(other)


@pytest.mark.parametrize(("one", "other"), [("tay", "tai"), ("Thúy", "Thúi"), ("ý", "í")])
def test_search_keeps_y_where_it_is_another_sound(one, other):
    assert search_form(one) != search_form(other)

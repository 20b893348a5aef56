import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from shared.documents.text import breakable, printable


def test_decomposed_vietnamese_is_composed() -> None:
    assert printable(unicodedata.normalize("NFD", "Nguyễn Thị Thắm")) == "Nguyễn Thị Thắm"


def test_controls_surrogates_and_direction_overrides_go() -> None:
    assert printable("a\x00b\ud800c\u202ed\u2066e\x1b") == "abcde"
    assert printable("a\r\nb\rc\u2028d\te") == "a\nb\nc\nd e"


def test_towers_of_accents_are_cut() -> None:
    assert len(printable("z" + "\u0301" * 500)) <= 5


def test_words_are_broken_only_above_the_limit() -> None:
    assert breakable("ngắn dài" * 2, 30) == "ngắn dài" * 2
    assert breakable("a" * 7, 3) == "aaa\u200baaa\u200ba"
    assert breakable("một hai", 3) == "một hai"


@given(st.text())
def test_printing_twice_changes_nothing(text: str) -> None:
    once = printable(text)
    assert printable(once) == once


@given(st.text(), st.integers(1, 40))
def test_break_points_add_no_other_character(text: str, longest: int) -> None:
    plain = printable(text).replace("\u200b", "")
    assert breakable(plain, longest).replace("\u200b", "") == plain

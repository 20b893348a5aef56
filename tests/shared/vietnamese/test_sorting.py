"""The order of Vietnamese names."""

import random
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.vietnamese import sort_key

ALPHABET = list("aăâbcdđeêghiklmnoôơpqrstuưvxy")
TONES = ["ma", "mà", "mả", "mã", "má", "mạ"]
PEOPLE = [
    "Trần Thị An",
    "Lê Văn Ân",
    "Bùi Cường",
    "Trần Dũng",
    "An Thị Đào",
    "Lê Đức",
    "Nguyễn Hoa",
    "Trần Hoa",
    "Nguyễn Hòa",
    "Trần Văn Hoàng",
    "Đặng Hồng",
    "Nguyễn Anh Tuấn",
    "Nguyễn Văn Tuấn",
    "Phạm Tuấn",
    "Ngô Ý",
]


def ordered(names: list[str]) -> list[str]:
    shuffled = random.Random(7).sample(names, len(names))
    return sorted(shuffled, key=lambda name: sort_key(name).encode())


@pytest.mark.parametrize("right", [ALPHABET, TONES, PEOPLE], ids=["letters", "tones", "people"])
def test_names_come_in_vietnamese_order(right):
    assert ordered(right) == right


def test_letters_decide_before_tones():
    assert ordered(["mạ", "mai", "mác", "ma"]) == ["ma", "mạ", "mác", "mai"]


def test_a_marked_letter_comes_after_every_word_of_the_plain_one():
    assert ordered(["ăn", "axu", "âm", "ba", "dz", "đa"]) == ["axu", "ăn", "âm", "ba", "dz", "đa"]


def test_all_people_of_one_given_name_stand_together():
    assert ordered(["Vũ Hà", "Bùi Hạ", "An Hà"]) == ["An Hà", "Vũ Hà", "Bùi Hạ"]


@pytest.mark.parametrize(
    ("one", "other"),
    [("Lê Hoà", "lê hòa"), ("Đỗ Thuỷ", "ĐỖ THỦY"), ("Lê  An ", "Lê An"), ("Lê An.", "Lê An")],
)
def test_spelling_of_the_same_name_sorts_the_same(one, other):
    assert sort_key(one) == sort_key(other)


NAMES = st.text("aàảãáạăằâậbcdđeêghiklmnoôơpqrstuưvxyýABĐƯ ", max_size=30)


@given(NAMES)
def test_the_key_is_ascii_so_bytes_and_letters_sort_alike(name):
    assert sort_key(name).isascii()
    assert sort_key(unicodedata.normalize("NFD", name)) == sort_key(name)


@given(st.lists(st.text("abcdeghiklmnopqrstuvxy", min_size=1), min_size=2, max_size=2))
def test_plain_letters_sort_as_plain_letters(words):
    one, other = words
    assert (sort_key(one) < sort_key(other)) is (one < other)


@given(st.text(max_size=30))
def test_any_text_has_a_key(text):
    sort_key(text).encode()

"""Names in public, in greetings and on letters."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.vietnamese import given_name, greeting, letter_name, public_name

PUBLIC = [
    ("Nguyễn Văn Cường", "thôn Thao Chính", "ông/bà C., thôn Thao Chính"),
    ("Trần Thị Ánh", "Thôn Thao Chính", "ông/bà A., thôn Thao Chính"),
    ("Lê Đức", "Tổ dân phố số 5", "ông/bà Đ., tổ dân phố số 5"),
    ("Lê Thị Ấm", "", "ông/bà Â."),
    ("lê văn ước", "Hà Nội", "ông/bà Ư., Hà Nội"),
    ("", "thôn Thao Chính", "một công dân, thôn Thao Chính"),
    (" ", "", "một công dân"),
]


@pytest.mark.parametrize(("name", "area", "expected"), PUBLIC)
def test_the_public_reads_an_initial_and_an_area(name, area, expected):
    assert public_name(name, area) == expected


@given(st.lists(st.sampled_from(["Nguyễn", "Trần", "Văn", "Thị", "Cường", "Đào", "Ánh"]), min_size=1, max_size=5))
def test_no_part_of_a_name_is_published(parts):
    shown = public_name(" ".join(parts), "")
    assert not any(part in shown for part in parts)


def test_people_are_greeted_by_their_given_name():
    assert given_name(" Nguyễn Văn  Cường ") == "Cường"
    assert greeting("Nguyễn Văn Cường") == "Kính chào ông/bà Cường"
    assert greeting("") == "Kính chào ông/bà"


def test_a_letter_carries_the_full_name():
    assert letter_name("Nguyễn  Văn Cường") == "Ông/Bà Nguyễn Văn Cường"

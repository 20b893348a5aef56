"""Addresses, old and new; nothing typed is lost."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.vietnamese import Address, read_address

READ = [
    (
        "thôn Thao Chính, xã Phú Xuyên, TP Hà Nội",
        Address("", hamlet="thôn Thao Chính", commune="xã Phú Xuyên", province="TP Hà Nội"),
    ),
    (
        "79A ngõ 25 Vũ Ngọc Phan, phường Láng, Hà Nội",
        Address("", house="79A ngõ 25 Vũ Ngọc Phan", commune="phường Láng", province="Hà Nội"),
    ),
    (
        "291 Lê Văn Sỹ, P.1, Q. Tân Bình, TP.HCM",
        Address("", house="291 Lê Văn Sỹ", commune="P.1", district="Q. Tân Bình", province="TP.HCM"),
    ),
    (
        "Số 5, Tổ 7, phường Biên Giang, quận Hà Đông - Hà Nội",
        Address(
            "", house="Số 5", hamlet="Tổ 7", commune="phường Biên Giang", district="quận Hà Đông", province="Hà Nội"
        ),
    ),
    (
        "phường Hiệp Phú, thành phố Thủ Đức, Thành phố Hồ Chí Minh",
        Address("", commune="phường Hiệp Phú", district="thành phố Thủ Đức", province="Thành phố Hồ Chí Minh"),
    ),
    ("Thao Chính", Address("", house="Thao Chính")),
    ("Tôn Đức Thắng, xã Xuân Tổ", Address("", house="Tôn Đức Thắng", commune="xã Xuân Tổ")),
]


@pytest.mark.parametrize(("raw", "expected"), READ)
def test_an_address_is_read_into_parts(raw, expected):
    found = read_address(raw)
    assert found.raw == raw
    parts = ("house", "hamlet", "commune", "district", "province")
    assert [getattr(found, part) for part in parts] == [getattr(expected, part) for part in parts]


def test_an_address_has_one_line_and_letter_lines():
    found = read_address("Số 5, thôn Thao Chính, xã Phú Xuyên, huyện Phú Xuyên, Hà Nội")
    assert found.one_line() == "Số 5, thôn Thao Chính, xã Phú Xuyên, huyện Phú Xuyên, Hà Nội"
    assert found.letter_lines() == ("Số 5, thôn Thao Chính", "xã Phú Xuyên, huyện Phú Xuyên", "Hà Nội")


def test_an_address_that_was_not_read_is_shown_as_written():
    assert Address("gần chợ\nchỗ cây đa").one_line() == "gần chợ, chỗ cây đa"
    assert Address("gần chợ\nchỗ cây đa").letter_lines() == ("gần chợ", "chỗ cây đa")


PARTS = ["số 5", "thôn Thao Chính", "tổ 7", "xã Phú Xuyên", "P.1", "huyện Cũ", "TP Hà Nội", "tỉnh Hà Nam", "gần chợ"]


@given(st.lists(st.sampled_from(PARTS), max_size=8))
def test_no_word_of_an_address_is_lost(parts):
    found = read_address(", ".join(parts))
    words = sorted(re.findall(r"[^\s,]+", " ".join(parts)))
    assert sorted(re.findall(r"[^\s,]+", found.one_line())) == words
    assert sorted(re.findall(r"[^\s,]+", " ".join(found.letter_lines()))) == words


@given(st.text(max_size=80))
def test_no_address_is_refused(text):
    read_address(text).letter_lines()

"""Dates and times as Vietnamese readers expect them."""

from datetime import UTC, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.calendar import (
    clock_time,
    instant_words,
    length_words,
    letter_date,
    local_day,
    long_date,
    position,
    remaining_words,
    short_date,
    to_instant,
    to_local,
    until_words,
)
from tests.shared.calendar.days import DAYS, at, day

LETTER = {
    "05/02/2026": "ngày 05 tháng 02 năm 2026",
    "26/11/2026": "ngày 26 tháng 11 năm 2026",
    "09/03/2026": "ngày 09 tháng 3 năm 2026",
    "10/01/2026": "ngày 10 tháng 01 năm 2026",
    "02/09/2026": "ngày 02 tháng 9 năm 2026",
    "31/10/2026": "ngày 31 tháng 10 năm 2026",
}


@pytest.mark.parametrize(("text", "expected"), LETTER.items())
def test_a_letter_writes_zeros_as_the_decree_says(text, expected):
    assert letter_date(day(text)) == expected


def test_a_screen_writes_the_weekday_and_the_date():
    assert long_date(day("26/11/2026")) == "Thứ Năm, 26/11/2026"
    assert long_date(day("06/09/2026")) == "Chủ nhật, 06/09/2026"
    assert short_date(day("06/09/2026")) == "06/09/2026"
    assert until_words(day("23/11/2026")) == "đến hết Thứ Hai, 23/11/2026 (24:00)"


def test_times_are_on_the_clock_of_viet_nam():
    assert clock_time(time(8)) == "08:00"
    assert clock_time(datetime(2026, 11, 26, 1, 5, tzinfo=UTC)) == "08:05"
    assert instant_words(at("26/11/2026 00:30")) == "00:30 Thứ Năm, 26/11/2026"
    assert local_day(datetime(2026, 11, 25, 17, 0, tzinfo=UTC)) == day("26/11/2026")


@pytest.mark.parametrize(
    ("due", "words"),
    [("29/11/2026", "còn 3 ngày"), ("26/11/2026", "hôm nay"), ("24/11/2026", "quá hạn 2 ngày")],
)
def test_what_remains_is_said_in_days(due, words):
    assert remaining_words(day("26/11/2026"), day(due)) == words


def test_a_time_without_a_zone_is_refused():
    with pytest.raises(ValueError):
        to_local(datetime(2026, 11, 26, 8))  # noqa: DTZ001


@given(DAYS, st.times())
def test_an_instant_comes_back_to_its_wall_clock(some, wall):
    local = to_local(to_instant(some, wall))
    assert (local.date(), local.time()) == (some, wall)


def test_a_length_and_a_place_on_a_timeline():
    assert [length_words(s) for s in (0, 45.4, 192, 120, 3725)] == [
        "0 giây",
        "45 giây",
        "3 phút 12 giây",
        "2 phút",
        "1 giờ 2 phút",
    ]
    assert [position(s) for s in (0, 750.9, 3725)] == ["0:00:00", "0:12:30", "1:02:05"]

"""What a computed day says about itself."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.calendar import DayUnit, Roll, add_days, subtract_days
from tests.rules import rule
from tests.shared.calendar.days import CAL, DAYS, TERMS, day

FORWARD = [
    ("17/11/2026", 5, DayUnit.CALENDAR, "rơi vào Chủ nhật 22/11, lùi sang Thứ Hai 23/11"),
    ("28/08/2026", 5, DayUnit.CALENDAR, "rơi vào Thứ Tư 02/09 (Quốc khánh), lùi sang Thứ Năm 03/09"),
    ("12/02/2026", 5, DayUnit.WORKING, "không tính 16/02–20/02 (Tết Âm lịch)"),
    ("20/08/2026", 2, DayUnit.WORKING, "tính cả Thứ Bảy 22/08 (Làm bù)"),
    ("16/11/2026", 3, DayUnit.CALENDAR, ""),
    ("16/11/2026", 3, DayUnit.WORKING, ""),
    (
        "25/12/2026",
        8,
        DayUnit.CALENDAR,
        "rơi vào Thứ Bảy 02/01, lùi sang Thứ Hai 04/01; lịch nghỉ năm 2027 chưa được xác nhận",
    ),
]


@rule("C-04")
@pytest.mark.parametrize(("start", "n", "unit", "note"), FORWARD)
def test_a_term_says_what_the_calendar_did(start, n, unit, note):
    assert add_days(CAL, day(start), n, unit).note == note


@rule("C-04")
@pytest.mark.parametrize(
    ("roll", "note"),
    [
        (Roll.EARLIER, "rơi vào Thứ Bảy 21/11, đưa lên Thứ Sáu 20/11"),
        (Roll.LATER, "rơi vào Thứ Bảy 21/11, lùi sang Thứ Hai 23/11"),
        (Roll.NONE, "rơi vào Thứ Bảy 21/11, là ngày nghỉ"),
    ],
)
def test_a_limit_says_where_it_went(roll, note):
    assert subtract_days(CAL, day("26/11/2026"), 5, DayUnit.CALENDAR, roll).note == note


def test_a_limit_in_working_days_says_which_days_it_skipped():
    found = subtract_days(CAL, day("09/09/2026"), 7, DayUnit.WORKING, Roll.EARLIER)
    assert found.note == "không tính 31/08 (Nghỉ hoán đổi); không tính 01/09–02/09 (Quốc khánh)"


def test_the_sentence_holds_the_day_the_term_and_the_note():
    found = add_days(CAL, day("17/11/2026"), 5, DayUnit.CALENDAR)
    assert found.sentence() == (
        "Thứ Hai, 23/11/2026 (5 ngày kể từ ngày 17/11/2026; rơi vào Chủ nhật 22/11, lùi sang Thứ Hai 23/11)"
    )


@rule("C-03")
@given(DAYS, TERMS, st.sampled_from(DayUnit))
def test_the_plans_own_unit_is_printed_and_never_converted(start, n, unit):
    forward = add_days(CAL, start, n, unit).words
    backward = subtract_days(CAL, start, n, unit, Roll.EARLIER).words
    for words in (forward, backward):
        assert words.startswith(f"{n} ngày ")
        assert ("ngày làm việc" in words) is (unit is DayUnit.WORKING)


@given(DAYS, TERMS, st.sampled_from(DayUnit))
def test_a_term_that_touches_an_estimated_year_says_so(start, n, unit):
    found = add_days(CAL, start, n, unit)
    assert found.confirmed is (found.day.year < 2027)
    assert ("chưa được xác nhận" in found.note) is not found.confirmed

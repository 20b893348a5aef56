"""Counting forwards by the Civil Code and backwards by the house rule."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.calendar import DayUnit, Roll, add_days, subtract_days, working_days_between
from tests.rules import rule
from tests.shared.calendar.days import CAL, DAYS, TERMS, day

NGAY, LAM_VIEC = DayUnit.CALENDAR, DayUnit.WORKING

BACKWARD = [
    ("26/11/2026", 7, LAM_VIEC, Roll.EARLIER, "16/11/2026"),
    ("26/11/2026", 5, LAM_VIEC, Roll.EARLIER, "18/11/2026"),
    ("26/11/2026", 7, NGAY, Roll.EARLIER, "19/11/2026"),
    ("26/11/2026", 10, NGAY, Roll.EARLIER, "16/11/2026"),
    ("26/11/2026", 5, NGAY, Roll.NONE, "21/11/2026"),
    ("26/11/2026", 5, NGAY, Roll.EARLIER, "20/11/2026"),
    ("26/11/2026", 5, NGAY, Roll.LATER, "23/11/2026"),
    ("27/02/2026", 7, LAM_VIEC, Roll.EARLIER, "11/02/2026"),
    ("27/02/2026", 5, LAM_VIEC, Roll.EARLIER, "13/02/2026"),
    ("14/01/2026", 5, LAM_VIEC, Roll.EARLIER, "08/01/2026"),
    ("27/08/2026", 5, LAM_VIEC, Roll.EARLIER, "21/08/2026"),
    ("09/09/2026", 7, LAM_VIEC, Roll.EARLIER, "26/08/2026"),
    ("29/05/2025", 7, LAM_VIEC, Roll.EARLIER, "20/05/2025"),
    ("29/05/2025", 5, LAM_VIEC, Roll.EARLIER, "22/05/2025"),
]
FORWARD = [
    ("26/11/2026", 10, NGAY, "07/12/2026"),
    ("17/11/2026", 5, NGAY, "23/11/2026"),
    ("28/08/2026", 5, NGAY, "03/09/2026"),
    ("12/02/2026", 5, NGAY, "23/02/2026"),
    ("12/02/2026", 5, LAM_VIEC, "26/02/2026"),
    ("25/10/2021", 3, NGAY, "28/10/2021"),
    ("21/11/2026", 0, NGAY, "23/11/2026"),
]


@rule("C-03", "C-04")
@pytest.mark.parametrize(("start", "n", "unit", "roll", "expected"), BACKWARD)
def test_days_before_a_conference(start, n, unit, roll, expected):
    assert subtract_days(CAL, day(start), n, unit, roll).day == day(expected)


@rule("C-03", "C-04")
@pytest.mark.parametrize(("start", "n", "unit", "expected"), FORWARD)
def test_days_from_an_act(start, n, unit, expected):
    assert add_days(CAL, day(start), n, unit).day == day(expected)


@rule("C-04")
@pytest.mark.parametrize(("conference", "expected"), [("23/11/2026", "20/11/2026"), ("29/11/2026", "27/11/2026")])
def test_a_later_roll_never_reaches_the_conference_itself(conference, expected):
    assert subtract_days(CAL, day(conference), 1, NGAY, Roll.LATER).day == day(expected)


def test_no_days_before_is_the_day_itself_even_on_a_day_off():
    assert subtract_days(CAL, day("29/11/2026"), 0, NGAY, Roll.EARLIER).day == day("29/11/2026")


@pytest.mark.parametrize("unit", DayUnit)
def test_a_negative_term_is_refused(unit):
    with pytest.raises(ValueError):
        add_days(CAL, day("26/11/2026"), -1, unit)
    with pytest.raises(ValueError):
        subtract_days(CAL, day("26/11/2026"), -1, unit, Roll.NONE)


@rule("C-03")
@given(DAYS, TERMS)
def test_a_term_of_working_days_never_ends_before_the_same_term_of_days(start, n):
    assert add_days(CAL, start, n, LAM_VIEC).day >= add_days(CAL, start, n, NGAY).day


@given(DAYS, TERMS, st.sampled_from(DayUnit))
def test_one_more_day_never_ends_earlier(start, n, unit):
    assert add_days(CAL, start, n, unit).day <= add_days(CAL, start, n + 1, unit).day


@given(DAYS, DAYS, TERMS, st.sampled_from(DayUnit))
def test_a_later_start_never_ends_earlier(one, other, n, unit):
    first, second = sorted((one, other))
    assert add_days(CAL, first, n, unit).day <= add_days(CAL, second, n, unit).day


@rule("C-04")
@given(DAYS, TERMS, st.sampled_from(DayUnit))
def test_a_term_never_ends_on_a_day_off(start, n, unit):
    assert CAL.is_working_day(add_days(CAL, start, n, unit).day)


@rule("C-04")
@given(DAYS, st.integers(1, 40), st.sampled_from(DayUnit), st.sampled_from([Roll.EARLIER, Roll.LATER]))
def test_a_rolled_limit_is_worked_and_before_the_conference(conference, n, unit, roll):
    last = subtract_days(CAL, conference, n, unit, roll).day
    assert CAL.is_working_day(last) and last < conference


@rule("C-04")
@given(DAYS, st.integers(1, 40), st.sampled_from(DayUnit))
def test_the_organiser_keeps_all_his_days(conference, n, unit):
    ours = subtract_days(CAL, conference, n, unit, Roll.EARLIER).day
    assert ours <= subtract_days(CAL, conference, n, unit, Roll.NONE).day
    assert ours <= subtract_days(CAL, conference, n, unit, Roll.LATER).day


@given(DAYS, TERMS)
def test_working_days_back_and_forth_meet(start, n):
    start = add_days(CAL, start, 0, NGAY).day
    end = add_days(CAL, start, n, LAM_VIEC).day
    assert subtract_days(CAL, end, n, LAM_VIEC, Roll.NONE).day == start
    assert working_days_between(CAL, start, end) == n


@given(DAYS, TERMS)
def test_unrolled_calendar_days_are_plain_arithmetic(conference, n):
    assert (conference - subtract_days(CAL, conference, n, NGAY, Roll.NONE).day).days == n

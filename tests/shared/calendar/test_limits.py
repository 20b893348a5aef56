"""Limits named by a date, and the last full working week of a month."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.calendar import (
    DayType,
    end_of_day,
    fixed_limit,
    last_day_before,
    last_full_working_week,
)
from tests.rules import rule
from tests.shared.calendar.days import CAL, DAYS, at, day, row


@rule("C-18")
@pytest.mark.parametrize(("inclusive", "last"), [(False, "09/11/2021"), (True, "10/11/2021")])
def test_before_a_day_excludes_it_and_until_its_end_includes_it(inclusive, last):
    assert last_day_before(day("10/11/2021"), inclusive=inclusive) == day(last)


@rule("C-18", "C-19")
def test_a_fixed_date_on_a_day_off_stays_and_warns():
    found = fixed_limit(CAL, day("22/11/2026"), inclusive=False)
    assert found.day == day("21/11/2026")
    assert (found.words, found.note) == ("trước ngày 22/11/2026", "Thứ Bảy 21/11 là ngày nghỉ")
    assert fixed_limit(CAL, day("20/11/2026"), inclusive=True).words == "đến hết ngày 20/11/2026"


@rule("C-05")
def test_a_day_ends_at_24_00_in_viet_nam():
    assert end_of_day(day("31/12/2026")) == at("01/01/2027 00:00")
    assert end_of_day(day("23/11/2026")).isoformat() == "2026-11-23T17:00:00+00:00"


WEEKS = [
    (2026, 8, "24/08/2026", "28/08/2026", 5),
    (2026, 11, "23/11/2026", "27/11/2026", 4),
    (2026, 4, "20/04/2026", "24/04/2026", 5),
    (2026, 9, "28/09/2026", "02/10/2026", 3),
    (2026, 2, "23/02/2026", "27/02/2026", 5),
]


@rule("C-17")
@pytest.mark.parametrize(("year", "month", "monday", "friday", "size"), WEEKS)
def test_the_last_full_working_week(year, month, monday, friday, size):
    week = last_full_working_week(CAL, year, month)
    assert (week.monday, week.friday, len(week.days)) == (day(monday), day(friday), size)


def test_the_week_explains_itself():
    week = last_full_working_week(CAL, 2026, 11)
    assert week.note == "tuần 23/11–27/11, 4 ngày làm việc; không tính 24/11 (Ngày Văn hóa Việt Nam)"


def test_a_month_without_such_a_week_is_refused():
    days = [row(f"{number:02d}/06/2026", DayType.OFF) for number in range(1, 31)]
    with pytest.raises(ValueError):
        last_full_working_week(CAL.with_days(days), 2026, 6)


@rule("C-17")
@given(st.integers(2025, 2030), st.integers(1, 12))
def test_the_week_has_three_working_days_of_its_month_and_no_later_one_has(year, month):
    week = last_full_working_week(CAL, year, month)
    assert len(week.days) >= 3
    assert all(found.month == month and CAL.is_working_day(found) for found in week.days)
    rest = [week.monday + timedelta(days=7 + i) for i in range(5)]
    assert sum(found.month == month and CAL.is_working_day(found) for found in rest) < 3


@given(DAYS)
def test_a_day_ends_when_the_next_begins(some):
    assert end_of_day(some + timedelta(days=1)) - end_of_day(some) == timedelta(hours=24)

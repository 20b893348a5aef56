"""Which days are worked, and how the calendar travels."""

import json
from datetime import timedelta

import pytest
from hypothesis import given

from shared.calendar import CalendarDay, DayType, WorkingCalendar, read_overrides
from shared.calendar.overrides import package_days
from tests.rules import rule
from tests.shared.calendar.days import CAL, DAYS, day, row

OFFICIAL = {
    "01/01/2026": False, "02/01/2026": False, "10/01/2026": True, "13/02/2026": True, "16/02/2026": False,
    "20/02/2026": False, "23/02/2026": True, "26/04/2026": False, "27/04/2026": False, "30/04/2026": False,
    "01/05/2026": False, "22/08/2026": True, "31/08/2026": False, "01/09/2026": False, "02/09/2026": False,
    "03/09/2026": True, "23/11/2026": True, "24/11/2026": False, "27/01/2025": False, "31/01/2025": False,
    "26/04/2025": True, "02/05/2025": False, "03/02/2025": True, "08/02/2027": False,
}  # fmt: skip


@rule("C-04")
@pytest.mark.parametrize(("text", "worked"), OFFICIAL.items())
def test_official_days_are_known(text, worked):
    assert CAL.is_working_day(day(text)) is worked


def test_the_overrides_correct_the_package():
    package = WorkingCalendar.build(())
    assert package.is_working_day(day("02/01/2026")), "the package is right by now: drop the override"
    assert not package.is_working_day(day("10/01/2026"))


def test_stray_workdays_of_the_package_are_dropped():
    assert not [found for found in package_days([2026]) if found.day.year != 2026]


def test_a_wrong_compensation_of_the_package_can_be_worked_again():
    cal = CAL.with_days([row("03/05/2027", DayType.WORK, "Làm việc bình thường")])
    assert cal.is_working_day(day("03/05/2027"))


def test_a_day_says_its_name():
    names = [CAL.day_name(day(text)) for text in ("02/09/2026", "10/01/2026", "21/11/2026", "26/11/2026")]
    assert names == ["Quốc khánh", "Làm bù", "Thứ Bảy", "Thứ Năm"]


def test_only_years_with_official_notices_are_confirmed():
    assert [year for year in range(2019, 2040) if CAL.is_confirmed(year)] == [2025, 2026]


def test_one_estimate_makes_a_whole_year_unconfirmed():
    assert not CAL.with_days([row("05/06/2026", DayType.OFF, confirmed=False)]).is_confirmed(2026)


def test_an_estimate_on_a_weekend_changes_nothing():
    assert CAL.with_days([row("06/06/2026", DayType.OFF, confirmed=False)]).is_confirmed(2026)


def test_a_person_confirms_a_year():
    cal = CAL.confirm_year(2027, "Thông báo 123/TB-VPCP")
    assert cal.is_confirmed(2027) and not cal.is_confirmed(2028)
    assert cal.version != CAL.version


def test_the_calendar_travels_as_json_and_is_rebuilt_identically():
    rebuilt = WorkingCalendar.from_rows(json.loads(json.dumps(CAL.to_rows())))
    assert rebuilt == CAL
    assert rebuilt.version == CAL.version


def test_the_order_of_rows_does_not_change_the_version():
    assert WorkingCalendar.from_rows(reversed(CAL.to_rows())).version == CAL.version


def test_the_later_row_of_a_day_wins():
    cal = WorkingCalendar((row("05/06/2026", DayType.OFF), row("05/06/2026", DayType.WORK)))
    assert cal.is_working_day(day("05/06/2026")) and len(cal.to_rows()) == 1


def test_the_word_off_is_not_read_as_false():
    text = '- {date: 2026-01-02, type: off, name: "Nghỉ", source: x, confirmed: false}'
    assert read_overrides(text) == (CalendarDay(day("02/01/2026"), DayType.OFF, "Nghỉ", "x", False),)


@pytest.mark.parametrize("broken", [{"type": "half"}, {"confirmed": "yes"}, {"date": "02/01/2026"}])
def test_a_broken_row_is_refused(broken):
    with pytest.raises(ValueError):
        CalendarDay.from_row(row("02/01/2026", DayType.OFF).to_row() | broken)


@given(DAYS)
def test_a_plain_week_has_its_weekend_off(some):
    if not CAL.is_special(some):
        assert CAL.is_working_day(some) is (some.weekday() < 5)


@given(DAYS)
def test_no_stretch_of_days_off_is_endless(some):
    assert any(CAL.is_working_day(some + timedelta(days=i)) for i in range(11))

"""Warnings before publishing: plain words, and only when something is really wrong."""

from datetime import date, time, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from shared.calendar import CalendarDay, DayType, DayUnit, add_days, default_calendar, subtract_days, to_instant
from shared.calendar.counting import Roll
from tests.rules import rule
from tests.services.meeting.plan.domain.frames import plan_for

T = date(2026, 11, 26)


def titles(plan) -> str:
    return " | ".join(f"{c.kind}: {c.title}" for c in plan.concerns)


@rule("C-07")
def test_a_holiday_in_the_last_week_leaves_the_last_form_two_days_short():
    plan = plan_for(T)
    assert plan.chain.missing_days == 2
    short = next(c for c in plan.concerns if "không đủ thời gian" in c.title)
    assert "thiếu 2 ngày" in short.title
    for told in ("Thứ Hai 16/11", "Thứ Tư 18/11", "Thứ Năm 19/11", "Thứ Tư 25/11", "Thứ Hai 23/11"):
        assert told in short.text
    assert "Nếu họp Thứ Sáu, 27/11/2026 thì đủ thời gian." in short.text


@rule("C-07")
def test_a_day_on_which_everything_fits_warns_of_nothing():
    assert plan_for(date(2026, 11, 12)).concerns == ()


@rule("C-07")
@settings(max_examples=200, deadline=None)
@given(st.dates(date(2026, 2, 1), date(2026, 12, 31)))
def test_the_plan_warns_exactly_when_the_last_form_cannot_be_answered_in_its_term(day: date):
    """Counted again here, step by step from the words of the plan."""
    cal = default_calendar()
    closes = subtract_days(cal, day, 10, DayUnit.CALENDAR, Roll.LATER).day
    screened = add_days(cal, closes, 2, DayUnit.WORKING).day
    assigned = add_days(cal, screened, 1, DayUnit.WORKING).day
    answered = add_days(cal, assigned, 5, DayUnit.CALENDAR).day
    needed = subtract_days(cal, day, 2, DayUnit.WORKING, Roll.EARLIER).day
    plan = plan_for(day)
    assert any("không đủ thời gian trả lời" in c.title for c in plan.concerns) == (answered > needed)
    assert plan.chain.missing_days == max(0, (answered - needed).days)


@rule("C-19")
def test_a_conference_on_a_day_off_is_allowed_and_warned_of():
    assert "warn: Ngày họp Thứ Bảy, 21/11/2026 là ngày nghỉ" in titles(plan_for(date(2026, 11, 21)))


def test_a_year_without_official_notice_is_warned_of():
    assert "Lịch nghỉ năm 2027 chưa được xác nhận" in titles(plan_for(date(2026, 12, 17)))
    assert "Lịch nghỉ năm 2027 chưa được xác nhận" in titles(plan_for(date(2027, 1, 5))), "2026 is confirmed"


def test_a_conference_in_the_past_may_not_be_published():
    now = to_instant(T + timedelta(days=1), time(8))
    assert plan_for(T, now=now).concerns[0].kind == "bad"


@rule("R-216")
def test_a_limit_that_is_over_is_named():
    now = to_instant(date(2026, 11, 17), time(8))
    assert "warn: Đã qua hạn: Thông báo công khai Hội nghị" in titles(plan_for(T, now=now))


@rule("C-04")
def test_a_day_off_entered_by_the_unit_moves_the_dates():
    storm = CalendarDay(date(2026, 11, 16), DayType.OFF, "Nghỉ bão", "Công điện", True)
    moved = plan_for(T, calendar=default_calendar().with_days([storm]))
    assert moved.date("registration_closes").day == date(2026, 11, 17)
    assert moved.date("announcement").day == date(2026, 11, 13)

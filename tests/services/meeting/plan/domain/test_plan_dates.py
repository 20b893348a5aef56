"""Every date of a conference against the vectors of the field notes, and the laws all of them obey."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.meeting.domain.plan_dates import Who
from shared.calendar import default_calendar, end_of_day, to_instant
from tests.rules import rule
from tests.services.meeting.plan.domain.frames import OPENS, PROFILE, days, plan_for

T = date(2026, 11, 26)
ANY_DAY = st.dates(date(2026, 2, 1), date(2026, 12, 31))


@rule("R-089", "C-01", "C-03")
def test_registration_closes_ten_calendar_days_before():
    assert days(T)["registration_closes"] == date(2026, 11, 16)
    assert days(date(2026, 11, 28))["registration_closes"] == date(2026, 11, 18)  # Wednesday: no day off nearby


@rule("R-089", "C-04")
def test_a_closing_day_that_is_off_moves_later_for_the_citizen():
    assert days(date(2026, 11, 25))["registration_closes"] == date(2026, 11, 16)  # T-10 is Sunday 15/11


@rule("C-05")
def test_registration_lasts_until_midnight_of_the_closing_day():
    assert plan_for(T).date("registration_closes").at == datetime(2026, 11, 16, 17, tzinfo=UTC)


@rule("C-05")
def test_a_unit_that_is_strict_closes_with_its_office_hours():
    registration = PROFILE.rules.registration
    strict = registration.model_copy(
        update={"electronic_24x7": registration.electronic_24x7.model_copy(update={"enabled": False})}
    )
    rules = PROFILE.rules.model_copy(update={"registration": strict})
    closes = plan_for(T, profile=PROFILE.model_copy(update={"rules": rules})).date("registration_closes")
    assert closes.at == to_instant(date(2026, 11, 16), time(17))


@rule("R-216", "C-03")
@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (T, date(2026, 11, 16)),
        (date(2026, 2, 27), date(2026, 2, 11)),
        (date(2026, 9, 9), date(2026, 8, 26)),
    ],
)
def test_the_notice_is_due_seven_working_days_before(day: date, expected: date):
    assert days(day)["announcement"] == expected


@rule("R-218", "R-085")
@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (T, date(2026, 11, 18)),
        (date(2026, 2, 27), date(2026, 2, 13)),
        (date(2026, 1, 14), date(2026, 1, 8)),
        (date(2026, 8, 27), date(2026, 8, 21)),
    ],
)
def test_invitations_are_due_five_working_days_before(day: date, expected: date):
    assert days(day)["invitations"] == expected


@rule("R-221", "C-04")
def test_the_programme_goes_out_earlier_when_its_day_is_off():
    assert days(T)["programme"] == date(2026, 11, 20)  # Saturday 21/11


@rule("R-110", "R-220", "C-23")
def test_result_and_report_have_their_own_terms():
    assert days(T)["result_published"] == date(2026, 12, 7)  # Sunday 06/12
    assert days(T)["report_to_superior"] == date(2026, 12, 11)


@rule("R-107", "C-06")
def test_answers_lie_there_two_working_days_before_and_are_compiled_one_day_before():
    assert days(T)["answers_due"] == date(2026, 11, 23)  # 24/11 is a holiday
    assert days(T)["compiled"] == date(2026, 11, 25)


@rule("R-093", "R-105")
def test_registration_opens_with_the_publication():
    opens = plan_for(T).date("registration_opens")
    assert (opens.at, opens.is_term, opens.is_default) == (OPENS, False, True)


@rule("C-03")
def test_every_date_carries_the_words_of_its_rule_and_the_day_it_counts_in():
    told = {found.key: found for found in plan_for(T).dates}
    assert told["registration_closes"].words == "Gửi Phiếu đăng ký trước 10 ngày diễn ra buổi đối thoại."
    assert told["registration_closes"].term == "10 ngày trước ngày 26/11/2026"
    assert told["registration_closes"].clause == "mục II.4"
    assert told["announcement"].term == "7 ngày làm việc trước ngày 26/11/2026"
    assert all(d.words and d.source for key, d in told.items() if key != "conference")


def test_what_the_plan_does_not_say_is_marked_as_default():
    told = {found.key: found.is_default for found in plan_for(T).dates}
    assert not told["registration_closes"]
    assert all(told[key] for key in ("announcement", "programme", "result_published", "answers_due", "screened"))


@rule("C-04")
@settings(max_examples=150, deadline=None)
@given(ANY_DAY)
def test_no_duty_of_the_office_ever_falls_on_a_day_off(day: date):
    calendar = default_calendar()
    assert all(calendar.is_working_day(d.day) for d in plan_for(day).dates if d.who is not Who.EVERYONE and d.is_term)


@rule("C-04")
@settings(max_examples=150, deadline=None)
@given(ANY_DAY)
def test_dates_stand_in_the_order_of_time_around_the_conference(day: date):
    plan = plan_for(day)
    assert list(plan.dates) == sorted(plan.dates, key=lambda d: d.at)
    before = ("announcement", "invitations", "programme", "area_lists", "answers_due", "compiled")
    assert all(plan.date(key).day < day for key in (*before, "registration_closes"))
    assert plan.date("answers_due").day <= plan.date("compiled").day
    assert all(plan.date(key).day > day for key in ("result_published", "report_to_superior"))


@rule("C-03", "C-04")
@settings(max_examples=150, deadline=None)
@given(ANY_DAY)
def test_our_limits_keep_at_least_the_days_promised(day: date):
    """Rolled earlier, never later: at least 5 days from the programme, 10 from forms unless that day is off."""
    found = days(day)
    assert day - found["programme"] >= timedelta(days=5)
    closes, calendar = found["registration_closes"], default_calendar()
    assert closes == day - timedelta(days=10) or not calendar.is_working_day(day - timedelta(days=10))


def test_a_term_ends_with_its_day():
    assert all(d.at == end_of_day(d.day) for d in plan_for(T).dates if d.is_term)

"""Calendar vectors for due dates, and the clock that is derived from them."""

from datetime import date, datetime, timedelta

import pytest

from services.routing.domain.due import Clock, clock_of, due_of
from services.routing.domain.life import Life
from shared.calendar import default_calendar, end_of_day
from shared.contracts.meeting import AnswerRule
from shared.contracts.routing import AnswerKind
from tests.rules import rule
from tests.services.routing.house import hanoi

CAL = default_calendar()
CALENDAR = AnswerRule(n=5, unit="calendar", start="assignment_received", words="5 ngày")
WORKING = CALENDAR.model_copy(update={"unit": "working"})
FAR = date(2027, 6, 30)


def due(start: date, conference: date | None = FAR, rule_=CALENDAR, kind=AnswerKind.ANSWER, received=None):
    return due_of(CAL, rule_, start, conference, kind, received or start)


@rule("R-115", "C-03", "C-04", "C-06")
@pytest.mark.parametrize(
    ("start", "rule_", "last"),
    [
        (date(2026, 11, 17), CALENDAR, date(2026, 11, 23)),  # Sunday 22/11 rolls on
        (date(2026, 8, 28), CALENDAR, date(2026, 9, 3)),  # Quốc khánh
        (date(2026, 2, 12), CALENDAR, date(2026, 2, 23)),  # Tết
        (date(2026, 2, 12), WORKING, date(2026, 2, 26)),
        (date(2026, 11, 23), WORKING, date(2026, 12, 1)),  # 24/11 is a holiday
    ],
)
def test_a_term_ends_at_24_00_of_its_last_day(start, rule_, last):
    assert due(start, rule_=rule_).at == end_of_day(last)


@rule("C-06", "C-07")
def test_before_the_session_two_working_days_are_left_and_the_warning_says_how_few_remain():
    capped = due(date(2026, 11, 20), date(2026, 11, 26))
    assert capped.at == end_of_day(date(2026, 11, 23))  # T-2 without 24/11
    assert capped.warning == "chỉ còn 1 ngày làm việc để trả lời"
    assert "2 ngày làm việc trước ngày 26/11/2026" in capped.note


@rule("C-06")
def test_the_announced_cap_counts_and_no_other():
    wider = CALENDAR.model_copy(update={"cap_working_days": 3})
    assert due(date(2026, 11, 17), date(2026, 11, 26), wider).at == end_of_day(date(2026, 11, 20))


@rule("C-06", "R-096")
def test_work_given_on_or_after_the_session_day_has_the_rule_without_the_cap():
    assert due(date(2026, 11, 26), date(2026, 11, 26)).at == end_of_day(date(2026, 12, 1))


@rule("R-113")
def test_guidance_goes_out_within_five_working_days_of_receipt():
    term = due(date(2026, 2, 26), kind=AnswerKind.GUIDANCE, received=date(2026, 2, 12))
    assert term.at == end_of_day(date(2026, 2, 26)) and "hướng dẫn" in term.words
    late = due(date(2026, 11, 17), kind=AnswerKind.GUIDANCE, received=date(2026, 10, 1))
    assert late.at == end_of_day(date(2026, 11, 17)) and "ngay trong ngày" in late.note


@rule("R-058")
def test_the_clock_runs_rests_and_is_met_or_missed():
    at = end_of_day(date(2026, 11, 23))
    before, beyond = at - timedelta(hours=1), at + timedelta(hours=1)

    def clock(life: Life, now: datetime, handed_in: datetime | None = None, waits: bool = False) -> Clock:
        return clock_of(life, at, handed_in, waits, now)

    assert clock(Life.DRAFTING, before) is Clock.RUNNING
    assert clock(Life.DRAFTING, at) is Clock.OVERDUE  # an arrival at 24:00 is late
    assert clock(Life.DRAFTING, beyond) is Clock.OVERDUE
    assert clock(Life.DRAFTING, beyond, waits=True) is Clock.STOPPED
    assert clock(Life.SUBMITTED, beyond, handed_in=before) is Clock.MET
    assert clock(Life.APPROVED, beyond, handed_in=beyond) is Clock.LATE
    assert clock_of(Life.TO_ASSIGN, None, None, False, hanoi("2026-11-17 09:00")) is Clock.NONE


def test_the_reminder_comes_on_the_last_working_day_before():
    assert due(date(2026, 11, 17)).remind_at == end_of_day(date(2026, 11, 19))  # Friday 20/11 begins

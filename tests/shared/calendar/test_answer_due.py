"""When a department's written answer is due."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.calendar import (
    DEFAULT_ANSWER_DEADLINE,
    DayUnit,
    Deadline,
    DeadlineStart,
    Roll,
    add_days,
    answer_due,
    subtract_days,
)
from tests.rules import rule
from tests.shared.calendar.days import CAL, DAYS, day

CASES = [
    # assigned, conference, due, capped, warning
    ("17/11/2026", None, "23/11/2026", False, ""),
    ("09/11/2026", "26/11/2026", "16/11/2026", False, ""),
    ("17/11/2026", "26/11/2026", "23/11/2026", False, ""),
    ("19/11/2026", "26/11/2026", "23/11/2026", True, ""),
    ("20/11/2026", "26/11/2026", "23/11/2026", True, "chỉ còn 1 ngày làm việc để trả lời"),
    ("23/11/2026", "26/11/2026", "23/11/2026", True, "phải trả lời ngay trong ngày"),
    ("24/11/2026", "26/11/2026", "25/11/2026", True, "chỉ còn 1 ngày làm việc để trả lời"),
    ("25/11/2026", "26/11/2026", "25/11/2026", True, "phải trả lời ngay trong ngày"),
    ("28/11/2026", "30/11/2026", "28/11/2026", True, "phải trả lời ngay trong ngày"),
    ("26/11/2026", "26/11/2026", "01/12/2026", False, ""),
    ("30/11/2026", "26/11/2026", "07/12/2026", False, ""),
    ("13/02/2026", None, "23/02/2026", False, "chỉ còn 1 ngày làm việc để trả lời"),
]


@rule("C-06", "R-115")
@pytest.mark.parametrize(("assigned", "conference", "due", "capped", "warning"), CASES)
def test_the_answer_is_due(assigned, conference, due, capped, warning):
    found = answer_due(CAL, DEFAULT_ANSWER_DEADLINE, day(assigned), conference and day(conference))
    assert (found.due_on, found.capped, found.warning) == (day(due), capped, warning)


@rule("C-06")
def test_three_days_from_the_offices_letter_are_counted_like_any_term():
    rule_of_the_plan = Deadline(3, DayUnit.CALENDAR, DeadlineStart.FORWARDED)
    assert answer_due(CAL, rule_of_the_plan, day("25/10/2021"), None).due_on == day("28/10/2021")


def test_a_capped_answer_explains_the_cap():
    found = answer_due(CAL, DEFAULT_ANSWER_DEADLINE, day("20/11/2026"), day("26/11/2026"))
    assert found.term.words == "2 ngày làm việc trước ngày 26/11/2026"
    late = answer_due(CAL, DEFAULT_ANSWER_DEADLINE, day("25/11/2026"), day("26/11/2026"))
    assert late.term.note == "không còn đủ 2 ngày làm việc trước ngày 26/11/2026"


def test_the_plan_may_set_another_cap():
    found = answer_due(CAL, DEFAULT_ANSWER_DEADLINE, day("17/11/2026"), day("26/11/2026"), cap_working_days=4)
    assert (found.due_on, found.capped) == (day("19/11/2026"), True)


@rule("C-06")
@given(DAYS, DAYS, st.integers(1, 10), st.sampled_from(DayUnit))
def test_the_answer_is_never_due_before_its_assignment_nor_after_either_limit(assigned, conference, n, unit):
    own = add_days(CAL, assigned, n, unit).day
    cap = subtract_days(CAL, conference, 2, DayUnit.WORKING, Roll.EARLIER).day
    found = answer_due(CAL, Deadline(n, unit, DeadlineStart.ASSIGNMENT_RECEIVED), assigned, conference)
    assert assigned <= found.due_on <= own
    if assigned <= cap:
        assert found.due_on <= cap
    if assigned < conference:
        assert found.due_on < conference
    else:
        assert (found.due_on, found.capped) == (own, False)

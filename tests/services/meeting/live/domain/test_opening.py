"""The day on which a conference may be opened."""

from datetime import date

import pytest

from services.meeting.domain.opening import check_day
from services.meeting.domain.refusals import AnotherDay
from tests.rules import rule

PLANNED, EARLIER, LATER = date(2026, 12, 4), date(2026, 11, 21), date(2026, 12, 5)


@rule("R-098")
def test_the_planned_day_needs_no_confirmation():
    check_day(PLANNED, PLANNED, None)


@rule("R-098", "C-14")
@pytest.mark.parametrize("today", [EARLIER, LATER])
@pytest.mark.parametrize("confirmed", [None, PLANNED, date(2026, 11, 20)])
def test_another_day_is_refused_with_both_dates_unless_just_that_day_was_confirmed(today, confirmed):
    with pytest.raises(AnotherDay) as refused:
        check_day(PLANNED, today, confirmed)
    assert refused.value.facts["planned"] == "Thứ Sáu, 04/12/2026"
    assert f"{today:%d/%m/%Y}" in refused.value.facts["today"]
    check_day(PLANNED, today, today)

"""Office hours warn the one who keys in; they never turn anybody away."""

from datetime import date, time

import pytest

from services.intake.domain.reception import is_odd_time
from shared.calendar import default_calendar, to_instant
from shared.contracts.intake import Channel
from shared.profiles import load_profile
from tests.rules import rule

HOURS = load_profile("phu-xuyen").unit.office_hours


@rule("R-093", "R-030", "C-05")
@pytest.mark.parametrize(
    ("day", "at", "odd"),
    [
        (date(2026, 11, 16), time(8, 0), False),
        (date(2026, 11, 16), time(11, 59), False),
        (date(2026, 11, 16), time(12, 30), True),
        (date(2026, 11, 16), time(17, 0), True),
        (date(2026, 11, 21), time(9, 0), True),  # Saturday
        (date(2026, 11, 24), time(9, 0), True),  # Ngày Văn hóa Việt Nam
        (date(2026, 8, 22), time(9, 0), True),  # a worked Saturday, but the unit names Monday to Friday
    ],
)
def test_paper_outside_office_hours_is_worth_a_second_look(day: date, at: time, odd: bool) -> None:
    received_at = to_instant(day, at)
    assert is_odd_time(Channel.PAPER, received_at, default_calendar(), HOURS) is odd
    assert not is_odd_time(Channel.POST, received_at, default_calendar(), HOURS)
    assert not is_odd_time(Channel.EMAIL, received_at, default_calendar(), HOURS)

"""Office hours, and what counts as received in time."""

from datetime import time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.calendar import OfficeHours, counted_on, is_on_time, is_open, receipt_ends
from tests.rules import rule
from tests.shared.calendar.days import CAL, at, day

HA_NOI = OfficeHours(((time(8), time(12)), (time(13), time(17))))

OPEN = {
    "26/11/2026 07:59": False, "26/11/2026 08:00": True, "26/11/2026 12:00": False, "26/11/2026 12:30": False,
    "26/11/2026 13:00": True, "26/11/2026 17:00": False, "24/11/2026 09:00": False, "22/11/2026 09:00": False,
    "22/08/2026 09:00": True,
}  # fmt: skip


@rule("C-05")
@pytest.mark.parametrize(("text", "is_it"), OPEN.items())
def test_the_counter_is_open(text, is_it):
    assert is_open(CAL, HA_NOI, at(text)) is is_it


@rule("C-05")
@pytest.mark.parametrize(
    ("arrived", "electronic", "strict"),
    [("16/11/2026 16:59", True, True), ("16/11/2026 23:59", True, False), ("17/11/2026 00:00", False, False)],
)
def test_the_last_day_lasts_until_24_00_unless_the_profile_is_strict(arrived, electronic, strict):
    last = day("16/11/2026")
    assert is_on_time(HA_NOI, at(arrived), last, electronic_24x7=True) is electronic
    assert is_on_time(HA_NOI, at(arrived), last, electronic_24x7=False) is strict


def test_the_limit_is_an_instant_that_can_wake_a_loop():
    assert receipt_ends(HA_NOI, day("16/11/2026"), electronic_24x7=True) == at("17/11/2026 00:00")
    assert receipt_ends(HA_NOI, day("16/11/2026"), electronic_24x7=False) == at("16/11/2026 17:00")


COUNTED = [
    ("20/11/2026 16:00", "20/11/2026", "20/11/2026"),
    ("20/11/2026 17:00", "20/11/2026", "23/11/2026"),
    ("20/11/2026 23:30", "20/11/2026", "23/11/2026"),
    ("21/11/2026 09:00", "21/11/2026", "23/11/2026"),
    ("23/11/2026 18:00", "23/11/2026", "25/11/2026"),
    ("26/11/2026 06:00", "26/11/2026", "26/11/2026"),
]


@rule("C-05")
@pytest.mark.parametrize(("arrived", "electronic", "strict"), COUNTED)
def test_the_day_of_receipt(arrived, electronic, strict):
    assert counted_on(CAL, HA_NOI, at(arrived), electronic_24x7=True) == day(electronic)
    assert counted_on(CAL, HA_NOI, at(arrived), electronic_24x7=False) == day(strict)


@pytest.mark.parametrize(
    "blocks",
    [(), ((time(13), time(17)), (time(8), time(12))), ((time(8), time(8)),), ((time(12), time(8)),)],
)
def test_office_hours_out_of_order_are_refused(blocks):
    with pytest.raises(ValueError):
        OfficeHours(blocks)


def test_office_hours_are_written_out():
    assert HA_NOI.words() == "08:00–12:00, 13:00–17:00"


@given(st.integers(0, 60 * 24 * 400))
def test_what_arrives_while_open_is_received_that_day(minutes):
    arrived = at("01/01/2026 00:00") + timedelta(minutes=minutes)
    if is_open(CAL, HA_NOI, arrived):
        strict = counted_on(CAL, HA_NOI, arrived, electronic_24x7=False)
        assert strict == counted_on(CAL, HA_NOI, arrived, electronic_24x7=True)

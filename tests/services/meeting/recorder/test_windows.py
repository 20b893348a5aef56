"""Properties of the reorder window and the timeline."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from services.meeting.media.ntp import from_us
from services.meeting.media.serial import Unwrapped
from services.meeting.recorder.reorder import Reorder
from services.meeting.recorder.timeline import LeastOf, PointClock, SourceClock

FOR_EVER = 1 << 60


@st.composite
def shaken(draw: Any) -> list[int]:
    """Numbers from 0, some lost, each at most a few places from its own; number 0 comes first."""
    kept = [number for number in range(1, 60) if draw(st.integers(0, 9))]
    places = {number: number + draw(st.integers(0, 6)) for number in kept}
    return [0, *sorted(kept, key=lambda number: places[number])]


@given(shaken())
def test_what_comes_within_the_window_comes_out_in_order_and_complete(numbers):
    window: Reorder[int] = Reorder(patience_us=1000, depth=100)
    out = []
    for at, number in enumerate(numbers):
        window.put(number, at, number)
        out += window.take(at)
    out += window.take(FOR_EVER)
    assert [one.item for one in out] == sorted(numbers)
    assert sum(one.lost for one in out) == window.lost == max(numbers) + 1 - len(numbers)


@given(shaken(), st.integers(1, 5), st.integers(1, 6))
def test_however_short_the_window_nothing_comes_twice_or_backwards(numbers, patience, depth):
    window: Reorder[int] = Reorder(patience_us=patience, depth=depth)
    out = []
    for at, number in enumerate(numbers):
        window.put(number, at, number)
        window.put(number, at, number)
        out += window.take(at)
    out += window.take(FOR_EVER)
    items = [one.item for one in out]
    assert items == sorted(set(items))
    assert set(items) <= set(numbers)
    assert window.taken + window.lost == max(items) + 1


@given(st.integers(0, 2**32 - 1), st.lists(st.integers(-(2**24), 2**24), max_size=30))
def test_a_counter_that_runs_round_counts_on_in_both_directions(start, steps):
    unwrap, true = Unwrapped(32), start
    assert unwrap(start) == start
    for step in steps:
        true += step
        assert unwrap(true % 2**32) == true


@given(st.lists(st.integers(-50, 50), min_size=1), st.integers(1, 9))
def test_the_least_of_the_newest(values, size):
    least = LeastOf(size)
    assert [least.add(value) for value in values] == [
        min(values[max(at + 1 - size, 0) : at + 1]) for at in range(len(values))
    ]


@given(st.integers(0, 2**32 - 1), st.lists(st.integers(0, 200_000), min_size=2, max_size=60), st.booleans())
def test_a_packets_time_is_never_later_than_its_arrival_nor_earlier_than_the_fastest_way(base, delays, reported):
    clock = SourceClock(48_000, PointClock())
    sent = 1_800_000_000_000_000
    if reported:
        clock.report(from_us(sent - 7_000_000_000), base)
    for number, delay in enumerate(delays):
        at = sent + number * 20_000
        time = clock.time_of((base + number * 960) % 2**32, at + delay)
        assert at + min(delays) - 2 <= time <= at + delay + 2


@given(st.integers(-(2**40), 2**40), st.integers(0, 900_000))
def test_reports_bring_two_streams_of_a_point_together(clock_us, slower):
    """Whatever the point's clock says, and however much slower the pictures' way is."""
    point, sent = PointClock(), 1_800_000_000_000_000
    voice, camera = SourceClock(48_000, point), SourceClock(90_000, point)
    voice.report(from_us(sent + clock_us), 1000)
    camera.report(from_us(sent + clock_us), 77)
    heard = voice.time_of(1000, sent + 5_000)
    seen = camera.time_of(77, sent + 5_000 + slower)
    assert abs(heard - seen) <= 2

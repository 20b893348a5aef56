"""Playlists, gaps and clips of any recording."""

import itertools
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from services.meeting.recorder.clip_span import clip_segments, shifts
from services.meeting.recorder.live_window import WINDOW_US, LiveWindow
from services.meeting.recorder.playlist import (
    VOICE,
    Live,
    archive_playlist,
    is_discontinuity,
    live_playlist,
)
from services.meeting.recorder.segments import PART_US, Part, Segment, gaps

ORIGIN = 1_800_000_000_000_000


@st.composite
def recordings(draw: Any, least: int = 0) -> list[Segment]:
    """Segments one after the other, now and then with a hole or another camera."""
    made: list[Segment] = []
    at = draw(st.integers(0, 10**9))
    for number in range(draw(st.integers(least, 30))):
        at += draw(st.sampled_from([0, 0, 0, 20_000, 3_000_000]))
        parts = draw(st.integers(1, 10))
        camera = draw(st.sampled_from([1, 1, 1, 2]))
        known = tuple(Part(PART_US, one == 0) for one in range(parts))
        made.append(Segment(number, camera, at, parts * PART_US, f"p{camera}", 1, known))
        at += parts * PART_US
    return made


def value(lines: list[str], tag: str) -> list[str]:
    return [line.partition(":")[2] for line in lines if line.startswith(f"#{tag}:")]


@given(recordings())
def test_the_archive_names_every_segment_once_in_order_and_each_break_where_it_is(segments):
    lines = archive_playlist(ORIGIN, segments, is_over=True).splitlines()
    assert [line for line in lines if not line.startswith("#")] == [f"segment/{one.name}.m4s" for one in segments]
    breaks = [is_discontinuity(one, two) for one, two in itertools.pairwise(segments)]
    assert lines.count("#EXT-X-DISCONTINUITY") == sum(breaks)
    assert len(value(lines, "EXT-X-MAP")) == sum(breaks) + bool(segments)
    assert lines[-1] == "#EXT-X-ENDLIST"


@given(recordings())
def test_recorded_time_and_gaps_are_the_whole_timeline(segments):
    holes = sum(gap.end_us - gap.start_us for gap in gaps(tuple(segments)))
    recorded = sum(one.duration_us for one in segments)
    whole = segments[-1].end_us - segments[0].start_us if segments else 0
    assert 0 <= whole - holes - recorded <= 100_000 * len(segments)


@given(recordings(least=1))
def test_no_segment_is_longer_than_the_target_and_parts_make_up_their_segment(segments):
    lines = live_playlist(Live(ORIGIN, tuple(segments))).splitlines()
    target = int(value(lines, "EXT-X-TARGETDURATION")[0])
    assert all(round(float(one.rstrip(","))) <= target for one in value(lines, "EXTINF"))
    parts = [float(one.split(",")[0].removeprefix("DURATION=")) for one in value(lines, "EXT-X-PART")]
    assert round(sum(parts) * 1e6) == sum(one.duration_us for one in segments[-3:])


@given(recordings(least=1), st.booleans())
def test_a_skipped_playlist_and_the_one_before_make_the_whole_one(segments, voice):
    variant = (VOICE,) if voice else ()
    whole = live_playlist(Live(ORIGIN, tuple(segments)), *variant).splitlines()
    short = live_playlist(Live(ORIGIN, tuple(segments)), *variant, skip=True).splitlines()
    skipped = int((value(short, "EXT-X-SKIP") or ["SKIPPED-SEGMENTS=0"])[0].removeprefix("SKIPPED-SEGMENTS="))
    addresses = [line for line in whole if not line.startswith("#")]
    assert [line for line in short if not line.startswith("#")] == addresses[skipped:]


@given(recordings(least=2))
def test_the_live_window_counts_what_slid_out_of_it(segments):
    """Media sequence and discontinuity sequence go on as if the whole playlist were there."""
    window = LiveWindow(ORIGIN)
    stretched = [
        Segment(one.number, one.init, one.start_us + at * (WINDOW_US // 5), one.duration_us)
        for at, one in enumerate(segments)
    ]
    window.load(stretched)
    left = len(stretched) - len(window.live.segments)
    breaks = [is_discontinuity(one, two) for one, two in itertools.pairwise(stretched)]
    assert window.live.segments[0].number == left
    assert window.live.breaks_before == sum(breaks[:left])


@given(recordings(least=1), st.integers(0, 40), st.integers(0, 12))
def test_a_blocking_reload_is_answered_exactly_when_the_part_is_named(segments, number, part):
    *closed, opened = segments
    live = Live(ORIGIN, tuple(closed), opened)
    named = {(one.number, at) for one in segments for at in range(len(one.parts))}
    is_there = live.has(number, part)
    if number == opened.number:
        assert is_there == ((number, part) in named)
        assert not live.has(number, None)
    else:
        assert is_there == (number < opened.number)


@given(recordings(least=1), st.data())
def test_a_clip_is_whole_segments_in_a_row_that_cover_the_turn(segments, data):
    first, last = segments[0].start_us, segments[-1].end_us
    start = data.draw(st.integers(first, last - 1))
    end = data.draw(st.integers(start + 1, last))
    chosen = clip_segments(segments, start, end)
    inside = [one for one in segments if one.end_us > start and one.start_us < end]
    assert chosen == inside[len(inside) - len(chosen) :]
    assert bool(chosen) == bool(inside)
    assert [one.start_us - by for one, by in zip(chosen, shifts(chosen), strict=True)] == [
        sum(one.duration_us for one in chosen[:at]) for at in range(len(chosen))
    ]


def test_a_clip_begins_with_the_speaker_although_the_stage_followed_a_moment_later():
    hall = Segment(1, 1, 2_000_000, 400_000, "hall")
    still_hall = Segment(2, 1, 2_400_000, 200_000, "hall")
    branch = Segment(3, 2, 2_600_000, 2_000_000, "branch")
    assert clip_segments([hall, still_hall, branch], 2_300_000, 4_000_000, "branch") == [branch]
    assert clip_segments([hall, still_hall, branch], 2_300_000, 4_000_000) == [still_hall, branch]

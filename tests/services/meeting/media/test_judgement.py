"""What the room judges without I/O: quality, allowance, speaker, slots, clocks, key frames, credentials."""

import base64
import hashlib
import hmac
import random
from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.meeting.media import ntp
from services.meeting.media.allowance import FIRST, LEAST, MOST, Allowance
from services.meeting.media.h264 import starts_key_frame
from services.meeting.media.ice_servers import turn_servers
from services.meeting.media.ladder import (
    CLEAN,
    DOWN_AFTER,
    FORGOTTEN_AFTER,
    NOT_UNDERSTOOD,
    TEXT_AFTER,
    TRIED_FOR,
    UP_AFTER,
    UP_AT_LAST,
    Ladder,
    Rung,
)
from services.meeting.media.port import Quality
from services.meeting.media.quality import GOOD_AFTER, LinkQuality
from services.meeting.media.slots import fill, fill_voices
from services.meeting.media.speaker import KEEP_MS, Levels, loudest

POINTS = st.lists(st.sampled_from("abcdef"), unique=True, max_size=6)
SLOTS = st.lists(st.sampled_from("abcdef"), unique=True, max_size=4).map(lambda points: (*points, None))


def test_a_link_is_weak_after_two_bad_seconds_and_good_after_four_clean_ones():
    link = LinkQuality()
    assert link.second(0.2, True) is Quality.GOOD
    assert link.second(0.2, True) is Quality.WEAK
    clean = [link.second(0.0, True) for _ in range(GOOD_AFTER)]
    assert clean == [Quality.WEAK] * (GOOD_AFTER - 1) + [Quality.GOOD]


def test_a_link_between_good_and_bad_stays_what_it_was():
    good, weak = LinkQuality(), LinkQuality()
    for _ in range(2):
        weak.second(0.2, True)
    assert {good.second(0.03, True) for _ in range(9)} == {Quality.GOOD}
    assert {weak.second(0.03, True) for _ in range(9)} == {Quality.WEAK}


def test_three_silent_seconds_are_a_lost_link_that_comes_back_weak_first():
    link = LinkQuality()
    assert [link.second(0, False) for _ in range(3)] == [Quality.GOOD, Quality.GOOD, Quality.LOST]
    assert link.second(0, True) is Quality.WEAK


@given(st.lists(st.floats(0, 1), max_size=60))
def test_the_allowance_stays_within_its_bounds(losses):
    allowance = Allowance()
    assert all(LEAST <= allowance.second(loss) <= MOST for loss in losses)


def test_the_allowance_shrinks_with_loss_and_grows_without():
    allowance = Allowance()
    assert allowance.second(0.05) == FIRST
    shrunk = allowance.second(0.3)
    assert shrunk < FIRST
    assert allowance.second(0.0) > shrunk


def test_a_bad_line_loses_hd_then_the_picture_and_gets_them_back_a_rung_at_a_time():
    ladder = Ladder()
    assert [ladder.second(0.2) for _ in range(DOWN_AFTER)][-1] is Rung.THUMBNAIL
    assert [ladder.second(0.2) for _ in range(DOWN_AFTER)][-1] is Rung.VOICE
    clean = [ladder.second(0.0) for _ in range(2 * UP_AFTER)]
    assert clean == [*[Rung.VOICE] * (UP_AFTER - 1), *[Rung.THUMBNAIL] * UP_AFTER, Rung.HD]


def seconds_to_climb(ladder: Ladder) -> int:
    return next(second for second in range(1, 999) if ladder.second(0.0) is Rung.HD)


def falls(ladder: Ladder) -> None:
    assert [ladder.second(0.2) for _ in range(DOWN_AFTER)][-1] is Rung.THUMBNAIL


def test_each_climb_that_failed_doubles_the_wait_once_and_a_fall_long_after_it_does_not():
    ladder, waits = Ladder(), []
    for holds in (0, 0, TRIED_FOR, 0):
        falls(ladder)
        waits.append(seconds_to_climb(ladder))
        assert {ladder.second(0.0) for _ in range(holds)} <= {Rung.HD}
    assert waits == [UP_AFTER, 2 * UP_AFTER, 4 * UP_AFTER, 4 * UP_AFTER]


def test_a_line_that_held_hd_for_minutes_has_its_failures_forgotten():
    ladder = Ladder()
    for _ in range(3):
        falls(ladder)
        assert seconds_to_climb(ladder)
    assert {ladder.second(0.01) for _ in range(FORGOTTEN_AFTER)} == {Rung.HD}
    falls(ladder)
    assert seconds_to_climb(ladder) == UP_AFTER


VOICE_PACKETS = 50


def lossy_seconds(percent: float, seed: int) -> Iterator[float]:
    """What a voice's line reports: of fifty packets a second, each is lost by chance."""
    chance = random.Random(seed)
    while True:
        yield sum(chance.random() * 100 < percent for _ in range(VOICE_PACKETS)) / VOICE_PACKETS


@given(st.integers(0, 10_000), st.sampled_from([0.0, 0.5, 1.0]))
def test_who_is_down_at_the_voice_and_loses_a_packet_now_and_then_is_back_at_hd_within_a_minute(seed, percent):
    ladder, line = Ladder(), lossy_seconds(percent, seed)
    for _ in range(2 * DOWN_AFTER):
        ladder.second(0.2)
    assert ladder.rung is Rung.VOICE
    assert Rung.HD in {ladder.second(next(line)) for _ in range(60)}


@given(st.integers(0, 10_000), st.sampled_from([12.0, 20.0]))
def test_a_line_that_keeps_losing_an_eighth_stays_without_pictures(seed, percent):
    ladder, line = Ladder(), lossy_seconds(percent, seed)
    for _ in range(120):
        ladder.second(next(line))
    assert {ladder.second(next(line)) for _ in range(600)} == {Rung.VOICE}


@pytest.mark.parametrize("bears", [Rung.THUMBNAIL, Rung.VOICE, Rung.TEXT], ids=lambda rung: rung.name)
def test_a_line_too_narrow_for_a_rung_is_tried_ever_more_seldom(bears):
    ladder, rungs = Ladder(), []
    for _ in range(3600):
        rungs.append(ladder.second(0.35 if ladder.rung < bears else 0.0))
    tries = [at for at, (before, after) in enumerate(pairwise(rungs)) if after < bears <= before]
    waits = [b - a for a, b in pairwise(tries)]
    assert waits == sorted(waits)
    assert all(wait >= least for wait, least in zip(waits, (2 * UP_AFTER, 4 * UP_AFTER, 8 * UP_AFTER), strict=False))
    assert len(tries) <= 3600 // UP_AT_LAST + 4


@given(st.integers(0, 10_000), st.sampled_from([15.0, 30.0, 50.0, 100.0]))
def test_one_bad_spell_is_over_within_a_minute(seed, percent):
    ladder, bad, good = Ladder(), lossy_seconds(percent, seed), lossy_seconds(0.5, seed)
    for _ in range(20):
        ladder.second(next(bad))
    assert Rung.HD in {ladder.second(next(good)) for _ in range(60)}
    assert {ladder.second(next(good)) for _ in range(60)} == {Rung.HD}


def test_a_voice_full_of_holes_for_long_gives_way_to_text_and_is_tried_again():
    ladder, seconds = Ladder(), 2 * DOWN_AFTER + TEXT_AFTER
    assert [ladder.second(0.5) for _ in range(seconds)][-2:] == [Rung.VOICE, Rung.TEXT]
    silent = [ladder.second(0.0) for _ in range(UP_AFTER)]
    assert silent[-2:] == [Rung.TEXT, Rung.VOICE]
    assert [ladder.second(0.5) for _ in range(DOWN_AFTER)][-2:] == [Rung.VOICE, Rung.TEXT]


def test_a_voice_with_few_holes_is_kept():
    ladder = Ladder()
    assert Rung.TEXT not in {ladder.second(NOT_UNDERSTOOD - 0.01) for _ in range(300)}


def test_a_point_always_sends_its_voice():
    ladder = Ladder(lowest=Rung.VOICE)
    assert [ladder.second(1.0) for _ in range(300)][-1] is Rung.VOICE


LOSSES = st.lists(st.sampled_from([0.0, 0.01, 0.05, 0.15, 0.5, 1.0]), max_size=90)


@given(LOSSES)
def test_a_ladder_goes_rung_by_rung_down_only_on_a_bad_second_and_up_only_on_a_clean_one(losses):
    ladder, before = Ladder(), Rung.HD
    for loss in losses:
        after = ladder.second(loss)
        assert after == before or (after == before + 1 and loss >= 0.1) or (after == before - 1 and loss < CLEAN)
        before = after


@given(LOSSES)
def test_whatever_was_a_dead_line_ends_in_text_and_a_clean_one_in_hd(losses):
    ladder = Ladder()
    for loss in losses:
        ladder.second(loss)
    assert [ladder.second(1.0) for _ in range(2 * DOWN_AFTER + TEXT_AFTER)][-1] is Rung.TEXT
    assert [ladder.second(0.0) for _ in range(3 * UP_AT_LAST)][-1] is Rung.HD


def test_a_line_that_loses_now_and_then_keeps_its_rung():
    ladder = Ladder()
    assert {ladder.second(loss) for loss in (0.2, 0.2, 0.05) * 9} == {Rung.HD}


def speak(levels: Levels, point: str, level: int) -> None:
    for _ in range(50):
        levels.heard(point, level)


def test_the_louder_speaks_and_only_a_clearly_louder_one_takes_over():
    levels = Levels()
    speak(levels, "hall", 30)
    assert levels.choose(["hall", "branch"], 0) == "hall"
    speak(levels, "branch", 28)
    assert levels.choose(["hall", "branch"], 100) == "hall"
    speak(levels, "branch", 20)
    assert levels.choose(["hall", "branch"], 200) == "branch"


def test_nobody_speaks_after_two_seconds_of_silence_or_with_a_closed_microphone():
    levels = Levels()
    speak(levels, "hall", 30)
    assert levels.choose(["hall"], 0) == "hall"
    speak(levels, "hall", 120)
    assert levels.choose(["hall"], KEEP_MS) == "hall"
    assert levels.choose(["hall"], KEEP_MS + 1) is None
    speak(levels, "hall", 30)
    assert levels.choose([], 9000) is None


def test_of_more_open_microphones_than_voices_the_loudest_are_heard():
    levels = Levels()
    for point, level in {"a": 40, "b": 30, "c": 50, "d": 45}.items():
        speak(levels, point, level)
    assert loudest("abcd", (), levels, 3) == ("a", "b", "d")
    assert loudest("abcd", ("c",), levels, 3) == ("a", "b", "c")


@given(SLOTS, POINTS)
def test_slots_hold_each_wanted_point_once_and_move_nobody(present, wanted):
    filled = fill(present, wanted)
    held = [point for point in filled if point]
    assert len(filled) == len(present)
    assert len(held) == len(set(held)) == min(len(wanted), len(present))
    assert all(filled[at] == point for at, point in enumerate(present) if point in wanted)


@given(SLOTS, POINTS, st.sampled_from("abcdef"))
def test_the_stages_voice_stands_first_and_the_others_keep_theirs(present, wanted, stage):
    filled = fill_voices(present, wanted, stage)
    held = [point for point in filled if point]
    assert len(filled) == len(present)
    assert len(held) == len(set(held)) == min(len(wanted), len(present))
    if stage in wanted:
        assert filled[0] == stage


@given(st.integers(0, 4_233_462_143_000_000))
def test_times_survive_ntp_to_the_microsecond(unix_us):
    assert abs(ntp.to_us(ntp.from_us(unix_us)) - unix_us) <= 1


def test_a_devices_wrong_clock_is_laid_onto_ours_with_its_distances_kept():
    clock = ntp.DeviceClock()
    theirs = 4_000_000_000_000_000
    assert clock.ours(ntp.from_us(theirs), 1_000_000) == pytest.approx(1_000_000, abs=2)
    assert clock.ours(ntp.from_us(theirs + 5_000_000), 6_020_000) == pytest.approx(6_000_000, abs=2)
    assert clock.ours(ntp.from_us(theirs + 90_000_000), 7_000_000) == pytest.approx(7_000_000, abs=2)


@pytest.mark.parametrize(
    ("payload", "starts"),
    [
        (b"\x67\x42", True),
        (b"\x18\x00\x02\x67\x42\x00\x01\x68", True),
        (b"\x18\x00\x01\x09\x00\x02\x67\x42", True),
        (b"\x18\x00\x01\x61", False),
        (b"\x7c\x85", False),
        (b"\x41\x00", False),
        (b"", False),
    ],
)
def test_a_key_frame_starts_with_its_parameter_sets(payload, starts):
    assert starts_key_frame(payload) is starts


def test_turn_credentials_are_what_coturn_computes_and_end():
    (server,) = turn_servers(("turn:x",), "secret", "room", datetime(2026, 1, 1, 12, tzinfo=UTC))
    expiry, _, name = server.username.partition(":")
    assert (int(expiry), name) == (1767225600 + 12 * 3600, "room")
    mac = hmac.new(b"secret", server.username.encode(), hashlib.sha1).digest()
    assert server.credential == base64.b64encode(mac).decode()
    assert turn_servers((), "secret", "room", datetime(2026, 1, 1, tzinfo=UTC)) == ()

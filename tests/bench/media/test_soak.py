"""Two minutes of the soak, and its arithmetic."""

import pytest

from tests.bench.media.film import HD, film, stamped, words_of
from tests.bench.media.memory import growth
from tests.bench.media.sent import Sent, compare
from tests.bench.media.soak import is_whole, soak

HALL = [(number, 1_000_000 + number * 33_000) for number in range(10)]
BRANCH = [(number, 1_010_000 + number * 33_000) for number in range(20)]


@pytest.mark.long
async def test_two_minutes_of_twelve_points_lose_nothing():
    """Every frame sent on the stage is in the archive once; every viewer got every packet."""
    figures = await soak(2)
    assert is_whole(figures), figures
    assert figures["stage_changes"] >= 6
    assert figures["stage_frames_archived"] > 2 * 60 * HD.fps * 0.8


def archived(first: int, last: int) -> list[tuple[str, int, int]]:
    """The hall until its frame `first`, then the branch from the next moment on to `last`."""
    return [("hall", *one) for one in HALL[2 : first + 1]] + [("branch", *one) for one in BRANCH[first + 1 : last + 1]]


def test_frames_before_and_after_a_stretch_on_the_stage_are_not_missed():
    assert compare({"hall": HALL, "branch": BRANCH}, archived(6, 19)) == Sent(18, 18, 0, 0, 1)


def test_a_frame_missing_within_a_stretch_is_lost():
    stamps = archived(6, 19)
    del stamps[2], stamps[9]
    assert compare({"hall": HALL, "branch": BRANCH}, stamps).lost == 2


def test_frames_missing_at_the_change_and_at_the_end_are_lost():
    stamps = [stamp for stamp in archived(6, 19) if stamp[:2] not in (("hall", 4), ("hall", 5), ("hall", 6))]
    assert compare({"hall": HALL, "branch": BRANCH}, stamps).lost == 2  # the newest may have passed the change
    assert compare({"hall": HALL, "branch": BRANCH}, archived(6, 16)).lost == 3


def test_a_frame_that_came_twice_is_told():
    stamps = archived(6, 19)
    stamps.insert(3, stamps[2])
    assert compare({"hall": HALL, "branch": BRANCH}, stamps).twice == 1


def test_memory_that_rises_after_the_warm_up_is_told_by_the_hour():
    rising = [(float(s), 100.0 + s / 36) for s in range(0, 3600, 60)]
    assert growth(rising)["mb_an_hour"] == 100.0
    assert growth([(float(s), 100.0 if s > 500 else 50.0) for s in range(0, 3600, 60)])["mb_an_hour"] == 0.0


def test_the_words_in_a_frame_are_read_back_with_and_without_parameter_sets():
    key, delta = film(HD)[:2]
    assert (key.is_key, delta.is_key) == (True, False)
    assert words_of(stamped(delta, "hall:1:2")[0]) == "hall:1:2"
    assert stamped(key, "hall:0:1")[0].startswith(key.payloads[0])
    assert b"hall:0:1" in stamped(key, "hall:0:1")[0]
    assert words_of(delta.payloads[0]) is None

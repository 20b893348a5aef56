"""Two minutes of the soak, and its arithmetic."""

from typing import Any

import pytest

from tests.bench.media.film import HD, film, stamped, words_of
from tests.bench.media.memory import growth
from tests.bench.media.sent import Sent, compare
from tests.bench.media.soak import JUDGED_MINUTES, MOST_MB_AN_HOUR, NONE, faults, is_judged, soak

HALL = [(number, 1_000_000 + number * 33_000) for number in range(10)]
BRANCH = [(number, 1_010_000 + number * 33_000) for number in range(20)]


@pytest.mark.long
async def test_two_minutes_of_twelve_points_lose_nothing():
    """Every frame sent on the stage is in the archive once, every viewer got every packet.

    Neither memory nor late voices are judged here: beside other work the one who sends is late itself.
    """
    figures = await soak(2)
    assert not is_judged(figures)
    assert faults(figures | {"voice_overdue": 0}) == [], figures
    assert figures["stage_changes"] >= 6
    assert figures["stage_frames_archived"] > 2 * 60 * HD.fps * 0.8


def figures_of(minutes: float, rise: float = 0.0, **wrong: Any) -> dict[str, Any]:
    """Of a run in which all went well, but for what is `wrong`."""
    memory = {"media": {"mb_an_hour": 0.0}, "recorder": {"mb_an_hour": rise}}
    good = {"minutes": minutes, "screens_saw": [300, 300], "stage_frames_archived": 300, "memory": memory}
    return good | dict.fromkeys(NONE, 0) | wrong


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


@pytest.mark.parametrize("name", NONE)
def test_one_packet_or_frame_lost_late_or_twice_is_a_fault_that_the_run_names(name):
    assert faults(figures_of(2)) == []
    assert faults(figures_of(2, **{name: 1})) == [f"{name}: 1"]


def test_a_screen_that_saw_other_frames_than_the_archive_has_is_a_fault():
    assert len(faults(figures_of(2, screens_saw=[300, 299]))) == 1


def test_memory_that_rises_is_a_fault_of_a_run_long_enough_to_tell():
    assert faults(figures_of(JUDGED_MINUTES, MOST_MB_AN_HOUR - 0.1)) == []
    assert faults(figures_of(JUDGED_MINUTES, MOST_MB_AN_HOUR)) == ["memory of recorder: 16 MB an hour"]
    assert faults(figures_of(JUDGED_MINUTES - 1, 500.0)) == []


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

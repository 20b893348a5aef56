"""The recording's time is its line's: what waits in it is not late, and where it falls silent the film ends."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from itertools import groupby, pairwise
from typing import Any

import pytest_asyncio

from services.meeting.media.tap_frames import TapEvent, TapFrame
from services.meeting.recorder import recording as module
from services.meeting.recorder.recording import Recording
from services.meeting.recorder.segmenter import Closed, Cut, Opened
from services.meeting.recorder.tap_reader import Line
from tests.services.meeting.recorder.evening import ORIGIN, arrival, heard, on_stage
from tests.services.meeting.recorder.test_stage_feed import camera, speaker

SECOND = 1_000_000
LATER = 20 * SECOND


class Studio:
    """Line, archivist and clock of one recording. `hears` and then lets it tick."""

    def __init__(self) -> None:
        self.clock_us, self.closed, self.asked = ORIGIN, 0, 0
        self.cuts: list[Cut] = []
        self._line: asyncio.Queue[list[TapFrame] | Line] = asyncio.Queue()
        self._ticked = asyncio.Event()
        me: Any = self
        self.recording = Recording(ORIGIN, me, me, lambda: self.clock_us)

    async def frames(self) -> AsyncIterator[list[TapFrame] | Line]:
        while True:
            yield await self._line.get()

    def close(self) -> None:
        self.closed += 1

    def ask_key_frame(self) -> None:
        self.asked += 1

    async def take(self, cuts: list[Cut]) -> None:
        self.cuts += cuts
        self._ticked.set()

    async def hears(self, *told: list[TapFrame] | Line) -> None:
        for one in told:
            self._line.put_nowait(one)
            for _ in range(9):  # turns of the loop: read and ticked
                await asyncio.sleep(0)

    @property
    def spans(self) -> list[tuple[int, int]]:
        """From when to when each closed segment is, µs."""
        begun = [cut.start_us for cut in self.cuts if isinstance(cut, Opened)]
        ended = [cut.end_us for cut in self.cuts if isinstance(cut, Closed)]
        return list(zip(begun, ended, strict=False))


@pytest_asyncio.fixture
async def studio(monkeypatch):
    monkeypatch.setattr(module, "TICK_S", 0)
    studio = Studio()
    running = asyncio.create_task(studio.recording.run())
    yield studio
    running.cancel()
    await asyncio.wait([running])


def batches(start_us: int = 0, seconds: int = 6) -> list[list[TapFrame]]:
    """A second each of a point that is seen and heard."""
    frames: list[TapFrame] = [on_stage(1, "hall"), heard((2, "hall")), *camera(seconds=6)[1], *speaker()[1]]
    told = sorted(
        (one for one in frames if start_us <= arrival(one) - ORIGIN < start_us + seconds * SECOND), key=arrival
    )
    return [list(batch) for _, batch in groupby(told, lambda one: (arrival(one) - ORIGIN) // SECOND)]


def later(frames: list[TapFrame]) -> list[TapFrame]:
    return [_later(one) for one in frames]


def _later(frame: TapFrame) -> TapFrame:
    if isinstance(frame, TapEvent):
        return TapEvent(frame.fields | {"at_us": arrival(frame) + LATER})
    return replace(frame, arrival_us=frame.arrival_us + LATER)


async def test_what_waited_in_the_line_while_the_recorder_stood_still_is_in_the_film(studio):
    await studio.hears(Line.THERE)
    studio.clock_us += 6 * SECOND
    await studio.hears(*batches(), Line.GONE)
    assert studio.recording.losses == {"taken": 300, "lost": 0, "overdue": 0}
    assert all(one[1] == two[0] for one, two in pairwise(studio.spans))
    assert studio.spans[0][0] == 0 and studio.spans[-1][1] > 5.9 * SECOND


async def test_a_line_that_fell_silent_is_a_gap_from_then_on(studio):
    await studio.hears(Line.THERE, *batches(seconds=3))
    for _ in range(6):
        studio.clock_us += SECOND
        await studio.hears([])
    await studio.hears(Line.GONE)
    assert 2.9 * SECOND < studio.spans[-1][1] <= 3 * SECOND


async def test_a_machine_that_slept_leaves_a_gap_and_makes_its_line_anew(studio):
    first, *others = batches()
    await studio.hears(Line.THERE, first)
    studio.clock_us += LATER
    await studio.hears(later(first), later(others[0]))
    assert studio.closed == 1 and studio.recording.losses["taken"] == 50
    assert 0.9 * SECOND < studio.spans[-1][1] <= SECOND
    await studio.hears(Line.THERE, later(first), *map(later, others), Line.GONE)
    assert min(start for start, _ in studio.spans[1:]) >= LATER


async def test_while_nobody_is_seen_or_heard_signs_of_life_carry_the_film_on(studio):
    beats: list[TapFrame] = [TapEvent({"type": "beat", "at_us": ORIGIN + half * SECOND // 2}) for half in range(13)]
    await studio.hears(Line.THERE, *([beat] for beat in beats), Line.GONE)
    assert studio.spans[0][0] == 0 and studio.spans[-1][1] > 5.9 * SECOND


async def test_a_turns_start_asks_for_a_key_frame_at_once_and_the_next_one_begins_a_segment(studio):
    """None is due half a second into a segment; a second mark does not wait because one was asked for just now."""
    first, *others = batches()
    half = [one for one in first if arrival(one) < ORIGIN + SECOND // 2]
    await studio.hears(Line.THERE, half)
    assert studio.asked == 0
    studio.recording.mark()
    assert studio.asked == 1
    studio.recording.mark()
    assert studio.asked == 2
    await studio.hears([one for one in first if one not in half], *others, Line.GONE)
    assert studio.spans[0] == (0, SECOND)

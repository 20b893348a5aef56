"""The newest minutes of one recording in memory: what live playlists say, and the parts' bytes."""

import asyncio
from collections import OrderedDict
from dataclasses import replace

from services.meeting.recorder.playlist import SEGMENTS_WITH_PARTS, Live, is_discontinuity
from services.meeting.recorder.segments import Segment

WINDOW_US = 600_000_000  # ten minutes to go back without leaving the live picture
KEPT_PARTS = 64


class LiveWindow:
    """Follows the segmenter; `reached` waits for what a player asks for."""

    def __init__(self, origin_us: int) -> None:
        self.live = Live(origin_us, ())
        self._parts: OrderedDict[tuple[str, int], bytes] = OrderedDict()
        self._moved = asyncio.Event()

    def load(self, segments: list[Segment]) -> None:
        """What was recorded before this process began."""
        for segment in segments:
            self._add(segment)

    def open(self, segment: Segment) -> None:
        """A segment begins; one that was open and never closed was lost, and its number is this one's."""
        self._move(replace(self.live, opened=segment, is_over=False))

    def write(self, segment: Segment, data: bytes) -> None:
        """`segment` is the open one with its newest part."""
        self._parts[segment.name, len(segment.parts) - 1] = data
        while len(self._parts) > KEPT_PARTS:
            self._parts.popitem(last=False)
        self._move(replace(self.live, opened=segment))

    def close(self, segment: Segment) -> None:
        """The open segment is complete and kept."""
        self.live = replace(self.live, opened=None)
        self._add(segment)

    def end(self) -> None:
        """Nothing comes any more, until the next `open`."""
        self._move(replace(self.live, opened=None, is_over=True))

    def part(self, name: str, number: int) -> bytes | None:
        """The bytes of one of the newest 64 parts; none of an older one."""
        return self._parts.get((name, number))

    async def reached(self, number: int, part: int | None) -> None:
        """Until this part of segment `number`, or all of it, is there. Bound it by a time-out."""
        while not (self.live.has(number, part) or self.live.is_over):
            await self._moved.wait()

    def _add(self, segment: Segment) -> None:
        segments = [*self.live.segments, segment]
        breaks = self.live.breaks_before
        while segments[-1].end_us - segments[0].end_us > WINDOW_US:
            breaks += is_discontinuity(segments[0], segments[1])
            del segments[0]
        old = -SEGMENTS_WITH_PARTS - 1
        if len(segments) > SEGMENTS_WITH_PARTS and segments[old].parts:
            segments[old] = replace(segments[old], parts=())
        self._move(replace(self.live, segments=tuple(segments), breaks_before=breaks))

    def _move(self, live: Live) -> None:
        self.live = live
        self._moved.set()
        self._moved = asyncio.Event()

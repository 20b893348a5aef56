"""One conference being recorded: the tap, the clock's tick, the cuts."""

import asyncio
from collections.abc import Callable

from services.meeting.media.tap_frames import TapFrame
from services.meeting.recorder.archivist import Archivist
from services.meeting.recorder.segmenter import Segmenter
from services.meeting.recorder.segments import SEGMENT_US
from services.meeting.recorder.slate import next_slate, slate
from services.meeting.recorder.stage_feed import HOLD_US, StageFeed
from services.meeting.recorder.tap_reader import Line, TapReader
from services.meeting.recorder.timeline import TapTime
from shared.observability.logs import get_logger

log = get_logger()
TICK_S = 0.05
ASK_AFTER_US = SEGMENT_US - 150_000  # a key frame asked for now comes when the segment is two seconds long
ASK_AGAIN_US = 400_000


class Recording:
    """Runs until cancelled; `finish` then closes the open segment. `now_us` is UTC µs."""

    def __init__(
        self, origin_us: int, reader: TapReader, archivist: Archivist, now_us: Callable[[], int], *, aac: bool = False
    ) -> None:
        self._origin_us, self._reader, self._archivist, self._now_us = origin_us, reader, archivist, now_us
        self._feed, self._segmenter = StageFeed(origin_us, aac=aac), Segmenter()
        self._connected_us: int | None = None
        self._tap_time = TapTime()
        self._asked_us = 0
        self._lock = asyncio.Lock()

    @property
    def is_connected(self) -> bool:
        return self._connected_us is not None

    @property
    def losses(self) -> dict[str, int]:
        """Voice packets: see `StageFeed.losses`."""
        return self._feed.losses

    async def run(self) -> None:
        """Until it is cancelled. What it raises is our bug: the process ends, and the next one takes up."""
        async with asyncio.TaskGroup() as group:
            group.create_task(self._read())
            group.create_task(self._tick())

    def mark(self) -> None:
        """A turn begins: a key frame and a new segment as soon as there is one."""
        self._segmenter.mark()
        self._ask(force=True)

    async def finish(self) -> None:
        """Nothing more comes: all there is goes into the last segment, which ends where the line fell silent."""
        async with self._lock:
            await self._advance(HOLD_US)
            await self._archivist.take(self._segmenter.finish())
            self._connected_us = None
        self._reader.close()

    async def _read(self) -> None:
        async for frames in self._reader.frames():
            if frames is Line.GONE:
                log.warning("tap.lost")
                await self.finish()
            elif frames is Line.THERE:
                self._tap_time = TapTime()
                self._feed.begin(self._now_us())
                self._connected_us = self._now_us() - self._origin_us
            else:
                await self._take(frames)

    async def _take(self, frames: list[TapFrame]) -> None:
        for frame in frames:
            if self._connected_us is None:  # what a line still held that we let go of
                return
            if not self._tap_time.told(frame):
                log.warning("tap.hole")
                await self.finish()
                return
            try:
                self._feed.take(frame)
            except ValueError:
                log.warning("packet.refused")

    async def _tick(self) -> None:
        while True:
            await asyncio.sleep(TICK_S)
            async with self._lock:
                await self._advance()
            self._ask()

    async def _advance(self, more_us: int = 0) -> None:
        if self._connected_us is None or not self._tap_time.until_us:
            return
        pictures, sounds, until_us = self._feed.advance(self._tap_time.until_us + more_us)
        for picture in pictures:
            self._segmenter.add_picture(picture)
        for sound in sounds:
            self._segmenter.add_sound(sound)
        self._fill(self._connected_us, until_us)
        await self._archivist.take(self._segmenter.cut(until_us))

    def _fill(self, connected_us: int, until_us: int) -> None:
        """Where there is no picture, the dark one."""
        last_us, is_slate = self._segmenter.last_picture_us, self._segmenter.last_point == ""
        while (due := next_slate(last_us, is_slate, connected_us, until_us)) is not None:
            self._segmenter.add_picture(slate(due))
            last_us, is_slate = self._segmenter.last_picture_us, True

    def _ask(self, *, force: bool = False) -> None:
        """A key frame when one is due."""
        due = self._feed.wants_key or self._segmenter.open_for_us >= ASK_AFTER_US
        if (force or due) and (force or self._now_us() - self._asked_us >= ASK_AGAIN_US):
            self._asked_us = self._now_us()
            self._reader.ask_key_frame()

"""Turns cuts into segments with numbers: on the disk, in the live window, on their way to the store.

A segment that neither the disk nor the memory takes is a gap, like time in which nothing came: its number goes to the
next one, and the uploader counts how much was lost.
"""

import asyncio
from contextlib import suppress
from dataclasses import replace

from services.meeting.recorder.h264 import Parameters
from services.meeting.recorder.init_segment import init_segment
from services.meeting.recorder.live_window import LiveWindow
from services.meeting.recorder.segmenter import Closed, Cut, Opened, Written
from services.meeting.recorder.segments import Segment
from services.meeting.recorder.spool import Spool, Spooled, sha256
from services.meeting.recorder.uploader import Uploader
from shared.observability.logs import get_logger

log = get_logger()


class Archivist:
    """One recording's. `inits` are the numbers of init segments already known, by their SHA-256."""

    def __init__(
        self,
        spool: Spool,
        window: LiveWindow,
        uploader: Uploader,
        inits: dict[str, int],
        next_number: int,
        *,
        aac: bool = False,
    ) -> None:
        self._spool, self._window, self._uploader = spool, window, uploader
        self._inits, self._next, self._aac = inits, next_number, aac
        self._open: Segment | None = None
        self._body = bytearray()
        self.disk_failed = False

    async def take(self, cuts: list[Cut]) -> None:
        """The segmenter's cuts, in order. Never raises for a disk that says no: see `disk_failed`."""
        for cut in cuts:
            match cut:
                case Opened(start_us, parameters, point):
                    await self._begin(start_us, parameters, point)
                case Written():
                    self._write(cut)
                case Closed(end_us):
                    await self._close(end_us)

    async def _begin(self, start_us: int, parameters: Parameters, point: str) -> None:
        init = await self._init(parameters)
        self._open, self._body = Segment(self._next, init, start_us, 0, point), bytearray()
        self._window.open(self._open)
        try:
            await asyncio.to_thread(self._spool.begin, self._open)
        except OSError:
            self._disk_fails()

    def _write(self, cut: Written) -> None:
        if self._open is None:
            return
        self._open = replace(self._open.with_part(cut.part), frames=self._open.frames + cut.frames)
        self._body += cut.data
        self._window.write(self._open, cut.data)
        try:
            self._spool.append(self._open, cut.data)
        except OSError:
            self._disk_fails()

    async def _close(self, end_us: int) -> None:
        segment, self._open = self._open, None
        if segment is None:
            return
        if not segment.parts:
            self._spool.drop(segment)
            return
        segment, body = replace(segment, duration_us=end_us - segment.start_us), bytes(self._body)
        spooled = self._spool.segment(segment, body)
        if await self._keep(spooled, body, segment):
            self._next += 1
            self._window.close(segment)
        else:
            self._uploader.lose(spooled)
            with suppress(OSError):
                await asyncio.to_thread(self._spool.forget, segment.name)

    async def _init(self, parameters: Parameters) -> int:
        body = init_segment(parameters, aac=self._aac)
        digest = sha256(body)
        if digest not in self._inits:
            self._inits[digest] = number = max(self._inits.values(), default=0) + 1
            await self._keep(self._spool.init(number, parameters, body, aac=self._aac), body)
        return self._inits[digest]

    async def _keep(self, spooled: Spooled, body: bytes, segment: Segment | None = None) -> bool:
        """Whether it is safe on the disk, or at least in memory."""
        try:
            if segment is None:
                await asyncio.to_thread(self._spool.keep, spooled, body)
            else:
                await asyncio.to_thread(self._spool.close, segment, body)
            self.disk_failed = False
        except OSError:
            self._disk_fails()
            return self._uploader.hold(spooled, body)
        self._uploader.wake()
        return True

    def _disk_fails(self) -> None:
        if not self.disk_failed:
            log.error("spool.failed")
        self.disk_failed = True

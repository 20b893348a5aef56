"""Live pictures: rendered once per (thing, view, seq), the same bytes to everyone, over Server-Sent Events.

Screens take whole pictures, not differences: a reconnect gets the newest one and nothing has to be replayed.
"""

import asyncio
import contextlib
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from shared.observability.metrics import LIVE_READERS
from shared.web.event_stream import EventStream, Write

HEARTBEAT_S = 10.0
CONNECTION_LIFE_S = 600.0
SHORTEST_PAUSE_S = 0.2  # at most five pictures a second


class Picture(NamedTuple):
    """One state of a screen. `seq` grows with every change of what it shows."""

    seq: int
    html: str


class Key(NamedTuple):
    """What is shown, and to which role."""

    subject: UUID
    view: str


@dataclass(frozen=True, slots=True)
class Shown:
    """A drawn frame and the version of the subject it shows."""

    version: int
    frame: bytes


class LivePictures:
    """The newest picture of each key, and the readers that wait for the next one."""

    def __init__(self, render: Callable[[Key], Awaitable[Picture]], now: Callable[[], datetime]) -> None:
        self._render, self._now = render, now
        self._shown: dict[Key, Shown] = {}
        self._drawing: dict[Key, asyncio.Lock] = {}
        self._version: dict[UUID, int] = {}
        self._changed: dict[UUID, asyncio.Event] = {}

    def beat(self) -> bytes:
        """The server's business time: pictures are kept, so their own clocks would be stale for a late reader."""
        return f"event: beat\ndata: {self._now().isoformat()}\n\n".encode()

    def changed(self, subject: UUID) -> None:
        """Something about the subject changed: every view of it is drawn anew."""
        self._version[subject] = self._version.get(subject, 0) + 1
        event = self._changed.pop(subject, None)
        if event:
            event.set()

    async def newest(self, key: Key) -> Shown:
        """The newest frame; drawn at most once a version however many readers ask."""
        async with self._drawing.setdefault(key, asyncio.Lock()):
            version = self._version.get(key.subject, 0)  # read first: a change while drawing makes it stale
            shown = self._shown.get(key)
            if shown is None or shown.version != version:
                shown = self._shown[key] = Shown(version, frame(await self._render(key)))
            return shown

    async def wait(self, subject: UUID, version: int, timeout_s: float) -> None:
        """Wait until the subject is past `version`, or the time is up."""
        if self._version.get(subject, 0) != version:
            return
        event = self._changed.setdefault(subject, asyncio.Event())
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(event.wait(), timeout_s)


def frame(picture: Picture) -> bytes:
    """The picture as one event-stream message."""
    data = "\n".join(f"data: {line}" for line in picture.html.splitlines())
    return f"id: {picture.seq}\nevent: picture\n{data}\n\n".encode()


class LiveResponse(EventStream):
    """Streams the pictures of one key until the reader leaves or the connection's life ends."""

    def __init__(self, pictures: LivePictures, key: Key) -> None:
        self._pictures, self._key = pictures, key
        super().__init__(self._show, life_s=CONNECTION_LIFE_S)

    async def _show(self, write: Write) -> None:
        sent: Shown | None = None
        with LIVE_READERS.labels(self._key.view).track_inprogress():
            while True:
                newest = await self._pictures.newest(self._key)
                body = b"" if sent and newest.frame == sent.frame else newest.frame
                await write(self._pictures.beat() + body)
                sent, sent_at = newest, time.monotonic()
                await self._pictures.wait(self._key.subject, newest.version, HEARTBEAT_S)
                await asyncio.sleep(max(0.0, SHORTEST_PAUSE_S - (time.monotonic() - sent_at)))

"""Playlists of whole recordings, made once a segment: however many look back, recording goes on beside them."""

import asyncio
import math
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from uuid import UUID

from services.meeting.recorder.live_window import LiveWindow
from services.meeting.recorder.playlist import Addresses, archive_playlist
from services.meeting.recorder.shelf import Shelf

KEPT_S = 1.0  # what waits in memory because the disk is full comes without a new segment
OVER_KEPT_S = 30.0  # where no segment comes any more
MOST_KEPT = 8  # three hours are a megabyte
Key = tuple[UUID, Addresses, bool]


@dataclass(slots=True)
class _Made:
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    text: str = ""
    at: float = -math.inf
    newest: int = -1


class Archives:
    """`now` is monotonic seconds."""

    def __init__(self, shelf: Shelf, now: Callable[[], float] = time.monotonic) -> None:
        self._shelf, self._now = shelf, now
        self._made: OrderedDict[Key, _Made] = OrderedDict()

    async def playlist(self, conference: UUID, variant: Addresses, window: LiveWindow | None) -> str:
        """All segments that are closed; it is over without a `window`. Raises `NotFound`."""
        row = await self._shelf.row(conference)
        newest = window.live.segments[-1].number if window and window.live.segments else -1
        made = self._of((conference, variant, window is None))
        kept_s = OVER_KEPT_S if window is None else KEPT_S
        async with made.lock:
            if made.newest != newest or self._now() - made.at >= kept_s:
                segments, _ = await self._shelf.known(conference)
                made.text = archive_playlist(row.origin_us, segments, variant, is_over=window is None)
                made.at, made.newest = self._now(), newest
        return made.text

    def _of(self, key: Key) -> _Made:
        made = self._made.setdefault(key, _Made())
        self._made.move_to_end(key)
        if len(self._made) > MOST_KEPT:
            self._made.popitem(last=False)
        return made

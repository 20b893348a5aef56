"""Many who look back at once ask the tables and the disk once."""

import asyncio
from types import SimpleNamespace
from typing import Any
from uuid import UUID, uuid4

from services.meeting.recorder.archives import KEPT_S, OVER_KEPT_S, Archives
from services.meeting.recorder.live_window import LiveWindow
from services.meeting.recorder.playlist import STAGE, VOICE, Addresses
from services.meeting.recorder.segments import Segment


class Shelf:
    """Counts who asks."""

    def __init__(self) -> None:
        self.asked, self.segments = 0, [Segment(0, 1, 0, 2_000_000)]

    def closes(self, window: LiveWindow) -> None:
        self.segments.append(Segment(1, 1, 2_000_000, 2_000_000))
        window.close(self.segments[-1])

    async def row(self, _conference: UUID) -> Any:
        return SimpleNamespace(origin_us=0)

    async def known(self, _conference: UUID) -> Any:
        self.asked += 1
        await asyncio.sleep(0)
        return list(self.segments), {}


async def test_a_hundred_who_ask_at_once_are_one_question_until_a_segment_is_closed_or_a_second_is_over():
    shelf, clock, conference, window = Shelf(), [0.0], uuid4(), LiveWindow(0)
    archives = Archives(shelf, lambda: clock[0])  # type: ignore[arg-type]
    window.load(shelf.segments)

    async def asks(variant: Addresses = STAGE) -> str:
        return await archives.playlist(conference, variant, window)

    first = await asyncio.gather(*(asks() for _ in range(100)))
    assert shelf.asked == 1 and set(first) == {first[0]} and "000000-0" in first[0]
    assert "voice/" in await asks(VOICE)
    shelf.closes(window)
    assert "000001-2000" in await asks()
    shelf.segments.append(Segment(2, 1, 4_000_000, 2_000_000))  # out of memory, the window knew it before
    assert "000002-4000" not in await asks() and shelf.asked == 3
    clock[0] = KEPT_S
    assert "000002-4000" in await asks()
    assert "#EXT-X-ENDLIST" in await archives.playlist(conference, STAGE, None)


async def test_the_playlist_of_what_is_over_is_made_anew_only_after_half_a_minute():
    shelf, clock, conference = Shelf(), [0.0], uuid4()
    archives = Archives(shelf, lambda: clock[0])  # type: ignore[arg-type]
    for asked, clock[0] in ((1, 0.0), (1, OVER_KEPT_S - 1), (2, OVER_KEPT_S)):
        assert "#EXT-X-ENDLIST" in await archives.playlist(conference, STAGE, None)
        assert shelf.asked == asked

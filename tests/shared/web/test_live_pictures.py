"""One drawing a version however many watch; no change is lost; who leaves is let go."""

import asyncio
from collections import Counter
from datetime import UTC, datetime
from uuid import UUID

import pytest

from shared.ids import new_id
from shared.observability.metrics import LIVE_READERS
from shared.web import live
from shared.web.live import Key, LivePictures, LiveResponse, Picture
from tests.shared.web.event_reader import EventReader

NOW = datetime(2026, 11, 26, 1, 0, tzinfo=UTC)


class Subject:
    """Something that changes and is drawn."""

    def __init__(self) -> None:
        self.id, self.seq = new_id(), 0
        self.drawn: Counter[tuple[str, int]] = Counter()
        self.drawing_takes_s = 0.0
        self.pictures = LivePictures(self._draw, lambda: NOW)

    async def _draw(self, key: Key) -> Picture:
        seq = self.seq
        await asyncio.sleep(self.drawing_takes_s)
        self.drawn[key.view, seq] += 1
        return Picture(seq, f"<p>{key.view} {seq}</p>\n<p>dòng hai</p>")

    def change(self) -> None:
        self.seq += 1
        self.pictures.changed(self.id)


class Reader(EventReader):
    """Sees the pictures of one view."""

    def __init__(self, subject: Subject, view: str = "hall") -> None:
        super().__init__(LiveResponse(subject.pictures, Key(subject.id, view)))

    @property
    def seen(self) -> list[int]:
        return [int(line[4:]) for line in self.bytes.decode().splitlines() if line.startswith("id: ")]

    @property
    def beats(self) -> int:
        return self.bytes.count(b"event: beat\n")

    async def sees(self, seq: int) -> None:
        await self.until(lambda: self.seen[-1:] == [seq])


@pytest.fixture
def subject(monkeypatch):
    monkeypatch.setattr(live, "SHORTEST_PAUSE_S", 0.02)
    return Subject()


async def test_a_hundred_readers_cost_one_drawing_a_version(subject):
    subject.drawing_takes_s = 0.02
    readers = [Reader(subject) for _ in range(100)]
    for seq in (0, 1, 2):
        await asyncio.gather(*(reader.sees(seq) for reader in readers))
        if seq < 2:
            subject.change()
    await asyncio.gather(*(reader.leave() for reader in readers))
    assert subject.drawn == {("hall", 0): 1, ("hall", 1): 1, ("hall", 2): 1}
    assert len({reader.bytes for reader in readers}) == 1


async def test_each_view_is_drawn_for_itself(subject):
    hall, console = Reader(subject, "hall"), Reader(subject, "console")
    await asyncio.gather(hall.sees(0), console.sees(0))
    assert b"hall 0" in hall.bytes and b"hall" not in console.bytes
    await asyncio.gather(hall.leave(), console.leave())


async def test_a_change_while_drawing_is_drawn_again(subject):
    subject.drawing_takes_s = 0.1
    reader = Reader(subject)
    await asyncio.sleep(0.05)  # the first drawing has read seq 0
    subject.change()
    await reader.sees(1)
    await reader.leave()


async def test_a_burst_of_changes_ends_with_the_newest_picture(subject):
    reader = Reader(subject)
    await reader.sees(0)
    for _ in range(200):
        subject.change()
        await asyncio.sleep(0)
    await reader.sees(200)
    await reader.leave()
    assert len(reader.seen) < 20


async def test_a_late_reader_gets_the_newest_picture_at_once(subject):
    for _ in range(5):
        subject.change()
    reader = Reader(subject)
    await reader.sees(5)
    assert reader.seen == [5]
    await reader.leave()


async def test_a_quiet_stream_beats_with_the_servers_time_and_repeats_no_picture(subject, monkeypatch):
    monkeypatch.setattr(live, "HEARTBEAT_S", 0.05)
    reader = Reader(subject)
    async with asyncio.timeout(3):
        while reader.beats < 4:
            await asyncio.sleep(0.01)
    await reader.leave()
    assert reader.seen == [0]
    assert b"event: beat\ndata: 2026-11-26T01:00:00+00:00\n\n" in reader.bytes


async def test_a_picture_is_one_event_with_its_lines_kept(subject):
    reader = Reader(subject)
    await reader.sees(0)
    await reader.leave()
    assert b"id: 0\nevent: picture\ndata: <p>hall 0</p>\ndata: <p>d\xc3\xb2ng hai</p>\n\n" in reader.bytes
    assert (reader.status, reader.headers[b"content-type"][:17]) == (200, b"text/event-stream")
    assert reader.headers[b"cache-control"] == b"no-store"
    assert b"content-length" not in reader.headers


async def test_who_leaves_is_let_go(subject):
    watching = LIVE_READERS.labels("hall")._value
    before = watching.get()
    readers = [Reader(subject) for _ in range(10)]
    await asyncio.gather(*(reader.sees(0) for reader in readers))
    assert watching.get() == before + 10
    await asyncio.gather(*(reader.leave() for reader in readers))
    assert watching.get() == before


async def test_a_stream_ends_by_itself_so_that_a_restart_of_the_proxy_is_no_surprise(subject, monkeypatch):
    monkeypatch.setattr(live, "CONNECTION_LIFE_S", 0.1)
    reader = Reader(subject)
    await asyncio.wait_for(reader.task, 2)
    assert reader.seen == [0]


async def test_a_picture_that_cannot_be_drawn_ends_the_stream_and_the_next_reader_gets_it(subject):
    async def broken(_key: Key) -> Picture:
        raise RuntimeError("no database")

    mended, subject.pictures._render = subject.pictures._render, broken
    reader = Reader(subject)
    await asyncio.wait_for(reader.task, 2)
    subject.pictures._render = mended
    again = Reader(subject)
    await again.sees(0)
    await again.leave()


async def test_subjects_do_not_wake_each_other(subject):
    subject.pictures.changed(UUID(int=1))
    reader = Reader(subject)
    await reader.sees(0)
    subject.pictures.changed(UUID(int=1))
    await asyncio.sleep(0.1)
    await reader.leave()
    assert sum(subject.drawn.values()) == 1

"""The recorder's line: the stage's HD and the open voices, and a slow recorder that slows nobody."""

import asyncio
import json
from contextlib import asynccontextmanager
from datetime import timedelta

import pytest

from services.meeting.domain.media_links import tap_token, watch_token
from services.meeting.media.h264 import starts_key_frame
from services.meeting.media.room import Room
from services.meeting.media.rtp import RtpPacket, parse, write
from services.meeting.media.source import Source
from services.meeting.media.tap import TapDoor
from services.meeting.media.tap_feed import MOST_KEPT, TapFeed
from services.meeting.media.tap_frames import TapEvent, TapFrame, TapPacket, TapParser, TapReport
from services.meeting.media.tap_line import record
from shared.clock import real_now
from tests.services.meeting.media.peers import opened

SECRET = "s" * 32
KEY, DELTA = b"\x67\x42", b"\x41\x00"


class Recorder:
    """Reads frames until it saw what it waited for."""

    def __init__(self, reader, writer) -> None:
        self._reader, self.writer, self._parser = reader, writer, TapParser()
        self.frames: list[TapFrame] = []

    async def until(self, true):
        async with asyncio.timeout(20):
            while not true():
                self.frames += self._parser.feed(await self._reader.read(65536))

    def events(self, what):
        return [f.fields for f in self.frames if isinstance(f, TapEvent) and f.fields["type"] == what]

    def packets(self, kind, source=None):
        came = [f for f in self.frames if isinstance(f, TapPacket) and f.kind == kind]
        return [f for f in came if source in (None, f.source)]


@asynccontextmanager
async def tapped(engine):
    """The door before one room, as if it were in a process of its own."""
    feeding = set()

    def take(_room, point, line):
        feeding.add(asyncio.create_task(record(engine.room, point, line.dup())))

    async with TapDoor(take, SECRET) as tap:
        try:
            yield tap
        finally:
            for task in feeding:
                task.cancel()
            await asyncio.gather(*feeding, return_exceptions=True)


@asynccontextmanager
async def recording(engine, room="r", **only):
    async with tapped(engine) as tap:
        reader, writer = await asyncio.open_connection("127.0.0.1", tap.port)
        hello = {"room": room, "token": tap_token(room, SECRET, real_now())} | only
        writer.write(json.dumps(hello).encode() + b"\n")
        try:
            yield Recorder(reader, writer)
        finally:
            writer.close()


async def test_the_recorder_gets_the_stage_from_a_key_frame_and_the_open_voices(engine):
    async with opened(engine, "hall"), opened(engine, "branch"), recording(engine) as recorder:
        engine.show("hall", ["branch"])
        await recorder.until(lambda: len(recorder.packets("V")) > 10 and len(recorder.packets("A")) > 10)
        hall, branch = (engine.room.points[point] for point in ("hall", "branch"))
        assert {f.source for f in recorder.packets("V")} == {hall.sources[0].id}
        assert {f.source for f in recorder.packets("A")} == {branch.sources[2].id}
        first = next(f for f in recorder.frames if isinstance(f, TapPacket) and f.kind == "V")
        assert starts_key_frame(parse(first.rtp).payload)
        assert recorder.events("stage")[-1]["source"] == hall.sources[0].id
        assert recorder.events("voices")[-1]["sources"] == [{"source": branch.sources[2].id, "point": "branch"}]
        await recorder.until(lambda: any(isinstance(f, TapReport) for f in recorder.frames))


@pytest.mark.parametrize(
    "token",
    [
        None,
        7,
        "",
        tap_token("r", "another" * 8, real_now()),
        tap_token("another", SECRET, real_now()),
        watch_token("r", "r", SECRET, real_now()),
        tap_token("r", SECRET, real_now() - timedelta(days=1)),
    ],
    ids=["none", "a number", "empty", "forged", "another room's", "a watcher's", "old"],
)
async def test_nobody_hears_a_room_without_its_token(engine, token):
    async with opened(engine, "hall"), tapped(engine) as tap:
        engine.show("hall", ["hall"])
        reader, writer = await asyncio.open_connection("127.0.0.1", tap.port)
        writer.write(json.dumps({"room": "r", "token": token}).encode() + b"\n")
        assert await asyncio.wait_for(reader.read(), 10) == b""
        writer.close()
        assert not engine.room.changed


async def test_who_asks_for_a_sign_of_life_gets_one_also_from_a_silent_room(engine):
    async with recording(engine) as recorder:
        recorder.writer.write(b'{"beat": true}\n')
        await recorder.until(lambda: recorder.events("beat"))


async def test_a_change_of_stage_is_told_right_before_the_new_ones_key_frame(engine):
    async with opened(engine, "hall"), opened(engine, "branch"), recording(engine) as recorder:
        engine.show("hall", [])
        await recorder.until(lambda: len(recorder.packets("V")) > 5)
        engine.show("branch", [])
        branch = engine.room.points["branch"].sources[0].id
        await recorder.until(lambda: len(recorder.packets("V", branch)) > 5)
        told = next(
            at for at, f in enumerate(recorder.frames) if isinstance(f, TapEvent) and f.fields.get("source") == branch
        )
        pictures = [f for f in recorder.frames[told:] if isinstance(f, TapPacket)]
        assert {f.source for f in pictures} == {branch}
        assert starts_key_frame(parse(pictures[0].rtp).payload)
        assert not [f for f in recorder.frames[:told] if isinstance(f, TapPacket) and f.source == branch]


async def test_a_wish_for_a_key_frame_reaches_the_camera_on_stage(engine):
    async with opened(engine, "hall") as hall, recording(engine) as recorder:
        engine.show("hall", [])
        await recorder.until(lambda: len(recorder.packets("V")) > 8)
        asked = hall.hd.asked
        recorder.writer.write(b'{"keyframe": true}\n')
        await recorder.until(lambda: hall.hd.asked > asked)


async def test_a_point_that_came_back_is_a_new_source_and_the_old_one_is_gone(engine):
    async with opened(engine, "hall"), recording(engine) as recorder:
        engine.show("hall", ["hall"])
        await recorder.until(lambda: recorder.packets("V") and recorder.packets("A"))
        before = engine.room.points["hall"].sources[0].id
        async with opened(engine, "hall"):
            after = engine.room.points["hall"].sources[0].id
            await recorder.until(lambda: recorder.packets("V", after))
            assert before in [event["source"] for event in recorder.events("gone")]
            assert after > before


class Line:
    """A recorder's line that stands still."""

    def __init__(self) -> None:
        self.waiting = 0
        self.written: list[bytes] = []

    def write(self, data):
        self.written.append(data)

    def get_write_buffer_size(self):
        return self.waiting


class Point:
    """As much of a publisher as the feed needs."""

    def __init__(self, source: Source) -> None:
        self.sources, self.voice = [source], None

    def best_video(self):
        return self.sources[0]

    def tick(self):
        pass


def test_a_slow_recorder_loses_pictures_up_to_a_key_frame_and_the_loss_is_counted():
    asked: list[bool] = []
    room, line, hd = Room(lambda: 10**12), Line(), Source(1, "hall", "hd", 90_000, lambda: asked.append(True))
    feed = TapFeed(room, line, lambda: 10**12)
    room.points["hall"] = Point(hd)  # type: ignore[assignment]
    room.show("hall", [])

    def come(seq: int, payload: bytes) -> list[TapPacket]:
        packet = RtpPacket(96, 0, seq, seq, 1, payload)
        line.written.clear()
        hd.take(packet, 10**12 + seq * 10**6, write(packet))
        hd.flush()
        return [f for frame in line.written for f in TapParser().feed(frame) if isinstance(f, TapPacket)]

    assert come(1, KEY)
    assert come(2, DELTA)
    line.waiting = MOST_KEPT
    assert not come(3, DELTA)
    assert not come(4, KEY)
    line.waiting = 0
    before = len(asked)
    assert not come(5, DELTA)
    assert len(asked) == before + 1
    assert come(6, KEY)
    assert come(7, DELTA)
    assert feed.dropped == 3


async def test_a_points_own_recorder_gets_its_picture_off_stage_and_its_voice_only_while_its_microphone_is_open(engine):
    async with opened(engine, "hall"), opened(engine, "branch"), recording(engine, point="branch") as recorder:
        engine.show("hall", ["hall"])
        await recorder.until(lambda: len(recorder.packets("V")) > 10)
        branch = engine.room.points["branch"]
        assert {f.source for f in recorder.packets("V")} == {branch.sources[0].id}
        assert not recorder.packets("A"), "whoever speaks aside of the session is not recorded"
        engine.show("hall", ["hall", "branch"])
        await recorder.until(lambda: len(recorder.packets("A")) > 5)
        assert {f.source for f in recorder.packets("A")} == {branch.sources[2].id}
        engine.show("branch", ["hall"])
        await recorder.until(lambda: not recorder.events("voices")[-1]["sources"])
        assert {e["point"] for e in recorder.events("stage")} == {"branch"}


async def test_a_point_that_is_no_word_is_refused(engine):
    async with recording(engine, point=7) as recorder, asyncio.timeout(10):
        assert await recorder._reader.read() == b""

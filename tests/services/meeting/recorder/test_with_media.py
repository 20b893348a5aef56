"""The recorder behind the real media process: points over WebRTC, the tap over TCP."""

import asyncio
from itertools import groupby
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from services.meeting.media.engine import Engine
from services.meeting.recorder.archivist import Archivist
from services.meeting.recorder.live_window import LiveWindow
from services.meeting.recorder.recording import Recording
from services.meeting.recorder.spool import Spool, waiting
from services.meeting.recorder.tap_reader import TapReader
from tests.services.meeting.media.peers import opened
from tests.services.meeting.media.test_tap import tapped
from tests.services.meeting.recorder.decoding import decode
from tests.services.meeting.recorder.stage_server import now_us


class Kept:
    """Stands for the uploader: everything stays on the disk."""

    def wake(self) -> None:
        pass


async def seen(window: LiveWindow, point: str, segments: int) -> None:
    """Until so many segments in a row begin with this point."""
    async with asyncio.timeout(40):
        while sum(one.point == point for one in window.live.segments) < segments:
            await asyncio.sleep(0.05)


@pytest.fixture
async def recorded(tmp_path: Path):
    async with Engine() as engine, tapped(engine) as tap:
        origin, conference = now_us(), uuid4()
        window, uploader = LiveWindow(origin), Kept()
        kept: Any = uploader
        archivist = Archivist(Spool(tmp_path, conference, "phu-xuyen"), window, kept, {}, 0)
        recording = Recording(origin, TapReader(f"127.0.0.1:{tap.port}", "r", "s" * 32), archivist, now_us)
        task = asyncio.create_task(recording.run())
        yield engine, recording, window
        await recording.finish()
        task.cancel()
        await asyncio.wait([task])


def body_of(root: Path, name: str) -> bytes:
    (path,) = root.glob(f"*/{name}.bytes")
    return path.read_bytes()


async def test_the_film_follows_the_stage_from_point_to_point(recorded, tmp_path):
    engine, recording, window = recorded
    async with opened(engine, "hall", size=(64, 48)), opened(engine, "branch", size=(96, 64)):
        engine.show("hall", ["hall"])
        await seen(window, "hall", 2)
        engine.show("branch", ["branch", "hall"])
        await seen(window, "branch", 2)
        engine.show("hall", ["hall"])
        await seen(window, "hall", 4)
    await recording.finish()
    segments = [one for one in waiting(tmp_path) if one.kind == "segment"]
    runs = [point for point, _ in groupby(one.facts["point"] for one in segments) if point]
    assert runs == ["hall", "branch", "hall"]
    sizes = {"": (320, 176), "hall": (64, 48), "branch": (96, 64)}
    for one in segments:
        init = body_of(tmp_path, f"init-{one.facts['init']}")
        film = decode(init + body_of(tmp_path, one.name))
        assert set(film.sizes) == {sizes[one.facts["point"]]}
        assert len(film.sizes) == one.facts["frames"]
    assert recording.losses["lost"] == recording.losses["overdue"] == 0
    assert recording.losses["taken"] > 200

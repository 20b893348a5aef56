"""Pictures and voices through the engine, between peers of aiortc."""

import pytest_asyncio

from services.meeting.media.engine import Engine
from services.meeting.media.h264 import starts_key_frame
from tests.services.meeting.media.peers import Screen, Speaker


@pytest_asyncio.fixture
async def engine():
    async with Engine() as engine:
        yield engine


@pytest_asyncio.fixture
async def hall(engine):
    speaker = Speaker()
    await speaker.join(engine, "r", "hall")
    yield speaker
    await speaker.connection.close()


async def test_a_viewer_gets_the_stage_from_a_key_frame_on(engine, hall):
    await engine.show("r", "hall", ["hall"])
    screen = Screen()
    await screen.join(engine, "r", "screen")
    await screen.until(lambda: len(screen.packets[0]) > 30 and len(screen.packets[2]) > 10)
    first = screen.packets[0][0]
    assert starts_key_frame(first.payload)
    assert {p.ssrc for p in screen.packets[0]} == {screen.ssrc(0)}
    await screen.connection.close()

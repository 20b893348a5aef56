"""An engine, and the guard that nothing in this process decodes."""

import threading

import aiortc.rtcrtpreceiver
import pytest
import pytest_asyncio

from services.meeting.media.engine import Engine


@pytest.fixture(autouse=True)
def nothing_decodes(monkeypatch):
    """No decoder is made and no decoder's thread runs, whatever a test does."""
    made: list[object] = []
    monkeypatch.setattr(aiortc.rtcrtpreceiver, "get_decoder", made.append)
    yield
    assert made == []
    assert [thread.name for thread in threading.enumerate() if thread.name.endswith("-decoder")] == []


@pytest_asyncio.fixture
async def engine():
    async with Engine() as engine:
        yield engine

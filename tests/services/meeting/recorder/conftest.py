"""A recorder process on real servers, and a stage that plays."""

from contextlib import suppress
from uuid import uuid4

import httpx
import pytest
import pytest_asyncio

from deploy.local.testing import bare_servers
from shared.database import migrate
from tests.services.meeting.recorder.running import RecorderProcess
from tests.services.meeting.recorder.stage_server import StageServer


@pytest_asyncio.fixture(scope="module")
async def store_servers():
    """Servers of their own, because the store is taken away here."""
    async with bare_servers() as servers:
        await migrate.upgrade("meeting", servers.database_url("meeting"))
        yield servers


@pytest_asyncio.fixture
async def stage():
    async with StageServer() as server:
        yield server


@pytest_asyncio.fixture
async def recorder(store_servers, stage, tmp_path, conference):
    """What a test leaves running is stopped: the next recorder would take it up."""
    process = RecorderProcess(store_servers, tmp_path / "spool", stage.port)
    await process.start()
    yield process
    with suppress(httpx.HTTPError):
        await process.client.post(f"{process.url}/recorder/c/{conference}/stop")
    await process.stop()
    await process.client.aclose()


@pytest.fixture
def conference():
    return uuid4()

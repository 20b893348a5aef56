"""Meeting's database, and a room with its doors open, once a run."""

from collections.abc import AsyncIterator

import pytest_asyncio

from deploy.local.testing import StackHandle
from shared.database.engine import Database
from tests.services.meeting.live.screens import browser
from tests.services.meeting.live.support import meeting_database, open_room

__all__ = ["browser", "database", "room_url"]


@pytest_asyncio.fixture(scope="session")
async def database(servers: StackHandle) -> AsyncIterator[Database]:
    database = await meeting_database(servers)
    yield database
    await database.close()


@pytest_asyncio.fixture(scope="session")
async def room_url(servers: StackHandle, database: Database) -> AsyncIterator[str]:
    async with open_room(servers) as url:
        yield url

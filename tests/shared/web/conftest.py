"""Notify's schema with the shared tables, once a run."""

from collections.abc import AsyncIterator

import pytest_asyncio

from deploy.local.testing import StackHandle
from shared.database import migrate
from shared.web.room import Room
from tests.shared.web.house import ROOM, build


@pytest_asyncio.fixture(scope="session")
async def tables(servers: StackHandle) -> StackHandle:
    await migrate.upgrade(migrate.SHARED, servers.database_url(ROOM))
    return servers


@pytest_asyncio.fixture
async def room(tables: StackHandle) -> AsyncIterator[Room]:
    built = build(tables)
    yield built
    await built.database.close()

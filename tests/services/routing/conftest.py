"""Routing's real schema, and a fresh unit for each test."""

from collections.abc import AsyncIterator

import pytest_asyncio

from deploy.local.testing import StackHandle
from shared.database import migrate
from shared.database.engine import Database
from tests.services.routing.house import House


@pytest_asyncio.fixture(scope="session")
async def routing_database(servers: StackHandle) -> AsyncIterator[Database]:
    url = servers.database_url("routing")
    await migrate.upgrade("routing", url)
    await migrate.check("routing", url)
    database = Database(url)
    yield database
    await database.close()


@pytest_asyncio.fixture
async def house(routing_database: Database) -> House:
    return await House.open(routing_database)

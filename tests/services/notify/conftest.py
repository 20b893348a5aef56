"""Notify's application on real servers, with empty tables and a unit of its own for each test."""

import os
from collections.abc import AsyncIterator
from unittest.mock import patch

import pytest_asyncio
from fastapi import FastAPI
from sqlalchemy import text

from deploy.local.testing import StackHandle
from services.notify.app import create_app
from services.notify.store.tables import Base
from shared.database import migrate
from tests.services.notify.house import House
from tests.services.notify.post_office import PostOffice, post_office


@pytest_asyncio.fixture(scope="session")
async def notify_app(servers: StackHandle) -> AsyncIterator[FastAPI]:
    url = servers.database_url("notify")
    await migrate.upgrade("notify", url)
    await migrate.check("notify", url)
    with patch.dict(os.environ, servers.env("notify")):
        app = create_app()
    yield app
    await app.state.room.database.close()


@pytest_asyncio.fixture
async def house(notify_app: FastAPI) -> House:
    tables = ", ".join(table.name for table in Base.metadata.sorted_tables)
    async with notify_app.state.room.database.transaction() as session:
        await session.execute(text(f"truncate {tables}, outbox, commands"))
    return await House(notify_app).open()


@pytest_asyncio.fixture
async def office() -> AsyncIterator[PostOffice]:
    async with post_office() as open_one:
        yield open_one

"""The room's application on the real servers, without its bus."""

import os
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager
from datetime import datetime
from unittest.mock import patch

import pytest
import pytest_asyncio
from fastapi import FastAPI

from deploy.local.testing import StackHandle
from shared.database.engine import Database
from shared.identity import Officer
from tests.services.routing.web_desk import Desk, desk_of

Sit = Callable[[Officer], AbstractAsyncContextManager[Desk]]


@pytest_asyncio.fixture(scope="session")
async def app(servers: StackHandle, routing_database: Database) -> AsyncIterator[FastAPI]:
    with patch.dict(os.environ, servers.env("routing")):
        from services.routing.app import create_app

        made = create_app()
    yield made
    await made.state.room.database.close()


@pytest.fixture
def sit(app: FastAPI, servers: StackHandle, house) -> Sit:
    """`async with sit(officer) as desk`; the business clock stands where the house's does."""
    app.state.room.clock.jump((house.clock.now() - _real()).total_seconds())
    return lambda officer: desk_of(app, officer, servers.env("routing")["DT_TOKEN_PRIVATE_KEY"])


def _real() -> datetime:
    from shared.clock import real_now

    return real_now()

"""Meeting's database and a browser, once a run; a house with a recorder for each test that wants one."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest_asyncio

from deploy.local.testing import StackHandle
from shared.database.engine import Database
from tests.services.meeting.live.conftest import database
from tests.services.meeting.live.screens import browser
from tests.services.meeting.live.support import end_all
from tests.services.meeting.watching.house import House
from tests.services.meeting.watching.house import house as open_house

__all__ = ["browser", "database", "house"]


@pytest_asyncio.fixture
async def house(servers: StackHandle, database: Database, tmp_path: Path) -> AsyncIterator[House]:
    await end_all(database)
    async with open_house(servers, tmp_path) as opened:
        yield opened

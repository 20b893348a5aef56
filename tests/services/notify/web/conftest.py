"""A clerk of the house's unit, at a desk."""

from collections.abc import AsyncIterator

import pytest_asyncio

from deploy.local.testing import StackHandle
from tests.services.notify.house import House
from tests.services.notify.web.desk import Desk, desk_of


@pytest_asyncio.fixture
async def desk(house: House, servers: StackHandle) -> AsyncIterator[Desk]:
    async with desk_of(house.app, house.unit_id, servers.keys.token_private_key) as one:
        yield one

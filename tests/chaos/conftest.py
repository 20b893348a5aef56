"""A small house of its own for each file of outages. Client libraries need not report each lost line."""

import logging
import random
from collections.abc import AsyncIterator, Iterator

import pytest
import pytest_asyncio

from deploy.local.testing import running_stack
from tests.chaos.conference import crew_of
from tests.chaos.small import Small, open_small
from tests.chaos.storm import Storm


@pytest.fixture(autouse=True)
def quiet_lines() -> Iterator[None]:
    """Silence the bus client of the test itself."""
    logger = logging.getLogger("nats")
    before, logger.level = logger.level, logging.CRITICAL
    yield
    logger.setLevel(before)


@pytest_asyncio.fixture(scope="module")
async def small() -> AsyncIterator[Small]:
    chance = random.Random(5)
    async with running_stack() as stack, crew_of(stack, Storm(stack, chance), chance) as crew:
        yield await open_small(crew)

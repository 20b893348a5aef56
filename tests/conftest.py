"""Real servers for the tests, started once a run: NATS, PostgreSQL and S3, with every room's schema in place."""

from collections.abc import AsyncIterator

import pytest_asyncio

from deploy.local.testing import StackHandle, bare_servers


@pytest_asyncio.fixture(scope="session")
async def servers() -> AsyncIterator[StackHandle]:
    """The bare servers of this run; tests tell themselves apart by their own unit and ids."""
    async with bare_servers() as handle:
        yield handle

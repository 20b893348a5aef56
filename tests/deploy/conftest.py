"""One whole house without rooms for the tests of this folder; those that break things start their own."""

from collections.abc import AsyncIterator

import pytest_asyncio

from deploy.local.testing import StackHandle, running_stack


@pytest_asyncio.fixture(scope="session")
async def stack() -> AsyncIterator[StackHandle]:
    async with running_stack(rooms=()) as handle:
        yield handle

"""Real servers for the tests, started once a worker: NATS, PostgreSQL and S3, with every room's schema in place."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from deploy.local.testing import StackHandle, bare_servers

LONG_ROADS = ("e2e", "chaos", "deploy")


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Two workers share the run by whole files, for houses are shared; the long ones come first, lest one end alone."""
    for item in items:
        item.add_marker(pytest.mark.xdist_group(_house_of(item)))
    items.sort(key=lambda item: not set(LONG_ROADS) & set(item.path.parts))


def _house_of(item: pytest.Item) -> str:
    """Every test on the played demo shares that one."""
    played = "demo" in getattr(item, "fixturenames", ()) and "e2e" in item.path.parts
    return "demo" if played else str(item.path.relative_to(Path(__file__).parent))


@pytest_asyncio.fixture(scope="session")
async def servers() -> AsyncIterator[StackHandle]:
    """The bare servers of this run; tests tell themselves apart by their own unit and ids."""
    async with bare_servers() as handle:
        yield handle

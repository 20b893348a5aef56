"""Real servers for the tests, started once a worker: NATS, PostgreSQL and S3, with every room's schema in place."""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from playwright.async_api import expect
from xdist.remote import Producer
from xdist.scheduler import LoadScopeScheduling

from deploy.local.testing import StackHandle, bare_servers

LONG_ROADS = ("e2e", "chaos", "deploy")
OWN_HOUSE = "tests/e2e/test_thread.py"
expect.set_options(timeout=30_000)  # ms; a guard against hanging: how fast a page is, benches say


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The long roads come first, lest one of two workers end alone."""
    items.sort(key=lambda item: not set(LONG_ROADS) & set(item.path.parts))


def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> LoadScopeScheduling:
    """Workers share the run by whole files, since each furnishes a house; the played demo is one for all its files."""
    return ByHouse(config, log)


class ByHouse(LoadScopeScheduling):  # type: ignore[misc]  # xdist tells no types
    def _split_scope(self, nodeid: str) -> str:
        file = nodeid.split("::", 1)[0]
        return "demo" if file.startswith("tests/e2e/") and file != OWN_HOUSE else file


@pytest_asyncio.fixture(scope="session")
async def servers() -> AsyncIterator[StackHandle]:
    """The bare servers of this run; tests tell themselves apart by their own unit and ids."""
    async with bare_servers() as handle:
        yield handle

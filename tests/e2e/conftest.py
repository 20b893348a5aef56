"""Two houses: an empty one for the newcomer, and one with the demo played for everything else."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Browser

from deploy.demo.story import tell_story
from deploy.local.testing import running_stack
from tests.e2e.browser import launched
from tests.e2e.front import Front, in_front_of

HERE = Path(__file__).parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What spoils the shared demo comes last."""
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.e2e)
    items.sort(key=lambda item: item.path.name == "test_bad_input.py" and HERE in item.path.parents)


@pytest_asyncio.fixture(scope="session")
async def chromium() -> AsyncIterator[Browser]:
    async with launched() as browser:
        yield browser


@pytest_asyncio.fixture(scope="module")
async def empty(chromium: Browser) -> AsyncIterator[Front]:
    """As `make run DEMO=0` leaves it."""
    async with running_stack(demo=False) as stack, in_front_of(stack, chromium) as front:
        yield front


@pytest_asyncio.fixture(scope="session")
async def demo(chromium: Browser) -> AsyncIterator[Front]:
    """As a newcomer finds it: the commune with a conference ahead, one in session, one over; the centre in session."""
    async with running_stack() as stack, in_front_of(stack, chromium) as front:
        await tell_story(front.house, stack.keys.link_secret, lambda _done, _of: None)
        yield front


@pytest_asyncio.fixture(autouse=True)
async def no_complaints(request: pytest.FixtureRequest) -> AsyncIterator[None]:
    """Every test ends with browsers that found nothing to report: console, CSP, script errors, dialogs."""
    yield
    for house in {"demo", "empty"} & set(request.fixturenames):
        assert request.getfixturevalue(house).complaints() == []

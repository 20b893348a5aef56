"""The people at the desks and at home, signed in before anything falls, and how they work side by side."""

import asyncio
import random
from collections import Counter
from collections.abc import Awaitable, Callable, Iterable
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from datetime import datetime
from typing import TypeVar
from uuid import UUID

from deploy.demo.house import House
from deploy.demo.office import open_office
from deploy.demo.staff import account_of
from deploy.local.testing import StackHandle
from shared.profiles import Profile, load_profile
from shared.profiles.demo_accounts import PASSWORD
from tests.chaos.books import Books
from tests.chaos.clicks import Browser
from tests.chaos.ledger import Ledger
from tests.chaos.storm import ROOMS, Storm
from tests.chaos.waiting import until

UNIT = "phu-xuyen"
DEPARTMENTS = ("office", "economy", "culture_society", "service_point")
OFFICERS = ("vanphong", "lanhdao", "vanthu", *(account_of(department) for department in DEPARTMENTS))
HOMES = 6
T = TypeVar("T")


@dataclass
class Crew:
    """Everybody who acts in a scripted conference, and what they know."""

    stack: StackHandle
    house: House
    storm: Storm
    books: Books
    chance: random.Random
    ledger: Ledger = field(default_factory=Ledger)
    tally: Counter[str] = field(default_factory=Counter)
    officers: dict[str, Browser] = field(default_factory=dict)
    homes: list[Browser] = field(default_factory=list)
    began: dict[str, float] = field(default_factory=dict)  # act → when, for the figures
    profile: Profile = field(default_factory=lambda: load_profile(UNIT))
    conference_id: UUID = field(init=False)
    slug: str = field(init=False)

    async def move_in(self, doors: AsyncExitStack) -> None:
        """Open the office and sign everybody in."""
        await open_office(self.stack.url, UNIT, self.stack.keys.link_secret)
        await self.books.rest()
        for username in OFFICERS:
            self.officers[username] = await self._browser(doors)
            await self.officers[username].sign_in(username, PASSWORD)
        self.homes = [await self._browser(doors) for _ in range(HOMES)]

    async def _browser(self, doors: AsyncExitStack) -> Browser:
        browser = Browser(self.stack.url, self.tally)
        await doors.enter_async_context(browser)
        await browser.open("/dang-nhap")
        return browser

    async def side_by_side(self, work: Callable[[Browser, T], Awaitable[None]], items: Iterable[T]) -> None:
        """Each item once, from several homes at a time."""
        await self.with_browsers(self.homes, work, items)

    async def with_browsers(
        self, browsers: Iterable[Browser], work: Callable[[Browser, T], Awaitable[None]], items: Iterable[T]
    ) -> None:
        left = iter(list(items))

        async def at(browser: Browser) -> None:
            for item in left:
                await work(browser, item)

        async with asyncio.TaskGroup() as group:
            for browser in browsers:
                group.create_task(at(browser))

    async def set_time(self, moment: datetime) -> None:
        """Put the clock while nothing falls: a room without the bus would still go by its own watch."""
        async with self.storm.held():
            await until(self._all_on_the_bus, "every room on the bus", self.books.story)
            await self.house.set_time(moment)
            await asyncio.sleep(0.5)

    async def _all_on_the_bus(self) -> bool:
        answers = [await self.homes[0].get_json(f"{self.stack.room_url(room)}/healthz") for room in ROOMS]
        return all(answer.get("bus") for answer in answers)

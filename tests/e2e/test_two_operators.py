"""Two operators at one console, and the hall that watches them."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest_asyncio
from playwright.async_api import Locator, Route, expect

from tests.e2e.acts import console
from tests.e2e.front import Front
from tests.e2e.person import LATEST_S, Person
from tests.rules import rule

SOON_MS = LATEST_S * 1000
Desk = tuple[Person, Person, Person]


@pytest_asyncio.fixture(scope="module")
async def desk(demo: Front) -> AsyncIterator[Desk]:
    """The office and the leader at the console of the session now running, and the hall screen."""
    first, second, hall = await demo.officer("vanphong"), await demo.officer("lanhdao"), await demo.person()
    for operator in (first, second):
        await operator.open("/meeting/")
        await operator.follow("Bàn điều hành")
    await hall.open(str(await first.page.get_by_role("link", name="Màn hình").get_attribute("href")))
    if await first.at("#turn-card").count():
        await console.end(first, "Trả lời bằng văn bản")
    yield first, second, hall
    for someone in (first, second, hall):
        await someone.page.goto("about:blank")


def invite(operator: Person) -> Locator:
    return operator.at("#next-card").get_by_role("button", name="Mời")


@rule("R-101")
async def test_the_same_call_by_two_is_one_turn_and_the_later_one_reads_who_was_first(desk: Desk) -> None:
    first, second, hall = desk
    second.forgive("409")
    await expect(invite(second)).to_be_visible(timeout=SOON_MS)
    name = await second.words("#next-card h2")
    async with held(second, "**/turns/call"):
        await invite(second).click()
        await first.press(invite(first))
    await expect(second.at(".command-notice.is-refused")).to_contain_text(f"Lê Thị Hạnh đã mời {name}", timeout=SOON_MS)
    for operator in (first, second):
        await expect(operator.at("#turn-card h2")).to_have_text(name, timeout=SOON_MS)
    await expect(hall.at("#hall-now h2")).to_be_visible(timeout=SOON_MS)


async def test_each_sees_the_other_s_act_and_whose_it_was(desk: Desk) -> None:
    first, second, hall = desk
    await second.press(second.at("#turn-card").get_by_role("button", name="Trả lời tại chỗ"))
    for operator in (first, second):
        await expect(operator.at("#turn-card")).to_have_count(0, timeout=SOON_MS)
        await expect(operator.at("#desk-history li").first).to_contain_text("Trần Minh Đức", timeout=SOON_MS)
    await expect(hall.at("#hall-now")).to_have_count(0, timeout=SOON_MS)
    await console.call_next(first)
    await expect(hall.at("#hall-now")).to_be_visible(timeout=SOON_MS)
    await first.press(first.at("#put-back"))
    await expect(second.at("#next-card")).to_be_visible(timeout=SOON_MS)


@asynccontextmanager
async def held(someone: Person, address: str) -> AsyncIterator[None]:
    """What this browser sends there waits on the way until the block ends."""
    on = asyncio.Event()

    async def wait(route: Route) -> None:
        await on.wait()
        await route.continue_()

    await someone.page.route(address, wait)
    yield
    on.set()

"""Chromium for tests of screens: one browser a run, signed-in contexts, and what a page complains of."""

from collections.abc import AsyncIterator

import pytest_asyncio
from playwright.async_api import Browser, BrowserContext, Page, ViewportSize, async_playwright

from deploy.local.testing import StackHandle
from shared.identity import Officer, tokens
from tests.services.meeting.live.support import cookie

ARGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]
ARGS += ["--disable-component-update", "--disable-sync"]


@pytest_asyncio.fixture(scope="session")
async def browser() -> AsyncIterator[Browser]:
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path="/usr/bin/chromium", args=ARGS)
        yield browser
        await browser.close()


async def signed_in(browser: Browser, servers: StackHandle, url: str, who: Officer, **options: int) -> BrowserContext:
    size = ViewportSize(width=options.get("width", 1280), height=options.get("height", 720))
    context = await browser.new_context(viewport=size)
    await context.add_cookies([{"name": tokens.COOKIE, "value": cookie(servers, who), "url": url}])
    return context


async def opened(context: BrowserContext, url: str, complaints: list[str]) -> Page:
    page = await context.new_page()
    await page.route("**/waiting-count", lambda route: route.fulfill(status=204))  # other rooms are away here
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    await page.goto(url)
    return page

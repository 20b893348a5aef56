"""Chromium against the small desk; a page that breaks the CSP or logs an error fails its test."""

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
from playwright.async_api import Browser, ConsoleMessage, Page, async_playwright

from tests.shared.web.browser.server import DeskServer

CHROMIUM = "/usr/bin/chromium"
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip
AXE = Path(__file__).parents[3] / "vendor/axe.min.js"


@pytest.fixture(scope="session")
async def browser() -> AsyncIterator[Browser]:
    async with async_playwright() as playwright:
        started = await playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield started
        await started.close()


@pytest.fixture
def server() -> Iterator[DeskServer]:
    running = DeskServer()
    yield running
    running.stop()


def is_fault(message: ConsoleMessage) -> bool:
    """An answer a test asked for (503, no server) is the network's line, not the page's."""
    return message.type == "error" and "Failed to load resource" not in message.text


@pytest.fixture
async def page(browser: Browser, server: DeskServer) -> AsyncIterator[Page]:
    context = await browser.new_context(base_url=server.address, locale="vi-VN", timezone_id="Asia/Ho_Chi_Minh")
    opened, faults = await context.new_page(), list[str]()
    opened.on("console", lambda m: faults.append(m.text) if is_fault(m) else None)
    opened.on("pageerror", lambda error: faults.append(str(error)))
    opened.on("dialog", lambda dialog: dialog.accept())
    yield opened
    await context.close()
    assert faults == []

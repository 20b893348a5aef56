"""Nothing is cut off on the console and on the pages around it, at a phone's, a tablet's and a desk's width."""

import pytest
from playwright.async_api import Browser

from deploy.local.testing import StackHandle
from shared.database.engine import Database
from tests.services.meeting.live.evening import announced
from tests.services.meeting.live.screens import opened, signed_in
from tests.services.meeting.live.support import desk, officer

WIDTHS = (360, 740, 1280)
CUT_OFF = "all => all.filter(e => e.scrollWidth > e.clientWidth + 1 && e.clientWidth).map(e => e.textContent)"
LINES = "e => Math.round(e.getClientRects()[0].height / parseFloat(getComputedStyle(e).lineHeight))"


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("opens", [False, True])
async def test_every_step_of_the_programme_is_read_in_full(
    servers: StackHandle, database: Database, room_url: str, browser: Browser, width: int, opens: bool
):
    evening = await announced(database)
    async with desk(servers, room_url, evening.conference_id) as at:
        if opens:
            await at.opens()
    context = await signed_in(browser, servers, room_url, officer(), width=width)
    page = await opened(context, f"{room_url}/meeting/c/{evening.conference_id}/console", [])
    assert await page.locator(".stage").count() == 6
    assert await page.locator(".stage, .stage *:not(.sr-only, .btn, .btn *)").evaluate_all(CUT_OFF) == []
    ellipses = "all => all.filter(e => getComputedStyle(e).textOverflow === 'ellipsis').length"
    assert await page.locator(".stage *").evaluate_all(ellipses) == 0
    assert await page.evaluate("document.documentElement.scrollWidth") == width
    await context.close()


@pytest.mark.parametrize("width", WIDTHS)
async def test_the_next_step_in_the_list_of_conferences_stands_on_one_line(
    servers: StackHandle, database: Database, room_url: str, browser: Browser, width: int
):
    evening = await announced(database)
    context = await signed_in(browser, servers, room_url, officer(), width=width)
    page = await opened(context, f"{room_url}/meeting/", [])
    step = page.locator(f"#c-{evening.conference_id} .acts a span")
    assert await step.inner_text() == "Chuẩn bị Hội nghị"
    assert await step.evaluate(LINES) == 1
    assert await page.evaluate("document.documentElement.scrollWidth") == width
    await context.close()

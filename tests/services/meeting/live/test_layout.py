"""Nothing is cut off on the console and on the pages around it, at a phone's, a tablet's and a desk's width."""

import pytest
from playwright.async_api import Browser

from deploy.local.testing import StackHandle
from services.meeting.store.conference_tables import Status
from shared.database.engine import Database
from shared.identity import Role
from shared.ids import new_id
from tests.services.meeting.live.evening import announced
from tests.services.meeting.live.screens import opened, signed_in
from tests.services.meeting.live.support import announce, desk, officer

WIDTHS = (360, 740, 1280)
LONG = "Hội nghị đối thoại về thủ tục hành chính năm 2026 của Ủy ban nhân dân xã Phú Xuyên, lần 3"
CUT_OFF = "all => all.filter(e => e.scrollWidth > e.clientWidth + 1 && e.clientWidth).map(e => e.textContent)"
LINES = """all => all.map(e => {
  const inner = document.createRange();
  inner.selectNodeContents(e);
  return new Set([...inner.getClientRects()].map(box => Math.round(box.top))).size;
})"""


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
    unit_id = f"don-vi-{str(new_id())[-12:]}"
    async with database.transaction() as session:
        for status in (Status.ANNOUNCED, Status.CONCLUDED):
            await announce(
                session, unit_id=unit_id, status=status, title=LONG, venue="Hội trường tầng 2 Đảng ủy xã Phú Xuyên"
            )
    who = officer("Lê Thị Hạnh", Role.HOST_OFFICE, Role.SECRETARY, unit_id=unit_id)
    context = await signed_in(browser, servers, room_url, who, width=width)
    page = await opened(context, f"{room_url}/meeting/", [])
    steps = page.locator(".acts a span")
    assert set(await steps.all_inner_texts()) == {"Chuẩn bị Hội nghị", "Duyệt và công khai kết quả"}
    assert await steps.evaluate_all(LINES) == [1, 1]
    assert await page.evaluate("document.documentElement.scrollWidth") == width
    await context.close()

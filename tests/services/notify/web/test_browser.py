"""The screens in Chromium, wide and narrow: nothing sticks out, nothing is barred, the ticks and the dialog work."""

import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import suppress
from pathlib import Path

import pytest
import pytest_asyncio
import uvicorn
from playwright.async_api import Browser, Page, ViewportSize, async_playwright, expect

from deploy.local.testing import StackHandle
from services.notify import sender
from services.notify.domain.states import MessageState
from shared.contracts.meeting import Outcome
from shared.identity import Officer, Role, tokens
from shared.refusals import Unavailable
from tests.rules import rule
from tests.services.notify.house import House
from tests.services.notify.post_office import PostOffice, server_at

ARGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]
ARGS += ["--disable-component-update", "--disable-sync"]
AXE = (Path(__file__).parents[3] / "vendor" / "axe.min.js").read_text("utf-8")
SERIOUS = (
    "axe.run({resultTypes: ['violations']}).then(r => r.violations.filter(v => 'serious critical'.includes(v.impact)))"
)
WIDER = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest_asyncio.fixture
async def url(house: House) -> AsyncIterator[str]:
    """The room behind a real socket, without its loops."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    config = uvicorn.Config(house.app, host="127.0.0.1", port=port, log_level="error", lifespan="off")
    server = uvicorn.Server(config)
    serving = asyncio.create_task(server.serve())
    while not server.started:
        await asyncio.sleep(0.02)
    yield f"http://127.0.0.1:{port}"
    server.should_exit = True
    await serving


@pytest_asyncio.fixture(scope="session")
async def chromium() -> AsyncIterator[Browser]:
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path="/usr/bin/chromium", args=ARGS)
        yield browser
        await browser.close()


@pytest_asyncio.fixture
async def page(house: House, servers: StackHandle, url: str, chromium: Browser) -> AsyncIterator[Page]:
    """A clerk's browser; any complaint of the console fails the test."""
    who = Officer("o-1", house.unit_id, "UBND xã Phú Xuyên", "Trần Thị Mai", (Role.CLERK,))
    complaints: list[str] = []
    context = await chromium.new_context(viewport=ViewportSize(width=1280, height=800), base_url=url)
    token = tokens.sign(who, servers.keys.token_private_key)
    await context.add_cookies([{"name": tokens.COOKIE, "value": token, "url": url}])
    opened = await context.new_page()
    await opened.route("**/waiting-count", lambda route: route.fulfill(status=204))  # other rooms are away here
    opened.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
    opened.on("pageerror", lambda error: complaints.append(str(error)))
    yield opened
    await context.close()
    assert complaints == []


async def busy(house: House, office: PostOffice) -> None:
    """One letter of each kind: delivered, failed, in doubt, to print, to hand over, waiting, without address."""
    people = [
        house.person("Nguyễn Văn Cường", email="a@example.vn"),
        house.person("Lê Thị Bích Ngọc", email="b@example.vn"),
        house.person("Phạm Đức Anh", email="c@example.vn", org="Công ty TNHH Thương mại và Dịch vụ Phú Mỹ"),
        house.person("Vũ Thị Yến", address="số 45, ngõ 12, đường Phú Gia, thôn Phú Gia, xã Phú Xuyên"),
        house.person("Đỗ Văn Hùng", address=""),
    ]
    await house.issue(await house.waiting(*people, outcome=Outcome.NOT_REACHED), first=15)
    for rcpt, data in (("250 OK", "250 taken"), ("550 no such mailbox", "250 taken"), ("250 OK", None)):
        office.at_rcpt, office.at_data = rcpt, data
        with suppress(Unavailable):
            async with server_at(house.room.settings, office.port).line() as line:
                await sender.send_one(house.room, line)
    await house.waiting(house.person("Trần Thị Hoa"), house.person("Ngô Văn Tám", email="tam@example.vn"))
    await house.waiting_without_address()


@pytest.mark.parametrize("width", [1280, 360])
async def test_every_screen_fits_and_reads_aloud(house: House, office: PostOffice, page: Page, width: int):
    await page.set_viewport_size(ViewportSize(width=width, height=800))
    empty = ["/notify/", "/notify/outbox", "/notify/print", "/notify/receipts"]
    for path in empty:
        await looks_right(page, path)
    await busy(house, office)
    letters = [f"/notify/letters/{one.id}" for one in await house.letters()]
    messages = [f"/notify/messages/{one.id}" for one in await house.messages()]
    for path in [*empty, letters[0], letters[-1], *messages]:
        await looks_right(page, path)


async def looks_right(page: Page, path: str) -> None:
    await page.goto(path)
    assert await page.evaluate(WIDER) <= 0, f"{path} is too wide"
    size = page.viewport_size
    if size and size["width"] == 1280:  # the same elements at every width
        await page.evaluate(AXE)
        assert await page.evaluate(SERIOUS) == [], path


@rule("R-001")
async def test_tick_all_look_and_confirm(house: House, page: Page):
    await house.waiting(*(house.person(name) for name in ("Nguyễn Văn An", "Lê Thị Bình", "Đỗ Văn Chiến")))
    await page.goto("/notify/")
    await page.get_by_label("Chọn tất cả trong trang này").check()
    await expect(page.get_by_text("Đã chọn 3", exact=True)).to_be_visible()
    await page.get_by_label("Từ số").fill("98")
    await page.get_by_label("Họ tên người ký").fill("Lê Văn Bình")
    await page.get_by_role("button", name="Xem lại trước khi cấp số").click()
    await expect(page.get_by_text("3 công văn sẽ nhận từ số 98 đến số 100")).to_be_visible()
    await page.get_by_role("button", name="Cấp số và ban hành 3 công văn").click()
    await expect(page.get_by_role("heading", name="Đã ban hành 3 công văn")).to_be_visible()
    assert {one.number for one in await house.letters()} == {98, 99, 100}


async def test_sending_again_asks_first(house: House, office: PostOffice, page: Page):
    await busy(house, office)
    (message,) = await house.messages(MessageState.IN_DOUBT)
    await page.goto(f"/notify/messages/{message.id}")
    await page.get_by_text("Gửi lại thư này", exact=True).click()
    dialog = page.get_by_role("dialog")
    await expect(dialog).to_contain_text("người nhận sẽ nhận hai lần")
    await dialog.get_by_role("button", name="Không, quay lại").click()
    assert len(await house.messages(MessageState.IN_DOUBT)) == 1
    await page.get_by_text("Gửi lại thư này", exact=True).click()
    await dialog.get_by_role("button", name="Gửi lại", exact=True).click()
    await expect(page.get_by_text("Thư sẽ được gửi lại.")).to_be_visible()
    assert not await house.messages(MessageState.IN_DOUBT)

"""The citizen's way in a browser without script, on a telephone, and for those who cannot see."""

import asyncio
import gzip
import socket
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
import uvicorn
from playwright.async_api import Browser, BrowserContext, ConsoleMessage, Page, async_playwright

from deploy.local.testing import StackHandle
from services.intake.domain.question import State
from shared.identity import Officer, Role, tokens
from shared.ids import new_id
from tests.rules import rule
from tests.services.intake.conftest import build
from tests.services.intake.house import House

AXE = (Path(__file__).parents[2] / "vendor" / "axe.min.js").read_text("utf-8")
ARGUMENTS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip
FIRST_LOAD_BYTES = 60 * 1024
MENDING = "status of 422"  # how a browser reports a form that came back to be mended


@pytest_asyncio.fixture(scope="module")
async def chromium() -> AsyncIterator[Browser]:
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path="/usr/bin/chromium", args=ARGUMENTS)
        yield browser
        await browser.close()


@pytest_asyncio.fixture(scope="module")
async def served(migrated: StackHandle) -> AsyncIterator[tuple[House, str]]:
    """A house behind a real port."""
    app = build(migrated)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = uvicorn.Server(uvicorn.Config(app, host="127.0.0.1", port=port, log_level="error", lifespan="off"))
    running = asyncio.create_task(server.serve())
    while not server.started:
        await asyncio.sleep(0.05)
    yield await House(app, migrated.keys.token_private_key).open(), f"http://127.0.0.1:{port}"
    server.should_exit = True
    await running
    await app.state.room.database.close()


async def _watched(context: BrowserContext) -> tuple[Page, list[str]]:
    page, complaints = await context.new_page(), list[str]()

    def heard(message: ConsoleMessage) -> None:
        from_another_room = message.location.get("url", "").endswith("/waiting-count")  # which does not run here
        if message.type == "error" and MENDING not in message.text and not from_another_room:
            complaints.append(message.text)

    page.on("console", heard)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    return page, complaints


async def _serious(page: Page) -> list[str]:
    """What axe finds serious. Run through the protocol, past the page's own content policy."""
    await page.evaluate(AXE)
    found: dict[str, Any] = await page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    bad = [one for one in found["violations"] if one["impact"] in ("serious", "critical")]
    return [f"{one['id']}: {[node['html'][:120] for node in one['nodes']]}" for one in bad]


@rule("R-026", "R-128")
@pytest.mark.parametrize("width", [1280, 360])
async def test_from_the_plan_to_the_status_without_script(
    served: tuple[House, str], chromium: Browser, width: int
) -> None:
    house, url = served
    context = await chromium.new_context(java_script_enabled=False, viewport={"width": width, "height": 740})
    page, complaints = await _watched(context)
    await page.goto(f"{url}/don-vi/{house.unit_id}")
    await page.click("text=Đăng ký, gửi câu hỏi")
    await page.fill("#f-full_name", "Nguyễn Thị Lan")
    await page.click("text=Kiểm tra lại trước khi gửi")
    assert await page.locator("#error-summary li").count() == 3
    assert await page.input_value("#f-full_name") == "Nguyễn Thị Lan"
    await page.fill("#f-address", "xóm Cầu, xã Phú Xuyên")
    await page.fill("#f-content_tthc", "Xin hỏi thủ tục đăng ký khai sinh\ncho con?")
    await page.check("#f-declared-accuracy")
    await page.click("text=Kiểm tra lại trước khi gửi")
    await page.click("dt:has-text('Địa chỉ') ~ dd button >> nth=0")
    assert page.url.endswith("#f-address") and await page.is_checked("#f-declared-accuracy")
    await page.click("text=Kiểm tra lại trước khi gửi")
    await page.click("button:has-text('Gửi phiếu')")
    code = await page.inner_text(".receipt-code")
    assert (await house.question(f"{code}/1")).text == "Xin hỏi thủ tục đăng ký khai sinh\ncho con?"
    await page.click("text=Tra cứu ngay")
    assert "Đang chờ cán bộ xem xét" in await page.inner_text("main")
    await page.click("text=Rút câu hỏi này")
    await page.click("button:has-text('Rút câu hỏi')")
    assert (await house.question(f"{code}/1")).state is State.WITHDRAWN
    assert not complaints
    await context.close()


async def test_public_pages_fit_a_telephone_and_axe_finds_nothing_serious(
    served: tuple[House, str], chromium: Browser
) -> None:
    house, url = served
    code = await house.register()
    context = await chromium.new_context(viewport={"width": 360, "height": 740})
    page, complaints = await _watched(context)
    conference = f"/hoi-nghi/{house.slug}"
    for path in (
        f"/don-vi/{house.unit_id}", conference, f"{conference}/dang-ky", f"{conference}/da-nhan/{code}", "/tra-cuu",
        f"/tra-cuu/{code}", f"/tra-cuu/{code}/rut/1",
    ):  # fmt: skip
        await page.goto(url + path)
        assert await page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path
        assert await _serious(page) == [], path
    assert not complaints
    await context.close()


async def test_staff_pages_are_free_of_serious_findings_and_complaints(
    served: tuple[House, str], chromium: Browser
) -> None:
    house, url = served
    question = await house.question(f"{await house.register()}/1")
    context = await chromium.new_context(viewport={"width": 1280, "height": 800})
    officer = Officer(str(new_id()), house.unit_id, "UBND xã", "Trần Thị Hoa", (Role.HOST_OFFICE, Role.ADMIN))
    await context.add_cookies([{"name": tokens.COOKIE, "value": tokens.sign(officer, house.private_key), "url": url}])
    page, complaints = await _watched(context)
    for path in (
        "/intake/", "/intake/register", f"/intake/registrations/{question.registration_id}", "/intake/screening",
        f"/intake/screening/{question.id}", f"/intake/screening/{question.id}/turn-away?reason=complaint",
        "/intake/denunciations", "/intake/erasure", f"/intake/erasure/{question.registration_id}",
    ):  # fmt: skip
        await page.goto(url + path)
        assert await _serious(page) == [], path
        await page.set_viewport_size({"width": 360, "height": 740})
        assert await page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path
        await page.set_viewport_size({"width": 1280, "height": 800})
    assert not complaints
    await context.close()


async def test_the_first_visit_is_light(served: tuple[House, str], chromium: Browser) -> None:
    """Sizes as they lie on disk; the front door compresses text further."""
    house, url = served
    context = await chromium.new_context()
    page, _ = await _watched(context)
    sizes: dict[str, int] = {}

    async def weigh(response: Any) -> None:
        body = await response.body()
        text = "font" not in response.headers["content-type"]
        sizes[response.url] = len(gzip.compress(body)) if text else len(body)

    waiting: list[asyncio.Task[None]] = []
    page.on("response", lambda response: waiting.append(asyncio.ensure_future(weigh(response))))
    await page.goto(f"{url}/hoi-nghi/{house.slug}/dang-ky", wait_until="networkidle")
    await asyncio.gather(*waiting)
    assert sum(sizes.values()) <= FIRST_LOAD_BYTES, sizes
    await context.close()


async def _check_and_send(page: Page) -> str:
    check = page.locator("button:has-text('Kiểm tra lại trước khi gửi')")
    if await check.count():
        await check.click()
    await page.click("button:has-text('Gửi phiếu')")
    return await page.inner_text(".receipt-code")


@rule("R-128")
@pytest.mark.parametrize("script", [True, False])
async def test_back_from_the_receipt_and_sending_again_ends_at_the_same_receipt(
    served: tuple[House, str], chromium: Browser, script: bool
) -> None:
    house, url = served
    context = await chromium.new_context(java_script_enabled=script)
    page, complaints = await _watched(context)
    await page.goto(f"{url}/hoi-nghi/{house.slug}/dang-ky")
    await page.fill("#f-full_name", "Nguyễn Thị Lan")
    await page.fill("#f-address", "xóm Cầu, xã Phú Xuyên")
    await page.fill("#f-content_tthc", f"Xin hỏi thủ tục khai sinh {'có' if script else 'không'} script?")
    await page.check("#f-declared-accuracy")
    first = await _check_and_send(page)
    await page.go_back()
    assert await page.inner_text("h1") == "Kiểm tra lại trước khi gửi"
    assert await _check_and_send(page) == first
    await page.go_back()
    await page.go_back()
    assert await page.input_value("#f-full_name") == "Nguyễn Thị Lan"
    assert await _check_and_send(page) == first
    await page.go_back()
    await page.go_back()
    await page.fill("#f-address", "xóm Đình, xã Phú Xuyên")
    assert await _check_and_send(page) != first
    assert not complaints
    await context.close()

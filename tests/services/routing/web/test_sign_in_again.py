"""The sign-in ran out while somebody was typing: they sign in and stand before their words again."""

import asyncio
import socket
from collections.abc import AsyncIterator

import pytest_asyncio
import uvicorn
from playwright.async_api import Browser, Page, async_playwright, expect

from services.routing.usecases import officers
from shared.identity import Role, tokens
from shared.ids import new_id
from tests.shared.web.browser.conftest import CHROMIUM, FLAGS

PASSWORD = "một câu dễ nhớ"
FORM = "/routing/officers/new"


@pytest_asyncio.fixture
async def chromium() -> AsyncIterator[Browser]:
    async with async_playwright() as playwright:
        started = await playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield started
        await started.close()


@pytest_asyncio.fixture
async def url(app) -> AsyncIterator[str]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = uvicorn.Server(uvicorn.Config(app, host="127.0.0.1", port=port, log_level="error", lifespan="off"))
    running = asyncio.create_task(server.serve())
    while not server.started:
        await asyncio.sleep(0.01)
    yield f"http://127.0.0.1:{port}"
    server.should_exit = True
    await running


@pytest_asyncio.fixture
async def names(house) -> tuple[str, str]:
    """Two administrators of the unit."""
    made = []
    async with house.act() as session:
        for name in ("Nguyễn Văn Quang", "Trần Thị Bình"):
            new = officers.NewOfficer(f"qt-{new_id().hex[-8:]}", name, "Quản trị", (Role.ADMIN,))
            row = await officers.add_officer(session, house.unit_id, new, "secret", house.clock.now())
            officers.set_password(row, PASSWORD)
            made.append(row.username)
    return made[0], made[1]


async def sign_in(page: Page, username: str) -> None:
    await page.fill("#f-username", username)
    await page.fill("#f-password", PASSWORD)
    await page.click("main .sign-in-form button")


async def type_and_lose_the_session(page: Page, url: str, username: str) -> None:
    await page.goto(f"{url}/dang-nhap?next={FORM}")
    await sign_in(page, username)
    await page.fill("#f-full_name", "Đỗ Thị Mai")
    await page.check("input[name=roles][value=clerk]")
    await page.select_option("#f-department", "economy")
    await page.fill("#f-username", "vanthu-moi")
    await page.context.clear_cookies(name=tokens.COOKIE)
    await page.click("main form button[type=submit]")
    assert "/dang-nhap?next=/routing/officers/new" in page.url


async def test_after_signing_in_the_words_stand_in_the_form_again(url, chromium, names):
    page = await chromium.new_page()
    await type_and_lose_the_session(page, url, names[0])
    await sign_in(page, names[0])
    assert page.url == url + FORM
    await expect(page.locator("#f-full_name")).to_have_value("Đỗ Thị Mai")
    await expect(page.locator("#f-department")).to_have_value("economy")
    assert await page.is_checked("input[name=roles][value=clerk]")
    await expect(page.locator("form .notice")).to_contain_text("đã được điền lại")
    await page.fill("#f-username", f"vt-{new_id().hex[-8:]}")
    await page.click("main form button[type=submit]")
    await expect(page.locator("main h1")).to_contain_text("Đỗ Thị Mai")
    await page.goto(url + FORM)
    await expect(page.locator("#f-full_name")).to_have_value("")


async def test_another_officer_finds_an_empty_form(url, chromium, names):
    page = await chromium.new_page()
    await type_and_lose_the_session(page, url, names[0])
    await sign_in(page, names[1])
    await expect(page.locator("#f-full_name")).to_have_value("")
    assert await page.evaluate("sessionStorage.getItem('doithoai.typed')") is None


async def test_without_script_the_page_of_the_form_comes_back(url, chromium, names):
    context = await chromium.new_context(java_script_enabled=False)
    page = await context.new_page()
    await type_and_lose_the_session(page, url, names[0])
    await sign_in(page, names[0])
    assert page.url == url + FORM
    await expect(page.locator("main h1")).to_have_text("Thêm cán bộ")


async def test_a_password_never_waits_in_the_browser(url, chromium, names):
    page = await chromium.new_page()
    await page.goto(f"{url}/dang-nhap?next=/routing/account")
    await sign_in(page, names[0])
    await page.context.clear_cookies(name=tokens.COOKIE)
    await page.fill("#f-old", "bí mật cũ của tôi")
    await page.fill("#f-password", "bí mật mới của tôi")
    await page.click("main form button[type=submit]")
    await expect(page.locator("#f-username")).to_be_visible()
    assert "bí mật" not in await page.evaluate("JSON.stringify(sessionStorage)")

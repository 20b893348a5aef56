"""Hall and branch with cameras, in Chromium, over the doors of both processes at one address: pictures move."""

import asyncio
import os
import signal
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from typing import Any

import uvicorn
from playwright.async_api import Browser, Page, expect
from pydantic import SecretStr

from deploy.local.testing import StackHandle
from services.meeting.media.app import create_app as create_media
from services.meeting.media.settings import MediaSettings
from shared.clock import real_now
from shared.database.engine import Database
from shared.ids import new_id
from tests.e2e.browser import launched
from tests.rules import rule
from tests.services.meeting.live.screens import opened, signed_in
from tests.services.meeting.live.support import desk, officer, settings_of
from tests.services.meeting.live.test_points import AN, begin, hybrid, operator

FAKE_CAMERA = ("--use-fake-device-for-media-stream=fps=10", "--use-fake-ui-for-media-stream")
FRAMES = "() => document.querySelector('[data-part=stage]').getVideoPlaybackQuality().totalVideoFrames"


@asynccontextmanager
async def house(servers: StackHandle, **told: Any) -> AsyncIterator[tuple[str, Any]]:
    """Meeting and media at one address, as behind the front door; answers it, and the engine. `told`: settings."""
    from services.meeting.app import create_app

    settings = MediaSettings(
        link_secret=SecretStr(servers.keys.link_secret), token_public_key=servers.keys.token_public_key, **told
    )
    media = create_media(settings)
    rooms: dict[bool, Any] = {True: media}

    async def door(scope: Any, receive: Any, send: Any) -> None:
        await rooms[scope["path"].startswith("/media/")](scope, receive, send)

    server = uvicorn.Server(uvicorn.Config(door, port=0, lifespan="off", log_config=None, timeout_graceful_shutdown=1))
    async with AsyncExitStack() as stack:
        await stack.enter_async_context(media.router.lifespan_context(media))
        task = asyncio.create_task(server._serve())
        while not server.started:
            await asyncio.sleep(0.02)
        url = f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
        with settings_of(servers, DT_MEDIA_URL=url):
            rooms[False] = create_app()
        await stack.enter_async_context(rooms[False].router.lifespan_context(rooms[False]))
        try:
            yield url, media.state.engine
        finally:
            server.should_exit = True
            await task


async def joined(browser: Browser, servers: StackHandle, base: str, point: str, complaints: list[str]) -> Page:
    """The page of a point after its operator pressed the button."""
    context = await signed_in(browser, servers, base.partition("/meeting")[0], operator(point))
    page = await opened(context, f"{base}/point/{point}", complaints)
    await page.get_by_role("button", name="Nối hình, tiếng").click()
    await expect(page.locator("[data-part=link]")).to_have_text("tốt", timeout=30_000)
    return page


async def moves(page: Page) -> None:
    """The picture on stage is drawn anew, again and again."""
    before = await page.evaluate(FRAMES)
    await _until(page, lambda frames: frames > before + 10)


async def _until(page: Page, true: Callable[[int], bool]) -> None:
    async with asyncio.timeout(30):
        while not true(await page.evaluate(FRAMES)):
            await asyncio.sleep(0.2)


@rule("R-186", "R-209")
async def test_hall_and_branch_see_each_other_and_the_stage_follows_the_line(servers: StackHandle, database: Database):
    evening, complaints = await hybrid(database, starts_at=real_now()), list[str]()
    async with house(servers) as (url, engine), launched(*FAKE_CAMERA) as browser:
        base = f"{url}/meeting/c/{evening.conference_id}"
        hall = await joined(browser, servers, base, "hall", complaints)
        branch = await joined(browser, servers, base, "chi-nhanh-1", complaints)
        console = await opened(await signed_in(browser, servers, url, officer()), f"{base}/console", complaints)
        await expect(branch.locator("[data-part=stage-name]")).to_have_text("Hội trường")
        await moves(branch)
        for page in (hall, branch):
            await expect(page.locator("[data-part=microphone]")).to_contain_text("đang đóng")
        place = console.locator("#point-chi-nhanh-1 .point-link")
        await expect(place).to_have_text("nối tốt · micro đóng")

        async with desk(servers, url, evening.conference_id) as at:
            await begin(evening, at)
            await expect(hall.locator("[data-part=microphone]")).to_contain_text("đang mở")
            turn = new_id()
            await at.send("turns/call", turn, question=evening.id_of(AN))
            await expect(hall.locator("[data-part=stage-name]")).to_have_text("Chi nhánh 1")
            await moves(hall)
            await expect(branch.locator("[data-part=microphone]")).to_contain_text("đang mở")
            await expect(place).to_have_text("nối tốt · micro mở")

            os.kill(engine.pid(str(evening.conference_id)), signal.SIGKILL)  # every line is cut
            await expect(branch.locator("[data-part=link]")).to_have_text("tốt", timeout=30_000)
            await expect(hall.locator("[data-part=stage-name]")).to_have_text("Chi nhánh 1", timeout=30_000)
            await moves(hall)

            await at.send("turns/end", turn=turn, outcome="")
            await expect(branch.locator("[data-part=microphone]")).to_contain_text("đang đóng")
            await expect(branch.locator("[data-part=stage-name]")).to_have_text("Hội trường")
            await moves(branch)
    assert complaints == []

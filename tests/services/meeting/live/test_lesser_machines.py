"""The page of a point on a lesser machine: without script, camera, permission or H.264 it says what to do."""

import os
import signal
from typing import Any

import pytest
from playwright.async_api import Page, expect

from deploy.local.testing import StackHandle
from services.meeting.media.port import Joined
from shared.clock import real_now
from shared.database.engine import Database
from tests.e2e.browser import launched
from tests.services.meeting.live.screens import opened, signed_in
from tests.services.meeting.live.test_picture_and_sound import FAKE_CAMERA, house
from tests.services.meeting.live.test_points import hybrid, operator
from tests.services.meeting.media.peers import here, told

NO_CAMERA = """(() => {
  const media = navigator.mediaDevices, ask = media.getUserMedia.bind(media);
  media.getUserMedia = (wanted) =>
    wanted.video ? Promise.reject(new DOMException("none", "NotFoundError")) : ask(wanted);
})()"""
NO_PERMISSION = (
    """navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException("no", "NotAllowedError"))"""
)
NO_H264 = """for (const side of [RTCRtpSender, RTCRtpReceiver]) {
  const known = side.getCapabilities.bind(side);
  const others = (kind) => known(kind).codecs.filter((codec) => codec.mimeType !== "video/H264");
  side.getCapabilities = (kind) => ({...known(kind), codecs: others(kind)});
}"""

OPENED = """(() => {
  window.opened = [];
  const copy = MediaStreamTrack.prototype.clone, media = navigator.mediaDevices, ask = media.getUserMedia.bind(media);
  MediaStreamTrack.prototype.clone = function () { const made = copy.call(this); opened.push(made); return made; };
  media.getUserMedia = async (wanted) => {
    const stream = await ask(wanted);
    opened.push(...stream.getTracks());
    return stream;
  };
})()"""
ASKING = """(() => {
  window.asked = [];
  const media = navigator.mediaDevices, ask = media.getUserMedia.bind(media);
  media.getUserMedia = async (wanted) => {
    await new Promise((answered) => asked.push(answered));
    return ask(wanted);
  };
})()"""
ALLOW = "() => asked.forEach((answered) => answered())"
STILL_OPEN = "() => opened.filter((track) => track.readyState === 'live').map((track) => track.kind)"


@pytest.mark.parametrize(
    ("lacks", "told"),
    [(NO_CAMERA, "không có camera – chỉ truyền tiếng"), (NO_H264, "trình duyệt không gửi được hình H.264")],
)
async def test_a_machine_without_camera_or_h264_joins_with_its_voice_and_is_told(
    servers: StackHandle, database: Database, lacks: str, told: str
):
    evening, complaints = await hybrid(database, starts_at=real_now()), list[str]()
    async with house(servers) as (url, engine), launched(*FAKE_CAMERA) as browser:
        context = await signed_in(browser, servers, url, operator("chi-nhanh-1"))
        await context.add_init_script(lacks)
        page = await opened(context, f"{url}/meeting/c/{evening.conference_id}/point/chi-nhanh-1", complaints)
        await join(page)
        await expect(page.locator("[data-part=link]")).to_have_text("tốt", timeout=30_000)
        await expect(page.locator("[data-part=camera]")).to_contain_text(told)
        assert not (await here(engine, str(evening.conference_id)))["chi-nhanh-1"].video
    assert complaints == []


async def test_without_permission_or_script_the_page_says_what_to_do_and_still_tells_the_session(
    servers: StackHandle, database: Database
):
    evening = await hybrid(database, starts_at=real_now())
    async with house(servers) as (url, _), launched() as browser:
        page_url = f"{url}/meeting/c/{evening.conference_id}/point/chi-nhanh-1"
        context = await signed_in(browser, servers, url, operator("chi-nhanh-1"))
        await context.add_init_script(NO_PERMISSION)
        page = await opened(context, page_url, [])
        await join(page)
        await expect(page.locator("[data-part=words]")).to_contain_text("chưa được phép dùng camera và micro")
        await expect(page.get_by_role("button", name="Nối hình, tiếng")).to_be_visible()
        plain: Any = await browser.new_context(java_script_enabled=False)
        await plain.add_cookies(await context.cookies())
        bare = await plain.new_page()
        await bare.goto(page_url)
        await expect(bare.locator("#video")).to_contain_text("chưa truyền hình, tiếng")
        await expect(bare.get_by_role("button", name="Nối hình, tiếng")).to_be_hidden()
        await expect(bare.locator("#point-air")).to_contain_text("Hội trường")


async def test_a_second_machine_takes_the_points_place_and_the_first_is_told(servers: StackHandle, database: Database):
    evening = await hybrid(database, starts_at=real_now())
    async with house(servers) as (url, _), launched(*FAKE_CAMERA) as browser:
        address = f"{url}/meeting/c/{evening.conference_id}/point/chi-nhanh-1"
        pages = []
        for _machine in range(2):
            page = await opened(await signed_in(browser, servers, url, operator("chi-nhanh-1")), address, [])
            await join(page)
            await expect(page.locator("[data-part=link]")).to_have_text("tốt", timeout=30_000)
            pages.append(page)
        first, second = pages
        await expect(first.locator("#video [data-part=title]")).to_have_text("Điểm cầu này vừa được nối từ máy khác")
        await expect(second.locator("[data-part=link]")).to_have_text("tốt")


async def test_a_point_that_hung_up_leaves_no_camera_and_no_microphone_open(servers: StackHandle, database: Database):
    evening = await hybrid(database, starts_at=real_now())
    async with house(servers) as (url, engine), launched(*FAKE_CAMERA) as browser:
        context = await signed_in(browser, servers, url, operator("chi-nhanh-1"))
        await context.add_init_script(OPENED)
        page = await opened(context, f"{url}/meeting/c/{evening.conference_id}/point/chi-nhanh-1", [])
        await join(page)
        await expect(page.locator("[data-part=link]")).to_have_text("tốt", timeout=30_000)
        room = str(evening.conference_id)
        os.kill(engine.pid(room), signal.SIGKILL)
        await told(engine, room, true=lambda event: isinstance(event, Joined))
        assert "video" in await page.evaluate(STILL_OPEN)
        await page.locator("[data-part=leave]").click()
        await expect(page.locator("#video [data-part=title]")).to_have_text("Đã ngắt hình, tiếng")
        assert await page.evaluate(STILL_OPEN) == []


async def test_two_choices_while_the_browser_asks_open_one_camera_and_one_microphone(
    servers: StackHandle, database: Database
):
    evening, complaints = await hybrid(database, starts_at=real_now()), list[str]()
    async with house(servers) as (url, _), launched(*FAKE_CAMERA) as browser:
        context = await signed_in(browser, servers, url, operator("chi-nhanh-1"))
        await context.add_init_script(ASKING)
        await context.add_init_script(OPENED)
        page = await opened(context, f"{url}/meeting/c/{evening.conference_id}/point/chi-nhanh-1", complaints)
        await join(page)
        for button in ("Nối hình, tiếng", "Chỉ nối tiếng", "Thử thiết bị và đường truyền"):
            await expect(page.get_by_role("button", name=button)).to_be_disabled()
        await page.evaluate(ALLOW)
        await expect(page.locator("[data-part=link]")).to_have_text("tốt", timeout=30_000)
        for choice in ("cameras", "microphones"):
            await page.locator(f"[data-part={choice}]").dispatch_event("change")
        await page.wait_for_function("() => asked.length === 3")
        await page.evaluate(ALLOW)
        await expect(page.locator("[data-part=link]")).to_have_text("tốt", timeout=30_000)
        await page.wait_for_function(f"() => ({STILL_OPEN})().length === 4")  # each, and its copy: small, measured
        await page.locator("[data-part=leave]").click()
        assert await page.evaluate(STILL_OPEN) == []
        for button in ("Nối hình, tiếng", "Chỉ nối tiếng"):
            await expect(page.get_by_role("button", name=button)).to_be_enabled()
    assert complaints == []


async def test_a_trial_that_was_ended_while_the_browser_asked_leaves_no_camera_open(
    servers: StackHandle, database: Database
):
    evening, complaints = await hybrid(database, starts_at=real_now()), list[str]()
    async with house(servers) as (url, _), launched(*FAKE_CAMERA) as browser:
        context = await signed_in(browser, servers, url, operator("chi-nhanh-1"))
        await context.add_init_script(ASKING)
        await context.add_init_script(OPENED)
        page = await opened(context, f"{url}/meeting/c/{evening.conference_id}/point/chi-nhanh-1", complaints)
        await page.get_by_role("button", name="Thử thiết bị và đường truyền").click()
        await page.get_by_role("button", name="Xong").click()
        await page.evaluate(ALLOW)
        await page.wait_for_function("() => opened.length && opened.every((track) => track.readyState === 'ended')")
        await page.get_by_role("button", name="Thử thiết bị và đường truyền").click()
        await page.wait_for_function("() => asked.length === 2")
        await page.evaluate(ALLOW)
        await expect(page.locator("[data-part=trial-step]")).to_contain_text("còn", timeout=30_000)
        await page.get_by_role("button", name="Xong").click()
        assert await page.evaluate(STILL_OPEN) == []
    assert complaints == []


async def join(page: Page) -> None:
    await page.get_by_role("button", name="Nối hình, tiếng").click()

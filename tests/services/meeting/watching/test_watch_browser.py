"""A citizen at home, in Chromium: the picture moves, goes back and comes again, or is voice alone."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

from playwright.async_api import Browser, Page, Route, expect

from deploy.local.testing import StackHandle
from services.meeting.domain.session import Phase
from services.meeting.store.conference_tables import Conference
from shared.clock import real_now
from shared.database.engine import Database
from shared.identity import Role
from tests.rules import rule
from tests.services.meeting.live.evening import Evening
from tests.services.meeting.live.screens import opened
from tests.services.meeting.live.support import Desk, desk, officer
from tests.services.meeting.live.test_points import AN, begin, hybrid
from tests.services.meeting.watching.house import House

SEEN = """() => {
  const video = document.querySelector("video");
  return [video.currentTime, video.getVideoPlaybackQuality().totalVideoFrames];
}"""
PATIENCE_MS = 40_000


async def until(page: Page, true: Callable[[], Awaitable[bool]]) -> None:
    async with asyncio.timeout(PATIENCE_MS / 1000):
        while not await true():
            await page.wait_for_timeout(100)


async def plays(page: Page, *, with_pictures: bool = True) -> None:
    """Time goes on, and pictures are drawn."""
    time, frames = await page.evaluate(SEEN)

    async def went_on() -> bool:
        now, drawn = await page.evaluate(SEEN)
        return bool(now > time + 0.5 and (drawn >= frames + 8 or not with_pictures))

    await until(page, went_on)


async def says(page: Page, words: str) -> None:
    await expect(page.locator("[data-part=state]")).to_contain_text(words, timeout=PATIENCE_MS)


async def slug_of(database: Database, evening: Evening) -> str:
    async with database.transaction() as session:
        return (await session.get_one(Conference, evening.conference_id)).slug


@asynccontextmanager
async def at_home(
    database: Database, servers: StackHandle, house: House, browser: Browser
) -> AsyncIterator[tuple[Page, Desk, Evening]]:
    """A page that was opened before the conference, its desk, and no complaint at the end."""
    evening, complaints = await hybrid(database, starts_at=real_now()), list[str]()
    context = await browser.new_context()
    page = await opened(context, f"{house.url}/meeting/watch/{await slug_of(database, evening)}", complaints)
    office = officer("Nguyễn Thị Hạnh", Role.HOST_OFFICE)
    async with desk(servers, house.url, evening.conference_id, office) as at:
        yield page, at, evening
        if (await evening.state()).phase is not Phase.CONCLUDED:
            await at.send("gavel")
    await context.close()
    assert [one for one in complaints if "Failed to load resource" not in one] == []


@rule("R-024")
async def test_the_picture_comes_by_itself_at_the_opening_names_the_speaker_and_ends_with_the_gavel(
    servers: StackHandle, database: Database, house: House, browser: Browser
):
    async with at_home(database, servers, house, browser) as (page, at, evening):
        title = page.locator("[data-part=title]")
        await expect(title).to_have_text("Hội nghị chưa bắt đầu")
        assert house.asked == []
        await begin(evening, at, content_group="D")
        await says(page, "Trực tiếp")
        await plays(page)
        await at.send("turns/call", question=evening.id_of(AN))
        caption = "Lượt 1 · Ông/bà A., Chi nhánh 1 · Nộp hồ sơ và nhận kết quả tại các Chi nhánh"
        await expect(page.locator("[data-part=caption]")).to_have_text(caption, timeout=20_000)
        await page.locator("[data-part=unmute]").click()
        assert not await page.evaluate("document.querySelector('video').muted")
        await at.send("gavel")
        await expect(title).to_have_text("Hội nghị đã kết thúc", timeout=PATIENCE_MS)
        await expect(page.locator("#watch-lead")).to_contain_text("Bản ghi không công khai")
        await expect(page.locator("[data-part=caption]")).to_have_text("")


@rule("R-024")
async def test_a_watcher_pauses_goes_back_and_is_live_again(
    servers: StackHandle, database: Database, house: House, browser: Browser
):
    async with at_home(database, servers, house, browser) as (page, at, evening):
        await begin(evening, at)
        await says(page, "Trực tiếp")
        await plays(page)
        await page.keyboard.press("k")
        await says(page, "Tạm dừng")
        stood = await page.evaluate(SEEN)
        await page.wait_for_timeout(6000)  # what is missed meanwhile
        assert (await page.evaluate(SEEN))[0] == stood[0]
        await page.get_by_role("button", name="Xem tiếp").click()
        await says(page, "Chậm hơn trực tiếp")
        await page.get_by_role("button", name="Từ đầu").click()
        await plays(page)
        assert (await page.evaluate(SEEN))[0] < 5
        assert any(path.endswith("/archive.m3u8") for path in house.asked)
        await page.get_by_role("button", name="Về trực tiếp").click()
        await says(page, "Trực tiếp")
        await plays(page)
        await at.send("turns/call", question=evening.id_of(AN))
        await page.wait_for_timeout(6000)  # the turn goes on
        await page.get_by_role("button", name="Xem lại lượt 1").click()
        await says(page, "Chậm hơn trực tiếp")
        await expect(page.locator("[data-part=caption]")).to_contain_text("Lượt 1")


@rule("R-024")
async def test_voice_alone_fetches_no_picture(servers: StackHandle, database: Database, house: House, browser: Browser):
    async with at_home(database, servers, house, browser) as (page, at, evening):
        await begin(evening, at)
        await says(page, "Trực tiếp")
        await page.get_by_role("button", name="Chỉ nghe tiếng").click()
        await says(page, "Trực tiếp")
        await plays(page, with_pictures=False)
        house.asked.clear()
        time = (await page.evaluate(SEEN))[0]

        async def heard() -> bool:
            return bool((await page.evaluate(SEEN))[0] > time + 3)

        await until(page, heard)
        fetched = [path.split("/", 3)[3] for path in house.asked]
        assert any(path.startswith("voice/") for path in fetched)
        assert {path.split("/")[0] for path in fetched} <= {"voice", "audio.m3u8"}
        await page.reload()
        await expect(page.get_by_role("button", name="Xem cả hình")).to_be_visible(timeout=PATIENCE_MS)


@rule("R-024")
async def test_switched_off_in_the_middle_the_page_stops_and_names_who_decided_while_the_overflow_room_goes_on(
    servers: StackHandle, database: Database, house: House, browser: Browser
):
    async with at_home(database, servers, house, browser) as (page, at, evening):
        await begin(evening, at)
        link = (await at.get("watching")).partition('id="overflow-link" readonly value="')[2].partition('"')[0]
        room = await opened(await browser.new_context(), link, [])
        await plays(page)
        await plays(room)
        assert (await at.send("watching", watching="off", note="Bảo vệ bí mật nhà nước"))["status"] == "done"
        await expect(page.locator("#watch-closed")).to_contain_text("Người quyết định: Nguyễn Thị Hạnh")
        await expect(page.locator("watch-player")).to_be_hidden()
        await plays(room)
        await at.send("watching", watching="live")
        await says(page, "Trực tiếp")
        await plays(page)
        await at.send("gavel")
        await expect(room.locator("[data-part=title]")).to_have_text("Hội nghị đã kết thúc", timeout=PATIENCE_MS)
        await expect(room.get_by_role("button")).to_have_count(0)
        await room.context.close()


@rule("R-024")
async def test_a_refusal_is_believed_after_some_tries_only_because_the_recorder_may_know_less_than_the_page(
    servers: StackHandle, database: Database, house: House, browser: Browser
):
    refused = 0

    async def refuse(route: Route) -> None:
        nonlocal refused
        refused += 1
        await route.fulfill(status=403)

    async with at_home(database, servers, house, browser) as (page, at, evening):
        await page.route("**/stage.m3u8*", refuse, times=3)
        await begin(evening, at)
        await says(page, "Trực tiếp")
        await plays(page)
        assert refused == 3
        await page.route("**/stage.m3u8*", refuse)
        await says(page, "liên kết không còn dùng được")
        assert refused > 6
        await page.unroute("**/stage.m3u8*")


@rule("R-024")
async def test_time_that_was_not_recorded_is_shown_where_it_is(
    servers: StackHandle, database: Database, house: House, browser: Browser
):
    async with at_home(database, servers, house, browser) as (page, at, evening):
        await begin(evening, at)
        await says(page, "Trực tiếp")
        await plays(page)
        await house.stage.__aexit__()
        await says(page, "Mất kết nối – đang thử lại")
        await house.stage.__aenter__()
        await expect(page.locator("[data-part=gaps] i")).to_have_count(1, timeout=PATIENCE_MS)
        await expect(page.locator("[data-part=gap]")).to_contain_text("không ghi được hình, tiếng")
        await says(page, "Trực tiếp")

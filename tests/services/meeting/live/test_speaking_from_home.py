"""A citizen with a camera at home, in Chromium: waits, is seen in the hall during the own turn, and is switched off."""

import pytest
from playwright.async_api import Browser, Page, expect

from deploy.local.testing import StackHandle
from shared.clock import real_now
from shared.database.engine import Database
from shared.ids import new_id
from tests.e2e.browser import launched
from tests.rules import rule
from tests.services.meeting.live.screens import opened
from tests.services.meeting.live.support import desk
from tests.services.meeting.live.test_called_from_home import begin, link_in
from tests.services.meeting.live.test_picture_and_sound import FAKE_CAMERA, house, joined, moves
from tests.services.meeting.live.test_points import AN, hybrid
from tests.services.meeting.media.peers import here

LIVE_TRACKS = """() => (document.querySelector('[data-part=own]').srcObject?.getTracks() ?? [])
  .filter((track) => track.readyState === 'live').length"""


async def at_home(browser: Browser, url: str, link: str, button: str, complaints: list[str]) -> Page:
    context = await browser.new_context(viewport={"width": 360, "height": 740})
    page = await opened(context, url + link, complaints)
    await page.get_by_role("button", name=button).click()
    await expect(page.locator("[data-part=microphone]")).to_contain_text("đang đóng")
    return page


@rule("R-209")
@pytest.mark.parametrize("button", ["Dùng camera và micro", "Chỉ dùng micro"], ids=["camera", "voice"])
async def test_a_speaker_at_home_sends_during_the_own_turn_only(servers: StackHandle, database: Database, button: str):
    evening, complaints = await hybrid(database, starts_at=real_now()), list[str]()
    id_ = evening.conference_id
    with_camera = button.startswith("Dùng")
    async with (
        house(servers) as (url, engine),
        launched(*FAKE_CAMERA) as browser,
        desk(servers, url, id_) as at,
    ):
        await begin(evening, at)
        hall = await joined(browser, servers, f"{url}/meeting/c/{id_}", "hall", complaints)
        speaker = await at_home(browser, url, link_in(await at.get("console")), button, complaints)
        await expect(speaker.locator("#call-state")).to_contain_text("Sắp đến lượt ông/bà")
        assert set(await here(engine, str(id_))) == {"hall"}

        turn = new_id()
        await at.send("turns/call", turn, question=evening.id_of(AN))
        await expect(speaker.locator("#call-state")).to_contain_text("đang được mời phát biểu")
        await expect(speaker.locator("[data-part=link]")).to_have_text("tốt", timeout=30_000)
        await expect(speaker.locator("[data-part=microphone]")).to_contain_text("đang mở")
        await expect(speaker.locator("[data-part=stage-name]")).to_have_text("Hội trường")
        assert (await here(engine, str(id_)))["from_home"].video == with_camera
        if with_camera:
            await expect(hall.locator("[data-part=stage-name]")).to_have_text("Từ xa")
            await moves(hall)

        await at.send("turns/end", turn=turn, outcome="")
        await expect(speaker.locator("#call-state")).to_contain_text("Lượt phát biểu đã kết thúc")
        await expect(speaker.locator("#video h2")).to_have_text("Đã tắt camera, micro")
        await expect(hall.locator("[data-part=stage-empty]")).to_contain_text("Khung này")
        assert set(await here(engine, str(id_))) == {"hall"}
        assert await speaker.evaluate(LIVE_TRACKS) == 0
    assert [told for told in complaints if "403" not in told] == []

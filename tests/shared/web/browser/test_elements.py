"""Clocks, keys, questions before an act, counters: the small things a desk lives on."""

import asyncio
import re

from playwright.async_api import Page, Route, expect

from tests.shared.web.browser.server import DeskServer

COUNT = """async (seconds) => {
  const { now } = await import('/static/test/js/server-clock.js');
  const clock = document.createElement('count-down');
  clock.id = 'tested';
  clock.setAttribute('ends-at', new Date(now() + seconds * 1000).toISOString());
  document.querySelector('main').append(clock);
  window.said = [];
  new MutationObserver(() => said.push(clock.shadowRoot.querySelector('.say').textContent))
    .observe(clock.shadowRoot.querySelector('.say'), {childList: true});
}"""


async def test_the_clock_speaks_three_times_and_counts_up_after_zero(page: Page) -> None:
    await page.clock.install()
    await page.goto("/table")
    await page.evaluate(COUNT, 62)
    await page.clock.run_for(75_000)
    assert await page.evaluate("said") == ["Còn một phút", "Còn ba mươi giây", "Hết giờ"]
    await expect(page.locator("#tested")).to_have_attribute("data-state", "over")
    assert (await page.locator("#tested [part=time]").text_content() or "").startswith("+0:1")


async def test_a_key_does_the_act_unless_somebody_types(page: Page, server: DeskServer) -> None:
    await page.goto("/console")
    await page.locator("#message").press("g")
    await page.locator("#message").blur()
    await page.keyboard.press("g")
    await expect(page.locator("#extend")).to_have_attribute("data-state-text", "đã ghi")
    assert len(server.desk.commands) == 1


async def test_the_list_of_keys_can_switch_them_off(page: Page, server: DeskServer) -> None:
    await page.goto("/console")
    await page.keyboard.press("?")
    await expect(page.locator("dialog.keys")).to_contain_text("Gia hạn")
    await page.locator("dialog.keys input").uncheck()
    await page.locator("dialog.keys button").click()
    await page.keyboard.press("g")
    await page.click("#once")
    await expect(page.locator("#once")).to_have_attribute("data-state-text", "đã ghi")
    assert [c["verb"] for c in server.desk.commands] == ["once"]


async def test_a_question_before_an_act_is_a_dialog_and_gives_the_focus_back(page: Page, server: DeskServer) -> None:
    await page.goto("/desk-form")
    await page.click("#turn-away summary")
    await expect(page.locator("dialog.confirm-dialog")).to_be_visible()
    await page.keyboard.press("Escape")
    await expect(page.locator("dialog.confirm-dialog")).to_have_count(0)
    await expect(page.locator("#turn-away summary")).to_be_focused()
    await page.click("#turn-away summary")
    await page.fill("#f-reason", "Trùng câu hỏi 12")
    await page.click("dialog.confirm-dialog .btn-danger")
    await expect(page.locator(".command-notice")).to_contain_text("Không tiếp nhận – đã ghi.")
    assert server.desk.commands[0]["reason"] == "Trùng câu hỏi 12"


async def test_the_counter_counts_letters_as_people_do(page: Page) -> None:
    await page.goto("/citizen-form")
    await page.fill("#f-text", "Thuỷ" + "e\u0302\u0309")
    await expect(page.locator("text-counter .counter")).to_have_text("Còn 1.995 ký tự.")


async def test_one_box_picks_every_row(page: Page) -> None:
    await page.goto("/table")
    await page.locator("thead input").check()
    await expect(page.locator("[data-picked]")).to_have_text("Đã chọn 15")


async def test_the_menu_tells_what_waits_without_moving_and_a_room_that_is_away_is_left_out(
    page: Page, server: DeskServer
) -> None:
    places = "[...document.querySelectorAll('.menu a')].map((a) => JSON.stringify(a.getBoundingClientRect()))"
    measured = asyncio.Event()

    async def hold(route: Route) -> None:
        await measured.wait()
        await route.continue_()

    await page.route("**/waiting-count/12", hold)
    async with page.expect_response("**/waiting-count/away"):
        await page.goto("/table")
    await page.evaluate("document.fonts.ready")
    before = await page.evaluate(places)
    measured.set()
    menu = page.locator(".menu")
    await expect(menu.locator(".count")).to_have_text(["12"])
    await expect(menu.get_by_role("link", name=re.compile("Việc của tôi.*12 việc chờ"))).to_be_visible()
    assert await page.evaluate(places) == before
    assert server.desk.counted.count("12") == 1

"""A click reaches the server once, in order, whatever happens to the network, the page and the sign-in."""

from fastapi import Response
from fastapi.responses import JSONResponse
from playwright.async_api import Page, expect

from tests.shared.web.browser.server import DeskServer

QUEUED = """() => Object.keys(localStorage).filter(k => k.startsWith('doithoai.commands:'))
  .flatMap(k => JSON.parse(localStorage[k])).map(c => c.id)"""
ALL_SENT = f"() => ({QUEUED})().length === 0"


def away(count: int) -> list[Response]:
    return [Response("away", status_code=503) for _ in range(count)]


async def test_ten_clicks_through_an_outage_and_a_reload_arrive_in_order_once(page: Page, server: DeskServer) -> None:
    server.desk.answers = away(3)
    await page.goto("/console")
    async with page.expect_response(lambda r: r.status == 503):
        await page.evaluate("for (let i = 0; i < 10; i++) document.querySelector('#extend').click()")
    clicked = await page.evaluate(QUEUED)
    await page.reload()
    await page.wait_for_function(ALL_SENT)
    assert len(clicked) == 10
    assert [c["command_id"] for c in server.desk.commands] == clicked
    assert all(c["header_id"] == c["command_id"] and c["csrf"] == "token-of-this-page" for c in server.desk.commands)


async def test_clicks_while_the_server_is_gone_arrive_when_it_is_back(page: Page, server: DeskServer) -> None:
    await page.goto("/console")
    server.stop()
    await page.click("#extend")
    await page.click("#extend")
    await expect(page.locator("#extend")).to_have_attribute("data-state-text", "đang gửi")
    await expect(page.locator(".unsent-bar")).to_contain_text("2 thao tác chưa gửi được")
    server.start()
    await expect(page.locator(".unsent-bar")).to_be_hidden(timeout=15_000)
    assert len(server.desk.commands) == 2


async def test_commands_of_another_account_wait_for_their_owner(page: Page, server: DeskServer) -> None:
    server.desk.answers = away(99)
    await page.goto("/console")
    async with page.expect_response(lambda r: r.status == 503):
        await page.click("#extend")
    server.desk.account = "officer-b"
    await page.goto("/console")
    server.desk.answers = []
    await page.click("#extend")
    await expect(page.locator("#extend")).to_have_attribute("data-state-text", "đã ghi")
    assert [c["account"] for c in server.desk.commands] == ["officer-b"]
    server.desk.account = "officer-a"
    await page.goto("/console")
    await page.wait_for_function(ALL_SENT)
    assert [c["account"] for c in server.desk.commands] == ["officer-b", "officer-a"]


async def test_a_lost_sign_in_keeps_the_command_and_says_so(page: Page, server: DeskServer) -> None:
    server.desk.answers = [Response(status_code=401)]
    await page.goto("/console")
    await page.click("#extend")
    await expect(page.locator(".unsent-bar")).to_contain_text("Phiên đăng nhập đã hết. 1 thao tác")
    await page.evaluate("dispatchEvent(new Event('focus'))")
    await page.wait_for_function(ALL_SENT)
    assert len(server.desk.commands) == 1


async def test_a_refusal_is_final_and_told_in_the_servers_words(page: Page, server: DeskServer) -> None:
    refusal = {"status": "refused", "message": "Bà Thủy đã phát biểu xong.", "location": None}
    server.desk.answers = [JSONResponse(refusal, status_code=409)]
    await page.goto("/console")
    await page.click("#extend")
    await expect(page.locator("#extend")).to_have_attribute("data-state-text", "bị từ chối")
    await expect(page.locator(".command-notice.is-refused")).to_contain_text(
        "Gia hạn – bị từ chối. Bà Thủy đã phát biểu xong."
    )
    assert await page.evaluate(QUEUED) == []


async def test_a_form_marked_once_makes_one_command_of_a_double_click(page: Page, server: DeskServer) -> None:
    await page.goto("/console")
    drawn = await page.locator("form[action='/commands/once'] [name=command_id]").input_value()
    await page.dblclick("#once")
    await expect(page.locator("#once")).to_have_attribute("data-state-text", "đã ghi")
    assert [c["command_id"] for c in server.desk.commands] == [drawn]
    assert await page.locator("form[action='/commands/once'] [name=command_id]").input_value() != drawn


async def test_the_second_of_a_double_click_makes_no_command_though_the_first_is_answered(
    page: Page, server: DeskServer
) -> None:
    await page.goto("/console")
    await page.hover("#once")
    for count in (1, 2):
        await page.mouse.down(click_count=count)
        await page.mouse.up(click_count=count)
        await expect(page.locator("#once")).to_have_attribute("data-state-text", "đã ghi")
    await page.wait_for_function(ALL_SENT)
    assert len(server.desk.commands) == 1


async def test_the_good_word_is_carried_to_the_next_page(page: Page, server: DeskServer) -> None:
    server.desk.answers = [JSONResponse({"status": "done", "message": "Đã kết thúc lượt.", "location": "/table"})]
    await page.goto("/console")
    await page.click("#once")
    await page.wait_for_url("**/table")
    await expect(page.locator(".command-notice")).to_contain_text("Đã kết thúc lượt.")

"""The live picture comes back by itself and never moves under a person's hands."""

import asyncio
from collections.abc import Callable

from playwright.async_api import Page, expect

from tests.shared.web.browser.desk import Desk
from tests.shared.web.browser.server import DeskServer

WATCH = """() => { window.drawn = []; document.addEventListener('live:drawn', e =>
  drawn.push({seq: e.detail.seq, at: performance.now(), typed: window.typedAt, dropped: window.droppedAt}));
  addEventListener('input', () => window.typedAt = performance.now(), true);
  addEventListener('pointerup', () => window.droppedAt = performance.now(), true); }"""


async def until(holds: Callable[[], bool]) -> None:
    """Wait for the server's side; the browser's side waits with `expect`."""
    async with asyncio.timeout(15):
        while not holds():
            await asyncio.sleep(0.01)


async def streams_become(desk: Desk, count: int) -> None:
    await until(lambda: desk.streams == count)


def hide(is_hidden: bool) -> str:
    state = "hidden" if is_hidden else "visible"
    return f"""Object.defineProperty(document, 'hidden', {{value: {str(is_hidden).lower()}, configurable: true}});
      Object.defineProperty(document, 'visibilityState', {{value: '{state}', configurable: true}});
      document.dispatchEvent(new Event('visibilitychange'))"""


async def test_a_stream_refused_twice_at_the_start_comes_alive(page: Page, server: DeskServer) -> None:
    server.desk.refused_streams = 2
    await page.goto("/console")
    await page.wait_for_load_state()
    server.desk.show("Ảnh sau hai lần 503")
    await expect(page.locator("#words")).to_have_text("Ảnh sau hai lần 503", timeout=15_000)


async def test_a_restarted_server_is_found_again(page: Page, server: DeskServer) -> None:
    await page.goto("/console")
    await streams_become(server.desk, 1)
    server.stop()
    server.desk.show("Ảnh sau khi khởi động lại")
    server.start()
    await expect(page.locator("#words")).to_have_text("Ảnh sau khi khởi động lại", timeout=15_000)


async def test_a_hidden_tab_closes_its_stream_and_returns_to_a_fresh_picture(page: Page, server: DeskServer) -> None:
    await page.goto("/console")
    await streams_become(server.desk, 1)
    await page.evaluate(hide(True))
    await streams_become(server.desk, 0)
    server.desk.show("Ảnh trong lúc vắng")
    await page.evaluate(hide(False))
    await expect(page.locator("#words")).to_have_text("Ảnh trong lúc vắng")


async def test_an_older_picture_is_ignored(page: Page, server: DeskServer) -> None:
    server.desk.seq = 7
    await page.goto("/console")
    await page.evaluate(WATCH)
    await streams_become(server.desk, 1)
    server.desk.show("Ảnh cũ", seq=3)
    await until(lambda: 3 in server.desk.sent)
    server.desk.show("Ảnh mới", seq=9)
    await expect(page.locator("#words")).to_have_text("Ảnh mới")
    assert 3 not in [d["seq"] for d in await page.evaluate("drawn")]


async def test_a_picture_waits_for_typing_and_keeps_text_and_focus(page: Page, server: DeskServer) -> None:
    await page.goto("/console")
    await streams_become(server.desk, 1)
    await page.evaluate(WATCH)
    await page.locator("#message").press_sequentially("Mời bà Thủy")
    server.desk.show("Ảnh 2")
    await page.locator("#message").press_sequentially(" lên phát biểu")
    await expect(page.locator("#words")).to_have_text("Ảnh 2")
    last = (await page.evaluate("drawn"))[-1]
    assert last["at"] - last["typed"] > 1400
    await expect(page.locator("#message")).to_have_value("Mời bà Thủy lên phát biểu")
    await expect(page.locator("#message")).to_be_focused()
    await page.locator("#message").blur()
    server.desk.show("Ảnh 3")
    await expect(page.locator("#words")).to_have_text("Ảnh 3")
    await expect(page.locator("#message")).to_have_value("Mời bà Thủy lên phát biểu")


async def test_a_picture_waits_for_the_drop_and_the_drop_is_one_command(page: Page, server: DeskServer) -> None:
    await page.goto("/console")
    await streams_become(server.desk, 1)
    await page.evaluate(WATCH)
    grip = await page.locator("#row-Chí [data-grip]").bounding_box()
    target = await page.locator("#row-An").bounding_box()
    assert grip
    assert target
    await page.mouse.move(grip["x"] + 8, grip["y"] + 8)
    await page.mouse.down()
    server.desk.show("Ảnh 2")
    await page.mouse.move(target["x"] + 90, target["y"] + target["height"] - 6, steps=8)
    await expect(page.locator("#row-An")).to_have_attribute("data-drop", "after")
    await page.mouse.up()
    await expect(page.locator("#words")).to_have_text("Ảnh 2")
    assert all(d["dropped"] and d["at"] > d["dropped"] for d in await page.evaluate("drawn"))
    await page.wait_for_function("() => !Object.keys(localStorage).some(k => k.startsWith('doithoai.commands:'))")
    assert [(c["row"], c["after"]) for c in server.desk.commands] == [("Chí", "An")]


async def test_fifteen_silent_seconds_are_told(page: Page, server: DeskServer) -> None:
    await page.clock.install()
    await page.goto("/console")
    await streams_become(server.desk, 1)
    await expect(page.locator("#words")).to_have_text("Ảnh 1")
    mark = page.locator("live-region [part=lost]")
    await page.clock.run_for(14_000)
    await expect(mark).to_be_hidden()
    await page.clock.run_for(2_000)
    await expect(mark).to_contain_text("Mất kết nối")
    server.desk.show("Ảnh 2")
    await expect(mark).to_be_hidden()

"""Eight live pages in one browser on plain HTTP, where an origin has six connections."""

from playwright.async_api import Page, expect

from tests.e2e.front import Front
from tests.e2e.person import LATEST_S
from tests.rules import rule

SOON_MS = LATEST_S * 1000
TABS = 8
HIDE = """hidden => {
  Object.defineProperty(document, "hidden", { value: hidden, configurable: true });
  Object.defineProperty(document, "visibilityState", { value: hidden ? "hidden" : "visible", configurable: true });
  document.dispatchEvent(new Event("visibilitychange"));
}"""
COUNT_STREAMS = """(() => {
  window.openStreams = 0;
  window.EventSource = class extends EventSource {
    constructor(...of) { super(...of); window.openStreams += 1; }
    close() { if (this.readyState !== 2) window.openStreams -= 1; super.close(); }
  };
})()"""


@rule("R-101")
async def test_hidden_tabs_give_their_connection_back_and_every_tab_loads(demo: Front) -> None:
    operator = await demo.sign_in("vanphong")
    await operator.context.add_init_script(COUNT_STREAMS)
    await operator.open("/meeting/")
    await operator.follow("Bàn điều hành")
    console, tabs = operator.page.url, [operator.page]
    for _ in range(TABS - 1):
        await _show(tabs[-1], hidden=True)
        tab = await operator.context.new_page()
        operator.watch(tab)
        await tab.goto(console)
        await expect(tab.locator("#desk-agenda")).to_be_visible(timeout=SOON_MS)
        tabs.append(tab)
    assert [await tab.evaluate("openStreams") for tab in tabs] == [0] * (TABS - 1) + [1]
    await _show(tabs[-1], hidden=True)
    await _show(tabs[0], hidden=False)
    assert await tabs[0].evaluate("openStreams") == 1
    async with tabs[0].expect_event("requestfinished", lambda request: request.url.endswith("/log")):
        await tabs[0].get_by_role("link", name="Diễn biến").first.click()


async def _show(tab: Page, *, hidden: bool) -> None:
    """As the browser tells a page that another tab was brought to the front. Headless tabs are all in front."""
    await tab.evaluate(HIDE, hidden)

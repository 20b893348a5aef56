"""Every sample page on a phone and on a desk: reachable for all, inside the CSP, and light for citizens."""

import pytest
from playwright.async_api import Page, Response

from tests.shared.web.browser.conftest import AXE

SAMPLES = ("desk-form", "table", "console", "citizen-form", "check", "receipt", "hall", "404", "503-staff")
BUDGET_BYTES = 60 * 1024


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("name", SAMPLES)
async def test_page_has_no_serious_barrier_and_fits_its_width(page: Page, name: str, width: int) -> None:
    await page.set_viewport_size({"width": width, "height": 800})
    await page.goto(f"/{name}", wait_until="load")
    await page.evaluate("document.fonts.ready")
    await page.evaluate(AXE.read_text())
    found = await page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    serious = [
        (v["id"], v["nodes"][0]["html"][:160], v["nodes"][0].get("failureSummary"))
        for v in found["violations"]
        if v["impact"] in ("serious", "critical")
    ]
    assert serious == []
    assert await page.evaluate("document.documentElement.scrollWidth") <= width


async def test_citizen_page_loads_within_its_budget_in_one_font_weight(page: Page) -> None:
    seen: list[Response] = []
    page.on("response", lambda response: seen.append(response))
    await page.goto("/citizen-form", wait_until="networkidle")
    sizes = {response.url: len(await response.body()) for response in seen}
    assert sum(sizes.values()) <= BUDGET_BYTES, sizes
    assert not any("-600-" in url for url in sizes)


async def test_citizen_form_works_without_script(browser, server) -> None:
    context = await browser.new_context(base_url=server.address, java_script_enabled=False)
    page = await context.new_page()
    await page.goto("/citizen-form")
    await page.click(".error-summary a >> nth=0")
    assert page.url.endswith("#f-phone")
    assert await page.locator("form[method=post] input[name=command_id]").count() == 1
    await context.close()


async def test_menu_opens_on_a_phone_without_script(browser, server) -> None:
    context = await browser.new_context(
        base_url=server.address, java_script_enabled=False, viewport={"width": 360, "height": 740}
    )
    page = await context.new_page()
    await page.goto("/table")
    assert not await page.locator("nav.menu").is_visible()
    await page.click(".menu-toggle summary")
    assert await page.locator("nav.menu").is_visible()
    await context.close()

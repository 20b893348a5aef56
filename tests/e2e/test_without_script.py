"""The citizen's whole way with script off, on a telephone; and what the first page weighs."""

from playwright.async_api import Response, expect

from tests.e2e.acts import portal
from tests.e2e.acts.portal import Asker
from tests.e2e.front import Front
from tests.rules import rule

FIRST_LOAD_BYTES = 60 * 1024
ASKER = Asker("Lò Thị Pành", "thôn Phú Gia", "Làm lại giấy khai sinh bị mất thì cần giấy tờ gì?", "panh@example.com")


@rule("R-026", "R-128", "R-054")
async def test_a_citizen_registers_and_follows_the_question_without_script(demo: Front) -> None:
    citizen = await demo.person(width=360, script=False)
    code, _sent = await portal.register(citizen, ASKER)
    await citizen.follow("Tra cứu ngay")
    await citizen.sees(f"Phiếu {code}", "h1")
    await portal.look_up(citizen, code)


async def test_what_was_typed_comes_back_with_what_is_wrong(demo: Front) -> None:
    citizen = await demo.person(width=360, script=False)
    citizen.forgive("422")
    await portal.fill_in(citizen, ASKER)
    await citizen.at("#f-full_name").fill("")
    await citizen.press("Kiểm tra lại trước khi gửi", refused=True)
    await citizen.at(".error-summary a").first.click()
    await expect(citizen.at("#f-full_name")).to_be_focused()
    assert await citizen.at("#f-content_tthc").input_value() == ASKER.text


async def test_the_first_page_is_light(demo: Front) -> None:
    citizen = await demo.person(width=360)
    weights: list[int] = []

    async def weigh(response: Response) -> None:
        sizes = await response.request.sizes()
        weights.append(sizes["responseBodySize"] + sizes["responseHeadersSize"])

    citizen.page.on("response", weigh)
    await citizen.open("/")
    await citizen.page.wait_for_load_state("networkidle")
    assert sum(weights) <= FIRST_LOAD_BYTES, weights

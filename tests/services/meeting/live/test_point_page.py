"""The page of a point in Chromium: the trial before the meeting, less over a bad line, the way back to a new room."""

import json
import re
from typing import Any

import pytest
from playwright.async_api import Browser, Page, Response, expect
from pydantic import SecretStr

from deploy.local.testing import StackHandle
from shared.clock import real_now
from shared.database.engine import Database
from shared.ids import new_id
from tests.e2e.browser import launched
from tests.services.meeting.live.screens import opened, signed_in
from tests.services.meeting.live.support import desk
from tests.services.meeting.live.test_picture_and_sound import FAKE_CAMERA, house, joined
from tests.services.meeting.live.test_points import AN, begin, hybrid, operator

NOTED = """
window.streams = []; window.lines = []; window.session = "";
window.EventSource = class extends EventSource {
  constructor(...where) {
    super(...where);
    streams.push(this);
    this.addEventListener("slots", ({data, isTrusted}) => isTrusted && (session = JSON.parse(data).session));
  }
};
window.RTCPeerConnection = class extends RTCPeerConnection { constructor(...how) { super(...how); lines.push(this); } };
"""
TELL = "([name, data]) => streams.at(-1).dispatchEvent(new MessageEvent(name, {data}))"
SENDING = """() => lines.filter(line => line.connectionState === "connected").flatMap(line => line.getSenders())
  .filter(({track}) => track?.kind === "video").map(sender => sender.getParameters().encodings[0].active)"""
FALLS = """(isSending) => {
  const ours = (line) => Boolean(line.getSenders()[0]?.track) === isSending;
  const line = lines.find(line => line.connectionState === "connected" && ours(line));
  line.close();
  line.dispatchEvent(new Event("connectionstatechange"));
}"""
CLOSED = "() => lines.filter((line) => line.connectionState === 'closed').length"
FRAMES = "video => video.getVideoPlaybackQuality().totalVideoFrames"
GOOD = {"lacks": "", "up": 0, "down": 0, "ms": 20, "kbits": 900, "pictures": 200}
WHOLE = {"hasCamera": True, "loudest": 0.6, "isHeard": True}


async def page_of(browser: Browser, servers: StackHandle, base: str, point: str, complaints: list[str]) -> Page:
    """The page of a point, not joined; it keeps its streams and lines in sight."""
    context = await signed_in(browser, servers, base.partition("/meeting")[0], operator(point))
    await context.add_init_script(NOTED)
    return await opened(context, f"{base}/point/{point}", complaints)


async def join(page: Page) -> None:
    await page.get_by_role("button", name="Nối hình, tiếng").click()
    await expect(page.locator("[data-part=link]")).to_have_text("tốt", timeout=30_000)


async def tell(page: Page, name: str, **said: Any) -> None:
    """An event of the room, as its process would tell it."""
    await page.evaluate(TELL, [name, json.dumps(said)])


async def holds(page: Page, **changes: str) -> None:
    said = {"point": "chi-nhanh-1", "quality": "weak", "has_video": True, "sends": "hd", "receives": "hd"} | changes
    await tell(page, "quality", **said)


async def shows(page: Page, **changes: str) -> None:
    """Who stands where on the page's own line."""
    await page.wait_for_function("() => session")
    slots = {"session": await page.evaluate("session"), "stage": "hall", "grid": [None], "voices": [None] * 3}
    await tell(page, "slots", **slots | changes)


async def test_a_point_tries_its_devices_and_its_line_and_nobody_else_sees_it(servers: StackHandle, database: Database):
    evening, complaints = await hybrid(database, starts_at=real_now()), list[str]()
    async with house(servers) as (url, _), launched(*FAKE_CAMERA) as browser:
        base = f"{url}/meeting/c/{evening.conference_id}"
        hall = await joined(browser, servers, base, "hall", complaints)
        page = await page_of(browser, servers, base, "chi-nhanh-1", complaints)
        await page.get_by_role("button", name="Thử thiết bị và đường truyền").click()
        await page.wait_for_function(
            f"() => ({FRAMES})(document.querySelector('[data-part=trial-back]')) > 10", timeout=60_000
        )
        await expect(hall.locator("[data-part=grid] li:not([hidden])")).to_have_count(0)
        verdict = page.locator("[data-part=trial-verdict]")
        await expect(verdict).to_contain_text("Mất gói", timeout=60_000)
        assert await page.evaluate("() => lines.every(line => line.connectionState === 'closed')")
        await page.get_by_role("button", name="Không nghe").click()
        await expect(verdict).to_contain_text("Không đạt")
        await expect(verdict).to_contain_text("Không nghe tiếng thử")
        await page.get_by_role("button", name="Xong").click()
        await expect(page.locator("[data-part=tried]")).to_contain_text("Đã thử lúc")
        await join(page)
        other = await page_of(browser, servers, base, "chi-nhanh-1", complaints)
        await expect(other.get_by_role("button", name="Nối hình, tiếng")).to_be_visible()
        await expect(other.get_by_role("button", name="Thử thiết bị và đường truyền")).to_have_count(0)
    assert complaints == []


async def test_both_lines_of_a_point_know_the_turn_server_of_the_house_and_its_credential(
    servers: StackHandle, database: Database
):
    evening, complaints = await hybrid(database, starts_at=real_now()), list[str]()
    turn, secret = (
        "turn:127.0.0.1:9?transport=tcp",
        SecretStr("of the house"),
    )  # nobody is there: the line stands without
    async with house(servers, turn_urls=turn, turn_secret=secret) as (url, _), launched(*FAKE_CAMERA) as browser:
        page = await page_of(browser, servers, f"{url}/meeting/c/{evening.conference_id}", "chi-nhanh-1", complaints)
        answers = list[Response]()
        page.on("response", lambda answer: answers.append(answer) if "/ice?" in answer.url else None)
        await join(page)
        used = await page.evaluate("() => lines.flatMap((line) => line.getConfiguration().iceServers)")
        served = [server for answer in answers for server in await answer.json()]
    assert [server["urls"] for server in used] == [[turn]] * 2
    assert _who(used) == _who(served) and all(name and key for name, key in _who(used))
    assert complaints == []


def _who(ice_servers: list[Any]) -> set[tuple[str, str]]:
    return {(server["username"], server["credential"]) for server in ice_servers}


@pytest.mark.parametrize(
    ("line", "devices", "kind", "todo"),
    [
        ({}, {}, "good", "Không phải làm gì thêm"),
        ({"up": 0.04}, {}, "weak", "Cắm dây mạng"),
        ({"down": 0.2}, {}, "bad", "Chỉ nối tiếng"),
        ({"ms": 400}, {}, "weak", "Cắm dây mạng"),
        ({"lacks": "udp"}, {}, "bad", "TURN"),
        ({"lacks": "fell"}, {}, "bad", "đứt giữa lúc thử"),
        ({"lacks": "refused"}, {}, "none", "đăng nhập lại"),
        ({"lacks": "busy"}, {}, "none", "nhiều nơi cùng thử"),
        ({"lacks": "away"}, {}, "none", "Máy chủ chưa sẵn sàng"),
        ({"pictures": -9}, {}, "weak", "Hình gửi đi không trở về"),
        ({"pictures": 0}, {}, "weak", "Hình gửi đi không trở về"),
        ({}, {"loudest": 0.05}, "bad", "Micro không thu được tiếng"),
        ({}, {"isHeard": False}, "bad", "Không nghe tiếng thử"),
        ({}, {"isHeard": None}, "good", "Không phải làm gì thêm"),
        ({"pictures": 0}, {"hasCamera": False}, "weak", "Không thấy camera"),
    ],
    ids=[
        "whole",
        "loss",
        "heavy loss",
        "late",
        "no line",
        "fell",
        "refused",
        "busy",
        "away",
        "less than no picture",
        "no picture",
        "mute",
        "deaf",
        "not asked",
        "no camera",
    ],
)
async def test_the_verdict_of_a_trial_says_what_to_do(
    room_url: str, browser: Browser, line: Any, devices: Any, kind: str, todo: str
):
    page = await browser.new_page()
    await page.goto(f"{room_url}/healthz")
    said = await page.evaluate(
        "async ([path, line, devices]) => (await import(path)).verdict(line, devices)",
        ["/static/dev/meeting/trial-verdict.js", GOOD | line, WHOLE | devices],
    )
    await page.close()
    assert said["kind"] == kind
    assert todo in " ".join(said["todo"])


async def test_a_point_sends_what_its_line_bears_and_everybody_reads_it(servers: StackHandle, database: Database):
    evening, complaints = await hybrid(database, starts_at=real_now()), list[str]()
    async with house(servers) as (url, _), launched(*FAKE_CAMERA) as browser:
        page = await page_of(browser, servers, f"{url}/meeting/c/{evening.conference_id}", "chi-nhanh-1", complaints)
        await join(page)
        camera = page.locator("[data-part=camera]")
        for sends, active, words in (
            ("thumbnail", [False, True], "gửi hình nhỏ"),
            ("voice", [False, False], "chỉ gửi tiếng"),
            ("none", [False, False], "chỉ gửi tiếng"),
            ("hd", [True, True], "có hình"),
        ):
            await holds(page, sends=sends)
            await page.wait_for_function(
                f"() => JSON.stringify(({SENDING})()) === '{json.dumps(active, separators=(',', ':'))}'"
            )
            await expect(camera).to_contain_text(words)

        name = page.locator("[data-part=stage-name]")
        await shows(page, rung="hd")
        await holds(page, point="hall", sends="thumbnail", receives="text")
        await expect(name).to_have_text("Hội trường · hình nhỏ · đang theo dõi bằng chữ")
        await holds(page, point="hall", sends="voice")
        await expect(page.locator("[data-part=stage-empty]")).to_have_text("Hội trường · chỉ có tiếng.")
        await expect(page.locator("[data-part=stage]")).to_be_hidden()
    assert complaints == []


async def test_a_point_that_hears_nothing_any_more_reads_the_meeting(servers: StackHandle, database: Database):
    evening, complaints = await hybrid(database, starts_at=real_now()), list[str]()
    id_ = evening.conference_id
    async with house(servers) as (url, _), launched(*FAKE_CAMERA) as browser, desk(servers, url, id_) as at:
        await begin(evening, at)
        await at.send("turns/call", turn := new_id(), question=evening.id_of(AN))
        await at.send("turns/end", turn=turn, outcome="answered_in_hall")
        page = await page_of(browser, servers, f"{url}/meeting/c/{id_}", "chi-nhanh-2", complaints)
        await join(page)
        last = page.locator("#point-last")
        await expect(last).to_be_hidden()
        await shows(page, rung="text")
        await expect(page.locator("[data-part=stage-empty]")).to_contain_text("theo dõi hội nghị bằng chữ")
        await expect(last).to_contain_text(f"Vừa xong: {AN}")
        await expect(last).to_be_visible()
        await shows(page, rung="voice")
        await expect(last).to_be_hidden()
        await shows(page, rung="text", session="ghost")  # of this point too, from before a fall
        await expect(last).to_be_hidden()
    assert complaints == []


async def test_a_point_whose_line_fell_reads_the_meeting_until_it_stands_again(
    servers: StackHandle, database: Database
):
    evening, complaints = await hybrid(database, starts_at=real_now()), list[str]()
    async with house(servers) as (url, _), launched(*FAKE_CAMERA) as browser:
        page = await page_of(browser, servers, f"{url}/meeting/c/{evening.conference_id}", "chi-nhanh-2", complaints)
        await join(page)
        await shows(page, rung="hd")
        await expect(page.locator("body")).to_have_attribute("data-rung", "hd")
        await page.route("**/whep?*", lambda route: route.abort())
        await page.evaluate(FALLS, False)
        await expect(page.locator("[data-part=stage-empty]")).to_contain_text("theo dõi hội nghị bằng chữ")
        await expect(page.locator("body")).to_have_attribute("data-rung", "text")
        await page.unroute("**/whep?*")
        await expect(page.locator("body")).to_have_attribute("data-rung", "hd", timeout=30_000)
    assert [told for told in complaints if "ERR_FAILED" not in told] == []


async def test_a_page_is_red_only_while_its_own_line_stands(servers: StackHandle, database: Database):
    evening, complaints = await hybrid(database, starts_at=real_now()), list[str]()
    async with house(servers) as (url, _), launched(*FAKE_CAMERA) as browser:
        page = await page_of(browser, servers, f"{url}/meeting/c/{evening.conference_id}", "hall", complaints)
        section, red = page.locator("#video"), re.compile("is-heard")
        opened_by_room = {"stage": "hall", "open_microphones": ["hall"]}
        await join(page)
        await tell(page, "shown", **opened_by_room)
        await expect(section).to_have_class(red)
        await page.route("**/whip/**", lambda route: route.abort())
        await page.evaluate(FALLS, True)
        await expect(section).not_to_have_class(red)
        await expect(page.locator("[data-part=link]")).to_have_text("mất")
        await page.unroute("**/whip/**")
        await expect(section).to_have_class(red, timeout=30_000)
        await page.get_by_role("button", name="Ngắt").click()
        await expect(section).not_to_have_class(red)
        await tell(page, "shown", **opened_by_room)
        await expect(section).not_to_have_class(red)
    assert [told for told in complaints if "ERR_FAILED" not in told] == []


async def test_a_point_joins_again_when_the_room_no_longer_knows_it(servers: StackHandle, database: Database):
    evening, complaints = await hybrid(database, starts_at=real_now()), list[str]()
    async with house(servers) as (url, engine), launched(*FAKE_CAMERA) as browser:
        page = await page_of(browser, servers, f"{url}/meeting/c/{evening.conference_id}", "chi-nhanh-1", complaints)
        await join(page)
        lines = await page.evaluate("() => lines.length")
        before = engine._children.pop(str(evening.conference_id))  # it lives on: by its lines nothing would be felt
        await page.evaluate("() => streams.at(-1).dispatchEvent(new Event('error'))")
        await page.wait_for_function(f"() => lines.length >= {lines + 2}", timeout=30_000)
        await expect(page.locator("[data-part=link]")).to_have_text("tốt", timeout=30_000)
        before.let_go()
        await before.gone()
    assert complaints == []


async def test_a_point_looks_for_itself_only_once_it_was_told_who_is_here_and_while_it_is_joined(
    servers: StackHandle, database: Database
):
    evening, complaints = await hybrid(database, starts_at=real_now()), list[str]()
    async with house(servers) as (url, _), launched(*FAKE_CAMERA) as browser:
        page = await page_of(browser, servers, f"{url}/meeting/c/{evening.conference_id}", "chi-nhanh-1", complaints)
        await join(page)
        await page.wait_for_function("() => session")
        await page.clock.install()
        await page.evaluate("() => streams.at(-1).dispatchEvent(new Event('open'))")
        await page.clock.fast_forward(10_000)
        assert await page.evaluate(CLOSED) == 0  # a slow line, or a room that is only starting
        await tell(page, "shown", stage=None, open_microphones=[])
        await page.get_by_role("button", name="Ngắt").click()
        await page.get_by_role("button", name="Nối hình, tiếng").click()
        await page.wait_for_function("() => lines.filter(line => line.connectionState === 'connected').length === 2")
        await page.clock.fast_forward(10_000)
        assert await page.evaluate(CLOSED) == 2
        await page.evaluate("() => streams.at(-1).dispatchEvent(new Event('open'))")
        await tell(page, "shown", stage=None, open_microphones=[])
        await page.clock.fast_forward(10_000)
        await page.wait_for_function(f"() => ({CLOSED})() === 4")
    assert complaints == []


async def test_a_page_that_joins_and_hangs_up_again_and_again_listens_no_more_than_at_first(
    servers: StackHandle, database: Database
):
    evening, complaints = await hybrid(database, starts_at=real_now()), list[str]()
    async with house(servers) as (url, _), launched(*FAKE_CAMERA) as browser:
        page = await page_of(browser, servers, f"{url}/meeting/c/{evening.conference_id}", "chi-nhanh-1", complaints)
        before = await listened_for(page)
        for _ in range(2):
            await join(page)
            await page.get_by_role("button", name="Ngắt").click()
        assert await listened_for(page) == before
    assert complaints == []


async def listened_for(page: Page) -> list[str]:
    """The events the window listens for."""
    inspector = await page.context.new_cdp_session(page)
    window = (await inspector.send("Runtime.evaluate", {"expression": "window"}))["result"]["objectId"]
    found = await inspector.send("DOMDebugger.getEventListeners", {"objectId": window})
    return sorted(listener["type"] for listener in found["listeners"])

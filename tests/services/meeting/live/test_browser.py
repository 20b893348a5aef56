"""Two operators and the projector, in Chromium: each sees the other's act, and the same call collides in words."""

import re
from pathlib import Path

from playwright.async_api import Browser, expect

from deploy.local.testing import StackHandle
from shared.database.engine import Database
from tests.services.meeting.live.evening import Evening, announced
from tests.services.meeting.live.screens import opened, signed_in
from tests.services.meeting.live.support import Desk, desk, officer

AXE = (Path(__file__).parents[3] / "vendor" / "axe.min.js").read_text("utf-8")


async def begin(evening: Evening, at: Desk, *names: str) -> None:
    await evening.registers(*names)
    for name in names:
        await at.send("attendance/mark", person=evening.person_of(name), presence="present", area="thôn Thao Chính")
    await at.opens()
    await at.send("agenda/begin", step="people_speak")


async def test_two_operators_and_the_hall_see_one_line(
    servers: StackHandle, database: Database, room_url: str, browser: Browser
):
    evening, complaints = await announced(database), list[str]()
    base = f"{room_url}/meeting/c/{evening.conference_id}"
    lan, binh = officer("Trần Thị Lan"), officer("Nguyễn Văn Bình")
    async with desk(servers, room_url, evening.conference_id, lan) as at:
        await begin(evening, at, "Lê Thị Ngọc", "Phạm Đức Anh", "Vũ Thị Hà")
    first = await opened(await signed_in(browser, servers, room_url, lan), f"{base}/console", complaints)
    second = await opened(await signed_in(browser, servers, room_url, binh), f"{base}/console", complaints)
    hall_link = await first.get_by_role("link", name="Màn hình hội trường").get_attribute("href")
    hall = await opened(await browser.new_context(), f"{room_url}{hall_link}", complaints)
    await expect(hall.locator("#hall-next li")).to_have_count(3)

    await first.keyboard.press("m")
    await expect(first.locator("#turn-card h2")).to_have_text("Lê Thị Ngọc")
    await expect(second.locator("#turn-card")).to_contain_text("Trần Thị Lan mời lúc")
    await expect(hall.locator("#hall-now h2")).to_have_text("Ông/bà N.")

    await second.keyboard.press("1")
    await expect(first.locator("#next-card h2")).to_have_text("Phạm Đức Anh")
    assert complaints == []


async def test_the_same_call_at_once_collides_with_a_sentence(
    servers: StackHandle, database: Database, room_url: str, browser: Browser
):
    evening = await announced(database)
    base = f"{room_url}/meeting/c/{evening.conference_id}"
    lan, binh = officer("Trần Thị Lan"), officer("Nguyễn Văn Bình")
    async with desk(servers, room_url, evening.conference_id, lan) as at:
        await begin(evening, at, "Lê Thị Ngọc", "Phạm Đức Anh")
        slow = await opened(await signed_in(browser, servers, room_url, binh), f"{base}/console", [])
        await slow.route(re.compile("/live/"), lambda route: route.abort())
        await slow.reload()  # an operator whose picture is late
        await at.send("turns/call", question=evening.id_of("Phạm Đức Anh"))
        await slow.keyboard.press("m")
        notice = slow.locator(".command-notice.is-refused")
        await expect(notice).to_contain_text("Trần Thị Lan đã mời Phạm Đức Anh.")
    assert len((await evening.state()).turns) == 1


async def test_searching_at_the_door_finds_names_without_tones_and_survives_a_new_picture(
    servers: StackHandle, database: Database, room_url: str, browser: Browser
):
    evening = await announced(database)
    base = f"{room_url}/meeting/c/{evening.conference_id}"
    async with desk(servers, room_url, evening.conference_id) as at:
        await evening.registers("Lê Thị Bích Ngọc", "Phạm Đức Anh", "Quý Văn Mỹ")
        page = await opened(
            await signed_in(browser, servers, room_url, officer(), width=360, height=740), f"{base}/attendance", []
        )
        await page.locator("#guest-search").fill("bich ngoc")
        await expect(page.locator(".guest:visible")).to_have_count(1)
        await at.send("attendance/mark", person=evening.person_of("Phạm Đức Anh"), presence="present", area="")
        await expect(page.locator("#door-counts")).to_contain_text("1 có mặt")
        await expect(page.locator(".guest:visible")).to_have_count(1)
        await page.get_by_role("button", name="Có mặt").click()
        await expect(page.locator("#door-counts")).to_contain_text("2 có mặt")
        await page.locator("#guest-search").fill("quy mi")
        await expect(page.locator(".guest:visible")).to_have_count(1)
        assert await page.evaluate("document.documentElement.scrollWidth") == 360


async def test_dragging_a_row_and_the_buttons_send_the_same_move(
    servers: StackHandle, database: Database, room_url: str, browser: Browser
):
    evening = await announced(database)
    names = ("Lê Thị Ngọc", "Phạm Đức Anh", "Vũ Thị Hà", "Cao Thị Yến")
    async with desk(servers, room_url, evening.conference_id) as at:
        await begin(evening, at, *names)
    context = await signed_in(browser, servers, room_url, officer())
    page = await opened(context, f"{room_url}/meeting/c/{evening.conference_id}/console", [])
    shown = page.locator("#waiting .entry-name")
    await expect(shown).to_have_text([*names[1:]])
    last = page.locator("#waiting .entry").nth(2)
    await last.get_by_role("button", name="Lên: Cao Thị Yến").click()
    await expect(shown).to_have_text(["Phạm Đức Anh", "Cao Thị Yến", "Vũ Thị Hà"])
    grip = page.locator("#waiting .entry").nth(2).locator("[data-grip]")
    target = await page.locator("#waiting .entry").nth(0).bounding_box()
    assert target
    await grip.hover()
    await page.mouse.down()
    await page.mouse.move(target["x"] + 60, target["y"] + target["height"] - 6, steps=4)
    await page.mouse.up()
    await expect(shown).to_have_text(["Phạm Đức Anh", "Vũ Thị Hà", "Cao Thị Yến"])


async def test_the_screens_have_no_serious_finding_of_axe(
    servers: StackHandle, database: Database, room_url: str, browser: Browser
):
    evening = await announced(database)
    async with desk(servers, room_url, evening.conference_id) as at:
        await begin(evening, at, "Lê Thị Ngọc", "Phạm Đức Anh")
        await at.send("turns/call", question=evening.id_of("Lê Thị Ngọc"))
        page = await at.get("console")
    hall = page.partition(f"/meeting/c/{evening.conference_id}/hall")[2].partition('"')[0]
    context = await signed_in(browser, servers, room_url, officer())
    for path in ("/console", "/attendance", "/log", "/gavel", "", f"/hall{hall}"):
        screen = await opened(context, f"{room_url}/meeting/c/{evening.conference_id}{path}", [])
        await screen.evaluate(AXE)
        found = await screen.evaluate("axe.run()")
        serious = [v for v in found["violations"] if v["impact"] in ("serious", "critical")]
        assert not serious, (path, [(v["id"], [n["html"][:120] for n in v["nodes"][:3]]) for v in serious])
        await screen.close()

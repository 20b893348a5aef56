"""The hub, the gavel's page and the result's page say what is true and what is next."""

from datetime import date, datetime

import pytest
from playwright.async_api import Browser, expect

from deploy.local.testing import StackHandle
from services.meeting.domain.plan_duties import DutyState
from services.meeting.store import results, scene
from services.meeting.usecases.publish_result import Reviewed, note_report, publish, review_item
from services.meeting.web.next_steps import next_step
from services.meeting.web.plan_hub import hub_of
from shared.database.engine import Database
from shared.identity import Officer, Role
from tests.rules import rule
from tests.services.meeting.live import support
from tests.services.meeting.live.screens import opened, signed_in
from tests.services.meeting.plan import evenings, offices
from tests.services.meeting.plan.evenings import ANSWER, NAMES, Played
from tests.services.meeting.plan.offices import NOW, T, office


def host(played: Played, *roles: Role) -> Officer:
    return support.officer("Lê Thị Hạnh", *(roles or (Role.HOST_OFFICE,)), unit_id=played.office.unit_id)


async def told(played: Played, now: datetime = NOW) -> tuple[DutyState, str]:
    """How "Có đủ câu trả lời" stands on the hub."""
    async with played.database.transaction() as session:
        shown = await scene.load(session, played.id)
        hub = await hub_of(session, shown, host(played), now)
    (duty,) = [duty for duty in hub["duties"] if duty.date.key == "answers_due"]
    return duty.state, duty.told


async def test_answers_are_complete_only_when_there_are_questions_and_each_has_its_answer(database: Database):
    played = await evenings.announced(database)
    assert await told(played) == (DutyState.COMING, "chưa nhận câu hỏi nào")
    assert await told(played, T) == (DutyState.PAST, "chưa nhận câu hỏi nào")
    await played.evening.registers(*NAMES[:2])
    assert await told(played) == (DutyState.COMING, "còn 2 trên 2 câu chưa có trả lời duyệt")
    await played.evening.hear(support.approved(played.evening.questions[NAMES[0]], ANSWER))
    assert (await told(played))[1] == "còn 1 trên 2 câu chưa có trả lời duyệt"
    await played.evening.hear(support.approved(played.evening.questions[NAMES[1]], ANSWER))
    assert await told(played) == (DutyState.DONE, "2 câu đều có trả lời duyệt")


async def main_action(played: Played, *roles: Role) -> str:
    """The main button, as hub and list show it to an officer with these roles."""
    async with played.database.transaction() as session:
        conference = (await scene.load(session, played.id)).conference
        is_reported = played.id in await results.reported(session, played.office.unit_id)
    step = next_step(conference, host(played, *roles), is_reported=is_reported)
    return step.text if step else ""


@rule("R-110", "C-23")
async def test_the_main_action_of_a_held_conference_is_what_is_next_until_nothing_is(
    servers: StackHandle, room_url: str, database: Database
):
    played = await evenings.concluded(database)
    here = f"/meeting/c/{played.id}"
    assert await main_action(played, Role.SECRETARY) == "Hoàn thiện biên bản"
    assert await main_action(played, Role.LEADER) == "Xem diễn biến"
    async with offices.browser(servers, room_url, played.office.unit_id) as desk:
        assert "Duyệt và công khai kết quả" in (await desk.get(here)).text
        async with database.transaction() as session:
            item = Reviewed(played.evening.id_of(NAMES[0]), "", "Câu hỏi?", "Trả lời.", True)
            await review_item(session, played.id, item, played.office.by, NOW)
            await publish(session, played.id, played.office.by, NOW)
        for page in (here, "/meeting/"):
            assert f'href="{here}/results#report"' in (await desk.get(page)).text
        assert 'id="report"' in (await desk.get(f"{here}/results")).text
        async with database.transaction() as session:
            await note_report(session, played.id, "12", date(2026, 12, 1), played.office.by)
        assert await main_action(played) == "Xem diễn biến"


async def test_the_gavel_s_page_of_a_prepared_conference_counts_what_was_taken_in_and_names_what_is_not(
    servers: StackHandle, room_url: str, database: Database
):
    played = await evenings.announced(database)
    async with offices.browser(servers, room_url, played.office.unit_id) as desk:
        empty = (await desk.get(f"/meeting/c/{played.id}/gavel")).text
        assert "Không có câu hỏi nào" not in empty and "chưa nhận câu hỏi nào" not in empty
        assert "Phiếu còn chờ phân loại ở bộ phận tiếp nhận chưa nằm trong số này" in empty
        await played.evening.registers(*NAMES[:2])
        page = (await desk.get(f"/meeting/c/{played.id}/gavel")).text
        assert "2 câu hỏi đã được nhận" in page and "Vắng, gửi trả lời" not in page


async def test_the_result_s_page_folds_what_is_reviewed_and_unfolds_the_next_to_read(
    servers: StackHandle, room_url: str, database: Database, browser: Browser
):
    played = await evenings.concluded(database)
    context = await signed_in(browser, servers, room_url, host(played), width=360, height=740)
    page = await opened(context, f"{room_url}/meeting/c/{played.id}/results", [])
    reviews = page.locator(".review")
    await expect(reviews).to_have_count(len(NAMES) + 1)
    for place in range(2):
        await expect(page.locator(".review details[open]")).to_have_count(1)
        to_read = reviews.nth(place)
        await expect(to_read.locator("details[open]")).to_have_count(1)
        await to_read.get_by_label("Đã đọc và duyệt để công khai").check()
        await to_read.get_by_role("button", name="Lưu").click()
        await expect(to_read).to_have_class("card review is-ready")
    await page.wait_for_load_state()  # saving opens the page again; without its styles it is wider
    assert await page.evaluate("document.documentElement.scrollWidth") == 360
    assert await page.evaluate("document.documentElement.scrollHeight") < 740 * 5
    await context.close()


@pytest.mark.parametrize("width", [360, 740, 1280])
async def test_today_stays_inside_its_day_of_the_plan(
    servers: StackHandle, room_url: str, database: Database, browser: Browser, width: int
):
    ours = await office(database)
    id_ = await ours.announces(offices.in_days(40), offices.in_days(-1))
    who = support.officer("Lê Thị Hạnh", Role.HOST_OFFICE, unit_id=ours.unit_id)
    context = await signed_in(browser, servers, room_url, who, width=width)
    page = await opened(context, f"{room_url}/meeting/plan/{id_}", [])
    mark = page.locator(".today-mark")
    inner, cell = await mark.bounding_box(), await page.locator("td.today").bounding_box()
    assert inner and cell
    assert cell["x"] <= inner["x"] and inner["x"] + inner["width"] <= cell["x"] + cell["width"]
    await context.close()

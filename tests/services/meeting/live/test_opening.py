"""Khai mạc: at once on its day, after a confirmation on another, never for a draft."""

from datetime import timedelta

import pytest
from playwright.async_api import Browser, ViewportSize, expect

from deploy.local.testing import StackHandle
from services.meeting.domain.session import Phase
from services.meeting.store.conference_tables import Conference, Status
from shared.calendar import local_day, long_date
from shared.clock import real_now
from shared.database.engine import Database
from shared.identity import Role, tokens
from tests.rules import rule
from tests.services.meeting.live import support
from tests.services.meeting.live.evening import Evening
from tests.services.meeting.live.support import cookie, desk, officer


async def planned(database: Database, days: int, **changes: object) -> Evening:
    """A conference so many days from the real today."""
    async with database.transaction() as session:
        id_ = await support.announce(session, starts_at=real_now() + timedelta(days=days), **changes)
    return Evening(database, id_, support.UNIT)


def dates(days: int) -> tuple[str, str]:
    return long_date(local_day(real_now() + timedelta(days=days))), long_date(local_day(real_now()))


@rule("R-098", "C-14")
@pytest.mark.parametrize("days", [13, -20])
async def test_another_day_than_planned_is_refused_until_it_is_confirmed(
    servers: StackHandle, database: Database, room_url: str, days: int
):
    evening = await planned(database, days)
    async with desk(servers, room_url, evening.conference_id) as at:
        for sent in ({}, {"today": local_day(real_now() + timedelta(days=days))}, {"today": "hôm nay"}):
            refused = await at.send("session/open", **sent)
            assert refused["code"] == 409
            assert all(day in refused["message"] for day in dates(days))
        assert (await evening.state()).phase is Phase.PREPARED
        assert (await at.opens())["status"] == "done"
        assert f"Ngày họp theo kế hoạch: {dates(days)[0].partition(', ')[2]}" in await at.get("log")
    assert (await evening.state()).phase is Phase.LIVE


@rule("R-098")
async def test_on_its_day_the_console_opens_at_once(servers: StackHandle, database: Database, room_url: str):
    evening = await planned(database, 0)
    async with desk(servers, room_url, evening.conference_id) as at:
        console = await at.get("console")
        assert "/session/open" in console and "/opening" not in console
        assert (await at.send("session/open"))["status"] == "done"
    assert (await evening.state()).phase is Phase.LIVE


async def test_a_draft_is_not_opened_even_when_the_day_is_confirmed(
    servers: StackHandle, database: Database, room_url: str
):
    evening = await planned(database, 0, status=Status.DRAFT, version=0)
    async with desk(servers, room_url, evening.conference_id) as at:
        refused = await at.opens()
        assert (refused["code"], "Kế hoạch chưa công bố" in refused["message"]) == (409, True)
        for page in ("console", "opening"):
            shown = await at.get(page)
            assert "Kế hoạch chưa công bố nên chưa khai mạc được" in shown
            assert "/session/open" not in shown
    assert (await evening.state()).phase is Phase.PREPARED


async def test_who_may_not_run_the_session_is_not_asked(servers: StackHandle, database: Database, room_url: str):
    evening = await planned(database, 13)
    async with desk(servers, room_url, evening.conference_id, officer("Cán bộ", Role.DEPARTMENT)) as at:
        assert (await at.opens())["code"] == 403


@rule("R-098", "C-14")
@pytest.mark.parametrize("script", [True, False])
@pytest.mark.parametrize("width", [360, 1280])
async def test_the_confirmation_names_both_dates_and_opens_with_and_without_script(
    servers: StackHandle, database: Database, room_url: str, browser: Browser, script: bool, width: int
):
    evening = await planned(database, 13)
    context = await browser.new_context(
        viewport=ViewportSize(width=width, height=720), java_script_enabled=script, base_url=room_url
    )
    await context.add_cookies([{"name": tokens.COOKIE, "value": cookie(servers, officer()), "url": room_url}])
    page = await context.new_page()
    await page.goto(f"/meeting/c/{evening.conference_id}/console")
    await page.get_by_role("link", name="Khai mạc").click()
    for day in dates(13):
        await expect(page.locator("main")).to_contain_text(day)
    assert (await evening.state()).phase is Phase.PREPARED
    await page.get_by_role("button", name="Vẫn khai mạc hôm nay").click()
    await expect(page.locator("#desk-agenda")).to_contain_text("Đang diễn ra")
    assert (await evening.state()).phase is Phase.LIVE
    await context.close()


async def test_a_picture_kept_from_before_the_plan_moved_does_not_offer_the_old_way(
    servers: StackHandle, database: Database, room_url: str
):
    evening = await planned(database, 13)
    async with desk(servers, room_url, evening.conference_id) as at:
        async with at.stream("live/console") as lines:
            assert "/opening" in "\n".join([line async for line in lines])
        async with database.transaction() as session:
            conference = await session.get_one(Conference, evening.conference_id)
            conference.starts_at, conference.version = real_now(), 2
        await at.get("console")
        async with at.stream("live/console") as lines:
            picture = "\n".join([line async for line in lines])
    assert "/session/open" in picture and "/opening" not in picture

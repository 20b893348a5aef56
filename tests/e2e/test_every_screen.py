"""Every page of every room that menus and lists lead to, as each role sees it, wide and narrow."""

import pytest

from tests.e2e.crawl import Walk
from tests.e2e.front import Front
from tests.rules import rule

STAFF = ("/routing", "/intake", "/meeting", "/notify")
OPERATORS = ("vanphong", "lanhdao")
WATCHERS = (*OPERATORS, "kinhte")
OFFICERS = (*WATCHERS, "vanthu", "quantri")


@rule("R-026")
async def test_citizens_find_every_page_in_order(demo: Front) -> None:
    citizen = await demo.person()
    citizen.forgive("404")
    walk = Walk(citizen, "citizen")
    code = await demo.house.value(A_CODE)
    await walk_all(walk, "/", "/tra-cuu", f"/tra-cuu/{code}", "/tra-cuu/7777-7777", "/khong-co-trang-nay", "/dang-nhap")


@pytest.mark.parametrize("username", OFFICERS)
async def test_officers_find_every_page_in_order(demo: Front, username: str) -> None:
    officer = await demo.sign_in(username)
    rows = await demo.house.rows(OF_THE_COMMUNE) if username in WATCHERS else []
    conferences = [f"/meeting/c/{row['conference_id']}" for row in rows]
    consoles = [f"{page}/console" for page in conferences] if username in OPERATORS else []
    await walk_all(Walk(officer, username, STAFF), "/routing/", "/routing/account", *conferences, *consoles)


@pytest.mark.parametrize("username", ["cskh", "chinhanh2"])
@rule("R-186", "R-209")
async def test_officers_of_the_centre_find_their_console_and_their_point(demo: Front, username: str) -> None:
    officer = await demo.sign_in(username)
    here = f"/meeting/c/{await demo.house.value(OF_THE_CENTRE)}"
    start = (here, f"{here}/console") if username == "cskh" else ("/meeting/points", f"{here}/point/chi-nhanh-2")
    await walk_all(Walk(officer, username, STAFF), "/routing/", *start)


OF_THE_COMMUNE = "select conference_id from meeting.conferences where unit_id = 'phu-xuyen'"
OF_THE_CENTRE = "select conference_id from meeting.conferences where unit_id = 'pvhcc-ha-noi'"
A_CODE = "select code from intake.registrations order by code limit 1"


async def walk_all(walk: Walk, *start: str) -> None:
    async for kind in walk.pages(*start):
        await walk.look(kind)
    assert walk.found == []
    assert len(walk.seen) >= len(start)

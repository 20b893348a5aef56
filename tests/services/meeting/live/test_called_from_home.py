"""Somebody who is called from home: the link, its page, what the console shows; every door's refusal in Vietnamese."""

import re
from datetime import timedelta
from html import unescape

import httpx

from deploy.local.testing import StackHandle
from services.meeting.domain.media_links import CALL_LIFETIME, CALL_ROUNDED_S, call_token
from shared.clock import real_now
from shared.database.engine import Database
from tests.rules import rule
from tests.services.meeting.live.evening import Evening
from tests.services.meeting.live.support import Desk, desk, open_room
from tests.services.meeting.live.test_points import AN, BINH, hybrid

MEDIA = "http://127.0.0.1:9"  # nobody is there: no page waits for it


async def begin(evening: Evening, at: Desk) -> None:
    """An is at home and asked first; Bình is in the hall."""
    await evening.registers(AN, BINH)
    for name, point in ((AN, "from_home"), (BINH, "hall")):
        await at.send("attendance/mark", person=evening.person_of(name), presence="present", area="", point=point)
    await at.opens()
    await at.send("agenda/begin", step="people_speak")


def link_in(page: str) -> str:
    """The link as the console shows it, without its host."""
    found = re.search(r'readonly value="[^"]*?(/meeting/c/[^"]+)"', page)
    return unescape(found[1]) if found else ""


async def visit(url: str, path: str) -> tuple[int, str]:
    async with httpx.AsyncClient(base_url=url, headers={"accept": "text/html"}) as client:
        answer = await client.get(path)
    return answer.status_code, unescape(answer.text)


@rule("R-209")
async def test_the_console_gives_out_a_link_while_the_turn_is_next_or_runs_and_the_page_tells_what_holds(
    servers: StackHandle, database: Database
):
    evening = await hybrid(database, starts_at=real_now())
    id_ = evening.conference_id
    async with open_room(servers, DT_MEDIA_URL=MEDIA) as url, desk(servers, url, id_) as at:
        await begin(evening, at)
        console = await at.get("console")
        link = link_in(console)
        assert f"/call/{evening.id_of(AN)}?token=" in link and "<svg" in console
        assert "Từ xa" in console
        assert "Sắp đến lượt ông/bà" in (await visit(url, link))[1]
        await at.send("turns/call", (turn := evening.id_of(BINH)), question=evening.id_of(AN))
        assert link_in(await at.get("console")) == link
        status, page = await visit(url, link)
        assert status == 200 and "Ông/bà đang được mời phát biểu" in page
        assert evening.questions[AN].text in page and AN not in page
        await at.send("turns/end", turn=turn, outcome="answered_in_hall")
        assert link_in(await at.get("console")) == ""
        assert (await visit(url, link))[0] == 403
        async with httpx.AsyncClient(base_url=url) as client, client.stream("GET", link.replace("?", "/live?")) as live:
            async for line in live.aiter_lines():
                if "data-call" in line:
                    assert 'data-call="over"' in line
                    break


async def test_a_page_that_stands_open_waits_when_somebody_else_is_put_first(servers: StackHandle, database: Database):
    evening = await hybrid(database, starts_at=real_now())
    async with open_room(servers, DT_MEDIA_URL=MEDIA) as url, desk(servers, url, evening.conference_id) as at:
        await begin(evening, at)
        link = link_in(await at.get("console"))
        await at.send("line/move", question=evening.id_of(AN), after=evening.id_of(BINH))
        async with httpx.AsyncClient(base_url=url) as client, client.stream("GET", link.replace("?", "/live?")) as live:
            async for line in live.aiter_lines():
                if "data-call" in line:
                    assert 'data-call="later"' in line
                    break
        status, page = await visit(url, link)
    assert status == 403
    assert "Chưa đến lượt phát biểu của ông/bà, hoặc lượt đã kết thúc." in page


async def test_a_wrong_old_or_anothers_link_is_refused_in_vietnamese(servers: StackHandle, database: Database):
    evening = await hybrid(database, starts_at=real_now())
    conference, secret = str(evening.conference_id), servers.keys.link_secret
    async with open_room(servers, DT_MEDIA_URL=MEDIA) as url, desk(servers, url, evening.conference_id) as at:
        await begin(evening, at)
        own, other = str(evening.id_of(AN)), str(evening.id_of(BINH))
        long_ago = real_now() - CALL_LIFETIME - timedelta(seconds=1)
        good = call_token(conference, own, secret, real_now())
        tokens = ["", "1.x", good + "x", call_token(conference, other, secret, real_now())]
        tokens += [
            call_token(conference, own, "another" * 8, real_now()),
            call_token(conference, own, secret, long_ago),
        ]
        for token in tokens:
            for path in ("", "/live"):
                status, page = await visit(url, f"/meeting/c/{conference}/call/{own}{path}?token={token}")
                assert (status, "Đường dẫn phát biểu từ xa không đúng hoặc đã hết hạn." in page) == (403, True)
        hall = call_token(conference, other, secret, real_now())
        await at.send("turns/call", question=evening.id_of(BINH))
        status, page = await visit(url, f"/meeting/c/{conference}/call/{other}?token={hall}")
    assert (status, "Chưa đến lượt phát biểu của ông/bà" in page) == (
        403,
        True,
    )  # who sits in the hall comes by no link


def test_a_link_stays_the_same_for_a_while_and_is_short_lived():
    begun = real_now().replace(minute=0, second=0, microsecond=0)
    first, same, later = (
        call_token("c", "q", "s" * 32, begun + timedelta(seconds=passed))
        for passed in (0, CALL_ROUNDED_S - 1, CALL_ROUNDED_S)
    )
    assert first == same != later
    assert int(first.partition(".")[0]) - begun.timestamp() == CALL_LIFETIME.total_seconds()


async def test_a_person_at_home_is_noted_at_the_door_and_listed_among_the_points(
    servers: StackHandle, database: Database, room_url: str
):
    evening = await hybrid(database)
    async with desk(servers, room_url, evening.conference_id) as at:
        assert 'id="point-from_home"' not in await at.get("console")
        await begin(evening, at)
        assert 'id="point-from_home"' in await at.get("console")
        assert '<option value="from_home" selected>Từ xa</option>' in await at.get("attendance?at=from_home")
        assert "Có mặt: Nguyễn Thị An, Từ xa" in await at.get("log")

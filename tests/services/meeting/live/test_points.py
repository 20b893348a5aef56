"""Branch points over HTTP: where people are noted, what is on air, and whose page is whose."""

import re
from datetime import timedelta
from typing import Any

import httpx
import pytest

from deploy.local.testing import StackHandle
from shared.database.engine import Database
from shared.identity import Officer, Role, tokens
from shared.ids import new_id
from shared.profiles import load_profile
from tests.rules import rule
from tests.services.meeting.live import support
from tests.services.meeting.live.evening import Evening
from tests.services.meeting.live.support import NOW, UNIT, cookie, desk

AN, BINH = "Nguyễn Thị An", "Trần Văn Bình"
CENTRE = load_profile("pvhcc-ha-noi")


async def hybrid(database: Database, **changes: Any) -> Evening:
    profile = CENTRE.model_dump(mode="json")
    values: dict[str, Any] = {"profile": profile, "starts_at": NOW + timedelta(minutes=1)} | changes
    async with database.transaction() as session:
        conference_id = await support.announce(session, **values)
    return Evening(database, conference_id, values.get("unit_id", UNIT))


def operator(point: str, unit_id: str = UNIT) -> Officer:
    return Officer(str(new_id()), unit_id, "TTPVHCC", "Vương Thị Thủy", (Role.POINT_OPERATOR,), point=point)


async def see(servers: StackHandle, url: str, who: Officer, path: str) -> httpx.Response:
    async with httpx.AsyncClient(base_url=url, cookies={tokens.COOKIE: cookie(servers, who)}) as client:
        return await client.get(path)


async def begin(evening: Evening, at: support.Desk, **asked: Any) -> None:
    """An is at the first branch, Bình in the hall; `asked` is said of both questions."""
    await evening.registers(AN, BINH, **asked)
    for name, point in ((AN, "chi-nhanh-1"), (BINH, "")):
        await at.send("attendance/mark", person=evening.person_of(name), presence="present", area="", point=point)
    await at.opens()
    await at.send("agenda/begin", step="people_speak")


@rule("R-186", "R-209")
async def test_the_speakers_point_stands_on_console_log_and_hall_screen(
    servers: StackHandle, database: Database, room_url: str
):
    evening = await hybrid(database)
    async with desk(servers, room_url, evening.conference_id) as at:
        await begin(evening, at)
        await at.send("turns/call", question=evening.id_of(AN))
        console, log = await at.get("console"), await at.get("log")
        token = re.search(r"hall\?token=([^\"]+)", console)
        assert token
        assert '<span class="hall-seat">Chi nhánh 1</span>' in await at.get(f"hall?token={token[1]}")
        card = console[console.index('id="turn-card"') :]
        assert "Chi nhánh 1" in card[: card.index("</header>")]
        assert "Có mặt: Nguyễn Thị An, Chi nhánh 1" in log
        assert "Có mặt: Trần Văn Bình, Hội trường" in log


@rule("R-186")
async def test_the_operators_choice_of_the_stage_is_logged_and_taken_back(
    servers: StackHandle, database: Database, room_url: str
):
    evening = await hybrid(database)
    async with desk(servers, room_url, evening.conference_id) as at:
        await begin(evening, at)
        assert "lên hình theo người phát biểu" in await at.get("console")
        assert (await at.send("stage", point="chi-nhanh-2"))["status"] == "done"
        assert 'id="stage-follow"' in await at.get("console")
        await at.send("stage", point="")
        refused = await at.send("stage", point="chi-nhanh-9")
        log = await at.get("log")
    assert refused["code"] == 409 and "không có điểm cầu này" in refused["message"]
    assert log.index("Lên hình: Chi nhánh 2") < log.index("Lên hình theo người phát biểu")


async def test_a_walk_in_and_a_guest_are_noted_where_they_came(servers: StackHandle, database: Database, room_url: str):
    evening = await hybrid(database)
    async with desk(servers, room_url, evening.conference_id) as at:
        await begin(evening, at)
        await at.send("questions/raise", full_name="Lê Văn Cường", text="Xin hỏi lệ phí.", point="chi-nhanh-3")
        await at.send("attendance/guest", full_name="Phạm Thị Dung", area="", point="chi-nhanh-2")
        signed = await at.get("attendance/print")
    assert "Chi nhánh 2</td>" in signed and "Chi nhánh 3</td>" in signed
    state = await evening.state()
    assert sorted(mark.point for mark in state.marks.values()) == ["", "chi-nhanh-1", "chi-nhanh-2", "chi-nhanh-3"]


async def test_a_branch_has_a_door_of_its_own(servers: StackHandle, database: Database, room_url: str):
    evening = await hybrid(database)
    await evening.registers(AN)
    async with desk(servers, room_url, evening.conference_id) as at:
        assert 'name="point" value="chi-nhanh-2"' in await at.get("attendance?at=chi-nhanh-2")
        async with at.stream("live/door?at=chi-nhanh-2") as lines:
            assert 'name="point" value="chi-nhanh-2"' in "".join([line async for line in lines])
        with pytest.raises(httpx.HTTPStatusError, match="404"):
            await at.get("attendance?at=nowhere")


async def test_a_conference_in_one_hall_asks_nobody_where_they_sit(
    servers: StackHandle, database: Database, room_url: str
):
    commune = load_profile("phu-xuyen").model_dump(mode="json")
    evening = await hybrid(database, profile=commune)
    await evening.registers(AN)
    async with desk(servers, room_url, evening.conference_id) as at:
        pages = [await at.get(path) for path in ("console", "attendance")]
        refused = await at.send("stage", point="nam-quat")
    assert not any('name="point"' in page or 'id="points"' in page for page in pages)
    assert refused["code"] == 409
    answer = await see(servers, room_url, operator("hall"), f"/meeting/c/{evening.conference_id}/point/hall")
    assert answer.status_code == 404


@rule("R-209")
async def test_the_page_of_a_point_shows_who_is_on_air_and_its_own_people_in_line(
    servers: StackHandle, database: Database, room_url: str
):
    evening = await hybrid(database)
    async with desk(servers, room_url, evening.conference_id) as at:
        await begin(evening, at)
        await at.send("turns/call", question=evening.id_of(BINH))
    page = f"/meeting/c/{evening.conference_id}/point/chi-nhanh-1"
    text = (await see(servers, room_url, operator("chi-nhanh-1"), page)).text
    assert 'id="video"' in text and "Đang lên hình: <strong>Hội trường</strong>" in text
    line = text[text.index('id="point-line"') :]
    assert AN in line and BINH not in line and BINH in text
    own = await see(servers, room_url, operator("chi-nhanh-1"), "/meeting/points")
    assert page in own.text and "Điểm cầu Chi nhánh số 1" in own.text


async def test_an_operator_opens_only_the_own_point_of_the_own_unit(
    servers: StackHandle, database: Database, room_url: str
):
    evening = await hybrid(database)
    base = f"/meeting/c/{evening.conference_id}"
    point = f"{base}/point/chi-nhanh-1"
    asked = [
        (operator("chi-nhanh-2"), point, 403),
        (operator("chi-nhanh-2"), f"{point}/live", 403),
        (operator("chi-nhanh-1", unit_id="lang"), point, 404),
        (operator("chi-nhanh-1"), f"{base}/point/nowhere", 404),
        (support.officer(), point, 403),
        *((operator("chi-nhanh-1"), f"{base}/{page}", 403) for page in ("console", "attendance", "log")),
        (operator("chi-nhanh-1"), base, 403),
    ]
    answers = [((await see(servers, room_url, who, path)).status_code, path) for who, path, _ in asked]
    assert answers == [(code, path) for _, path, code in asked]

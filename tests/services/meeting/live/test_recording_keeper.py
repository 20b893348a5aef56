"""The session and a real recorder: it runs from the opening to the gavel, learns each turn, and no click waits."""

import re
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import httpx
import pytest
import pytest_asyncio
from playwright.async_api import Browser, expect
from sqlalchemy import select

from deploy.local.testing import StackHandle
from services.meeting.store.conference_tables import Conference
from services.meeting.store.recording_tables import FilmOrder, FilmState, RecordingClip, RecordingMark, RecordingRow
from services.meeting.store.session_tables import SessionEventRow
from shared.clock import real_now
from shared.database.engine import Database
from shared.identity import Role
from shared.ids import made_at, new_id
from shared.profiles import load_profile
from tests.rules import rule
from tests.services.meeting.live.evening import Evening, announced
from tests.services.meeting.live.screens import opened, signed_in
from tests.services.meeting.live.support import Desk, desk, end_all, officer, open_room
from tests.services.meeting.live.test_called_from_home import MEDIA, link_in, visit
from tests.services.meeting.live.test_called_from_home import begin as begin_from_home
from tests.services.meeting.live.test_points import AN, BINH, begin, hybrid, operator, see
from tests.services.meeting.recorder.running import RecorderProcess, until
from tests.services.meeting.recorder.stage_server import StageServer

ON, PAUSED, LOST = "Đang ghi âm, ghi hình", ' is-paused" id="', "Không liên lạc được với máy ghi"
LIGHT = '<span class="rec is-on" id="recording-light" role="status">Đang ghi âm, ghi hình</span>'


@pytest_asyncio.fixture
async def recorder(servers: StackHandle, database: Database, tmp_path: Path) -> AsyncIterator[RecorderProcess]:
    await end_all(database)
    async with StageServer() as stage:
        process = RecorderProcess(servers, tmp_path / "spool", stage.port)
        await process.start()
        yield process
        await process.stop()
        await process.client.aclose()


async def says(at: Desk, words: str, path: str = "console", *, gone: bool = False) -> None:
    """Until a page says this, or says it no more."""

    async def does() -> bool:
        return (words in await at.get(path)) != gone

    await until(does)


async def rows(database: Database, table: type[Any], conference_id: UUID) -> list[Any]:
    async with database.reading() as session:
        return list(await session.scalars(select(table).where(table.conference_id == conference_id)))


async def begun(evening: Evening, at: Desk) -> None:
    await begin(evening, at)
    await says(at, ON)


async def ended(at: Desk) -> None:
    """What one test leaves on, the next recorder would take up."""
    await at.send("gavel")
    await says(at, ON, gone=True)


async def spoken(at: Desk, evening: Evening, name: str) -> UUID:
    turn = new_id()
    assert (await at.send("turns/call", turn, question=evening.id_of(name)))["status"] == "done"
    assert (await at.send("turns/end", turn=turn, outcome="answered_in_hall"))["status"] == "done"
    return turn


async def times(database: Database, conference_id: UUID, turn: UUID) -> dict[str, float]:
    """When the log wrote the turn's start and end, s."""
    kinds = {"turn.called": "start", "turn.ended": "end"}
    log = await rows(database, SessionEventRow, conference_id)
    about = [e for e in log if e.payload.get("turn_id") == str(turn) and e.type in kinds]
    return {f"turn:{turn}:{kinds[e.type]}": made_at(e.event_id).timestamp() for e in about}


async def marks(database: Database, conference_id: UUID) -> dict[str, float]:
    (recording,) = await rows(database, RecordingRow, conference_id)
    return {
        mark.name: (recording.origin_us + mark.at_us) / 1e6
        for mark in await rows(database, RecordingMark, conference_id)
    }


async def test_the_recording_runs_from_the_opening_to_the_gavel_and_every_screen_shows_it(
    servers: StackHandle, database: Database, recorder: RecorderProcess
):
    evening = await hybrid(database, starts_at=real_now())
    id_ = evening.conference_id
    async with open_room(servers, DT_RECORDER_URL=recorder.url) as url, desk(servers, url, id_) as at:
        token = re.search(r"hall\?token=([^\"]+)", await at.get("console"))
        assert token
        assert "Hội nghị có ghi âm, ghi hình" in await at.get(f"hall?token={token[1]}")
        await begun(evening, at)
        await says(at, ON, f"hall?token={token[1]}")
        page = await see(servers, url, operator("chi-nhanh-1"), f"/meeting/c/{id_}/point/chi-nhanh-1")
        assert ON in page.text
        assert (await recorder.state(id_))["state"] == "recording"
        await at.send("recording/paused")
        await says(at, PAUSED)
        await says(at, PAUSED, f"hall?token={token[1]}")
        assert "Tạm ngừng ghi âm, ghi hình" in await at.get(f"hall?token={token[1]}")
        assert (await recorder.state(id_))["state"] == "off"
        await at.send("recording/on")
        await says(at, ON)
        await ended(at)
        assert (await recorder.state(id_))["state"] == "off"
        log = await at.get("log")
    assert [log.count(words) for words in ("Tạm ngừng ghi âm, ghi hình", "Ghi âm, ghi hình")] == [1, 2]


@rule("R-209")
async def test_the_light_is_on_at_the_door_in_the_overflow_room_and_at_home_too(
    servers: StackHandle, database: Database, recorder: RecorderProcess
):
    """A watcher and a speaker at home; nobody of them is signed in."""
    evening = await hybrid(database, starts_at=real_now())
    id_, who = evening.conference_id, officer("Trần Thị Lan", Role.SECRETARY, Role.HOST_OFFICE)
    async with (
        open_room(servers, DT_RECORDER_URL=recorder.url, DT_MEDIA_URL=MEDIA) as url,
        desk(servers, url, id_, who) as at,
    ):
        await begin_from_home(evening, at)
        await says(at, ON)
        overflow = await overflow_of(at)
        guests = [await watch_of(database, id_), overflow, link_in(await at.get("console"))]
        pages = [(await visit(url, path))[1] for path in guests] + [await at.get("attendance")]
        moving = [await first_picture(at, path) for path in ("live/door", "live/" + overflow.rpartition("/")[2])]
        await ended(at)
    assert [page.count(LIGHT) for page in pages + moving] == [1] * 6
    assert all("meeting/recording.css" in page for page in pages)


async def watch_of(database: Database, conference_id: UUID) -> str:
    async with database.transaction() as session:
        return f"/meeting/watch/{(await session.get_one(Conference, conference_id)).slug}"


async def overflow_of(at: Desk) -> str:
    """The overflow room's address as the office finds it, without its host."""
    found = re.search(r'id="overflow-link" readonly value="[^"]*?(/meeting/c/[^"]+)"', await at.get("watching"))
    assert found
    return found[1]


async def first_picture(at: Desk, path: str) -> str:
    async with at.stream(path) as lines:
        return "\n".join([line async for line in lines])


@rule("R-209")
async def test_the_sheet_for_the_doors_says_it_in_print_where_a_conference_is_recorded(
    servers: StackHandle, database: Database, room_url: str
):
    evening = await hybrid(database)
    async with desk(servers, room_url, evening.conference_id) as at:
        sheet = await at.get("recording/notice")
    assert "Hội nghị có<br>ghi âm, ghi hình</h1>" in sheet
    assert load_profile("pvhcc-ha-noi").form.privacy.recording in sheet
    unrecorded = await hybrid(database, profile=load_profile("phu-xuyen").model_dump(mode="json"))
    async with desk(servers, room_url, unrecorded.conference_id) as at:
        with pytest.raises(httpx.HTTPStatusError, match="404"):
            await at.get("recording/notice")


async def test_each_turn_is_marked_at_its_own_time_and_its_film_is_cut_by_itself(
    servers: StackHandle, database: Database, recorder: RecorderProcess
):
    evening = await hybrid(database, starts_at=real_now())
    id_ = evening.conference_id
    async with open_room(servers, DT_RECORDER_URL=recorder.url) as url, desk(servers, url, id_) as at:
        await begun(evening, at)
        turn = await spoken(at, evening, AN)
        await until(lambda: _is_cut(database, id_))
        (order,) = await rows(database, FilmOrder, id_)
        (clip,) = await rows(database, RecordingClip, id_)
        assert (order.name, order.turn_id, order.point) == (clip.name, turn, "chi-nhanh-1")
        assert clip.name == f"question:{evening.id_of(AN)}" and clip.size
        assert await marks(database, id_) == pytest.approx(await times(database, id_, turn), abs=0.002)
        await ended(at)


async def test_a_dead_recorder_stops_no_click_and_learns_every_turn_when_it_is_back(
    servers: StackHandle, database: Database, recorder: RecorderProcess
):
    """The room is started anew in between, so nothing can be remembered but what the log says."""
    evening = await hybrid(database, starts_at=real_now())
    id_ = evening.conference_id
    async with open_room(servers, DT_RECORDER_URL=recorder.url) as url, desk(servers, url, id_) as at:
        await begun(evening, at)
        await recorder.kill()
        await says(at, LOST)
        first = await spoken(at, evening, AN)
        second = new_id()
        await at.send("turns/call", second, question=evening.id_of(BINH))
    async with open_room(servers, DT_RECORDER_URL=recorder.url) as url, desk(servers, url, id_) as at:
        assert (await at.send("gavel"))["status"] == "done"
        await recorder.start()
        await until(lambda: _knows(database, id_, 4))
        said = await marks(database, id_)
        expected = await times(database, id_, first) | await times(database, id_, second)
        assert {name: said[name] for name in expected} == pytest.approx(expected, abs=0.002)
        assert said[f"turn:{second}:end"] > said[f"turn:{second}:start"], "the gavel ended it"
        await until(lambda: _is_off(recorder, id_))
        await until(lambda: _is_settled(database, id_))
    assert {order.state for order in await rows(database, FilmOrder, id_)} == {FilmState.NONE}


async def test_a_conference_without_branch_points_starts_nothing_and_says_nothing(
    servers: StackHandle, database: Database, recorder: RecorderProcess
):
    other = await hybrid(database, starts_at=real_now())
    evening = await announced(database)
    async with (
        open_room(servers, DT_RECORDER_URL=recorder.url) as url,
        desk(servers, url, evening.conference_id) as at,
        desk(servers, url, other.conference_id) as beside,
    ):
        await at.opens()
        refused = await at.send("recording/on")
        console = await at.get("console")
        await begun(other, beside)  # the keeper was here
        await ended(beside)
    assert refused["code"] == 409 and "không có điểm cầu" in refused["message"]
    assert 'id="desk-recording"' not in console and "Báo ghi hình" in console
    assert not await rows(database, RecordingRow, evening.conference_id)


@rule("R-209")
async def test_a_warning_says_what_to_do_and_goes_by_itself(
    servers: StackHandle, database: Database, recorder: RecorderProcess
):
    evening = await hybrid(database, starts_at=real_now())
    async with (
        open_room(servers, DT_RECORDER_URL=recorder.url) as url,
        desk(servers, url, evening.conference_id) as at,
    ):
        await recorder.stop()
        recorder.env["DT_RECORDER_LOW_DISK_MB"] = str(10**9)
        await recorder.start()
        await begun(evening, at)
        await says(at, "Ổ đĩa máy chủ sắp đầy")
        assert "Xin báo quản trị dọn ổ đĩa" in await at.get("console")
        del recorder.env["DT_RECORDER_LOW_DISK_MB"]
        await recorder.stop()
        await says(at, LOST)
        await recorder.start()
        await says(at, "Ổ đĩa máy chủ sắp đầy", gone=True)
        await says(at, LOST, gone=True)
        await ended(at)


@rule("R-209")
async def test_a_session_nobody_ended_is_not_recorded_for_days(
    servers: StackHandle, database: Database, recorder: RecorderProcess
):
    evening = await hybrid(database, starts_at=real_now())
    id_ = evening.conference_id
    async with open_room(servers, DT_RECORDER_URL=recorder.url) as url, desk(servers, url, id_) as at:
        await begun(evening, at)
        async with database.transaction() as session:
            log = select(SessionEventRow).where(SessionEventRow.conference_id == id_)
            for event in await session.scalars(log):
                event.at, event.event_id = event.at - timedelta(hours=19), new_id()
        await says(at, ON, gone=True)
        assert (await recorder.state(id_))["state"] == "off"


async def _is_cut(database: Database, conference_id: UUID) -> bool:
    orders = await rows(database, FilmOrder, conference_id)
    return [order.state for order in orders] == [FilmState.READY]


async def _is_settled(database: Database, conference_id: UUID) -> bool:
    orders = await rows(database, FilmOrder, conference_id)
    return len(orders) == 2 and all(order.state is not FilmState.WAITING for order in orders)


async def _knows(database: Database, conference_id: UUID, count: int) -> bool:
    return len(await rows(database, RecordingMark, conference_id)) == count


async def _is_off(recorder: RecorderProcess, conference_id: UUID) -> bool:
    return bool((await recorder.state(conference_id))["state"] == "off")


@pytest.mark.parametrize("width", [360, 740, 1280])
async def test_the_light_and_the_hand_on_it_reach_open_screens_by_themselves_and_fit(
    servers: StackHandle, database: Database, recorder: RecorderProcess, browser: Browser, width: int
):
    evening, complaints = await hybrid(database, starts_at=real_now()), list[str]()
    id_ = evening.conference_id
    async with open_room(servers, DT_RECORDER_URL=recorder.url) as url, desk(servers, url, id_) as at:
        context = await signed_in(browser, servers, url, officer(), width=width)
        console = await opened(context, f"{url}/meeting/c/{id_}/console", complaints)
        await begin(evening, at)
        light = console.locator("#recording-light")
        await expect(light).to_have_text("Đang ghi âm, ghi hình", timeout=20_000)
        await console.locator("#recording-stop summary").click()
        await console.locator("#recording-off").click()
        await expect(light).to_have_text("Không ghi âm, ghi hình", timeout=20_000)
        assert await console.evaluate("document.documentElement.scrollWidth") == width
        assert (await recorder.state(id_))["state"] == "off"
        await context.close()
        await at.send("gavel")
    assert not complaints


@rule("R-209")
async def test_each_point_is_recorded_by_itself_while_the_office_wants_it_and_the_session_is_recorded(
    servers: StackHandle, database: Database, recorder: RecorderProcess
):
    evening = await hybrid(database, starts_at=real_now())
    id_ = evening.conference_id
    async with open_room(servers, DT_RECORDER_URL=recorder.url) as url, desk(servers, url, id_) as at:

        async def tracks(*points: str) -> None:
            async def are() -> bool:
                return bool((await recorder.state(id_))["tracks"] == list(points))

            await until(are)

        assert "Ghi riêng từng điểm" in await at.get("console")
        assert (await at.send("recording/tracks/on"))["status"] == "done"
        assert (await recorder.state(id_))["tracks"] == [], "nothing is recorded before the opening"
        await begun(evening, at)
        everywhere = ("chi-nhanh-1", "chi-nhanh-2", "chi-nhanh-3", "hall")
        await tracks(*everywhere)
        page = await see(servers, url, operator("chi-nhanh-1"), f"/meeting/c/{id_}/point/chi-nhanh-1")
        assert "Ghi riêng điểm cầu này; tiếng chỉ ghi khi micro mở." in page.text
        await at.send("recording/paused")
        await tracks()
        await at.send("recording/on")
        await tracks(*everywhere)
        await at.send("recording/tracks/off")
        await tracks()
        assert "Thôi ghi riêng từng điểm cầu" in await at.get("log")
        await at.send("recording/tracks/on")
        await tracks(*everywhere)
        await ended(at)
        await tracks()

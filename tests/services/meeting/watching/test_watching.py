"""Who may watch, over HTTP: the office's choice, the links, and what the pages tell."""

import re
from datetime import timedelta
from uuid import UUID

import httpx
import pytest

from deploy.local.testing import StackHandle
from services.meeting.domain.watch_links import Audience, shared_expiry, watch_token
from services.meeting.store import recordings
from services.meeting.store.conference_tables import Conference
from shared.clock import real_now
from shared.contracts.intake import PersonErased
from shared.contracts.meeting import Watching, WatchingChosen
from shared.database.engine import Database
from shared.identity import Role
from shared.ids import new_id
from shared.profiles import load_profile
from tests.rules import rule
from tests.services.meeting.live.evening import Evening
from tests.services.meeting.live.support import UNIT, desk, officer
from tests.services.meeting.live.test_points import AN, BINH, begin, hybrid
from tests.services.meeting.recorder.running import until
from tests.services.meeting.watching.house import House

OFFICE = officer("Nguyễn Thị Hạnh", Role.HOST_OFFICE)


async def address(database: Database, evening: Evening) -> str:
    async with database.transaction() as session:
        return f"/meeting/watch/{(await session.get_one(Conference, evening.conference_id)).slug}"


def base_in(page: str) -> str:
    found = re.search(r'base="([^"]+)"', page)
    assert found
    return found[1]


def view_in(page: str) -> str:
    found = re.search(r'data-view="(\w+)"', page)
    assert found
    return found[1]


async def status(house: House, token: str, name: str = "stage.m3u8") -> int:
    async with httpx.AsyncClient() as client:
        return (await client.get(f"{house.url}/live/{token}/{name}")).status_code


async def fetched(house: House, path: str) -> httpx.Response:
    async with httpx.AsyncClient(base_url=house.url) as client:
        return await client.get(path)


@rule("R-024")
async def test_the_public_sees_from_the_opening_to_the_gavel_and_afterwards_only_what_was_published(
    servers: StackHandle, database: Database, house: House
):
    evening = await hybrid(database, starts_at=real_now())
    page = await address(database, evening)
    secret = servers.keys.link_secret
    public = watch_token(evening.conference_id, secret, shared_expiry(real_now()), Audience.PUBLIC)
    async with desk(servers, house.url, evening.conference_id, OFFICE) as at:
        assert view_in((await fetched(house, page)).text) == "wait"
        assert await status(house, public) == 403, "trials before the opening are nobody's business"
        await begin(evening, at)
        assert view_in((await fetched(house, page)).text) == "live"
        async with httpx.AsyncClient() as client:
            answer = await client.get(f"{house.url}/live/{public}/archive.m3u8", params={"late": 1})
        assert answer.status_code in (200, 403, 404)
        await at.send("gavel")
        over = (await fetched(house, page)).text
        assert view_in(over) == "over" and "Bản ghi không công khai" in over
        assert (await at.send("watching", watching="archive"))["status"] == "done"
        archive = (await fetched(house, page)).text
        assert view_in(archive) == "archive" and "Người quyết định: Nguyễn Thị Hạnh" in archive
        log = await at.get("log")
    assert "Xem từ nhà: phát trong giờ họp và cho xem lại" in log
    told: list[WatchingChosen] = await evening.told(WatchingChosen)
    assert [fact.watching for fact in told] == [Watching.ARCHIVE]


@rule("R-024")
async def test_only_who_publishes_results_leaves_the_recording_to_the_public(
    servers: StackHandle, database: Database, house: House
):
    evening = await hybrid(database)
    async with desk(servers, house.url, evening.conference_id, officer("Trần Thị Lan", Role.SECRETARY)) as at:
        assert 'value="archive"' not in await at.get("watching")
        assert (await at.send("watching", watching="archive"))["code"] == 403
        assert (await at.send("watching", watching="everything"))["code"] == 404
        assert (await at.send("watching", watching="off"))["status"] == "done"
        page = (await fetched(house, await address(database, evening))).text
    assert view_in(page) == "closed" and "Người quyết định: Trần Thị Lan" in page


@rule("R-055")
async def test_once_a_speaker_is_erased_the_whole_recording_is_not_shown_again_and_the_office_reads_why(
    servers: StackHandle, database: Database, house: House
):
    evening = await hybrid(database, starts_at=real_now())

    async def is_recorded() -> bool:
        async with database.reading() as session:
            return await recordings.find(session, evening.conference_id) is not None

    async with desk(servers, house.url, evening.conference_id, OFFICE) as at:
        await begin(evening, at)
        await until(is_recorded)
        turn = new_id()
        assert (await at.send("turns/call", turn, question=evening.id_of(AN)))["status"] == "done"
        assert (await at.send("turns/end", turn=turn, outcome="answered_in_hall"))["status"] == "done"
        await at.send("gavel")
        assert (await at.send("watching", watching="archive"))["status"] == "done"
        person_id = evening.person_of(AN)
        await evening.hear(PersonErased(unit_id=UNIT, occurred_at=real_now(), person_id=person_id))
        answer = await at.send("watching", watching="archive")
        assert answer["status"] == "refused" and "còn lượt phát biểu của người đã được xóa dữ liệu" in answer["message"]
        page = await at.get("watching")
        assert 'value="archive" disabled' in page and "vẫn công khai được ở trang" in page
        assert "Bản ghi còn hình, tiếng của người đã được xóa dữ liệu" in await at.get("clips")
        assert (await at.send("watching", watching="off"))["status"] == "done"


async def test_all_who_open_the_page_on_one_day_fetch_under_one_address(
    servers: StackHandle, database: Database, house: House
):
    evening = await hybrid(database)
    path = await address(database, evening)
    pages = [(await fetched(house, path)).text for _ in range(2)]
    assert base_in(pages[0]) == base_in(pages[1])
    midnight = real_now().replace(hour=0, minute=0, second=0, microsecond=0)
    ends = {shared_expiry(midnight + timedelta(minutes=minute)) for minute in range(0, 24 * 60, 7)}
    assert ends == {midnight + timedelta(days=2)}


async def test_only_the_pages_with_a_player_may_play_what_a_script_puts_together(
    servers: StackHandle, database: Database, house: House
):
    evening = await hybrid(database)
    async with desk(servers, house.url, evening.conference_id, OFFICE) as at:
        overflow = await at.get("watching")
    link = overflow.partition('id="overflow-link" readonly value="')[2].partition('"')[0].removeprefix(house.url)
    for path, blob in ((await address(database, evening), True), (link, True), ("/meeting/", False)):
        policy = (await fetched(house, path)).headers["content-security-policy"]
        assert ("media-src 'self' blob:" in policy) == blob, path
        assert policy.count("blob:") == blob and "worker-src" not in policy and "unsafe" not in policy


async def test_an_overflow_link_of_another_conference_or_day_is_refused_in_words(
    servers: StackHandle, database: Database, house: House
):
    evening, other = await hybrid(database), await hybrid(database)
    async with desk(servers, house.url, other.conference_id, OFFICE) as at:
        foreign = (await at.get("watching")).partition("overflow?token=")[2].partition('"')[0]
    for token in (foreign, "", "1.x", foreign.replace(".", "9.")):
        answer = await fetched(house, f"/meeting/c/{evening.conference_id}/overflow?token={token}")
        assert answer.status_code == 403 and "Liên kết của phòng theo dõi không đúng hoặc đã hết hạn" in answer.text
        stream = await fetched(house, f"/meeting/c/{evening.conference_id}/live/overflow?token={token}")
        assert stream.status_code == 403


async def test_after_the_gavel_an_overflow_link_gives_out_no_way_to_the_recording(
    servers: StackHandle, database: Database, house: House
):
    evening = await hybrid(database, starts_at=real_now())
    async with desk(servers, house.url, evening.conference_id, OFFICE) as at:
        await begin(evening, at)
        shown = await at.get("watching")
        link = shown.partition('id="overflow-link" readonly value="')[2].partition('"')[0].removeprefix(house.url)
        assert await status(house, base_in((await fetched(house, link)).text).split("/")[2]) in (200, 404)
        await at.send("gavel")
    after = (await fetched(house, link)).text
    assert "/live/" not in after.replace("/live/overflow", "") and "Hội nghị đã kết thúc." in after


async def test_a_link_opens_its_own_conference_for_its_own_audience_until_its_day(
    servers: StackHandle, database: Database, house: House
):
    evening = await hybrid(database)
    secret, soon = servers.keys.link_secret, real_now() + timedelta(hours=1)
    mine = watch_token(evening.conference_id, secret, soon)
    public = watch_token(evening.conference_id, secret, soon, Audience.PUBLIC)
    stranger = f"{UUID(int=1).hex}~{mine.partition('~')[2]}"
    old = watch_token(evening.conference_id, secret, real_now() - timedelta(seconds=1))
    assert await status(house, mine) == 404, "the house may look; nothing is recorded yet"
    assert [await status(house, token) for token in (public, stranger, old, "nonsense")] == [403] * 4


@rule("R-024")
async def test_the_page_names_speakers_as_they_agreed_and_no_receipt_code(
    servers: StackHandle, database: Database, house: House
):
    evening = await hybrid(database, starts_at=real_now())
    async with desk(servers, house.url, evening.conference_id, OFFICE) as at:
        await begin(evening, at)
        for name in (AN, BINH):
            called = await at.send("turns/call", question=evening.id_of(name))
            assert called["status"] == "done"
            turn = (await evening.state()).turns[-1]
            await at.send("turns/end", turn=turn.turn_id, outcome="")
        page = (await fetched(house, await address(database, evening))).text
        await at.send("gavel")
    assert "Lượt 1 · Ông/bà A., Chi nhánh 1" in page and "Lượt 2 · Ông/bà B., Hội trường" in page
    codes = {fact.code.partition("/")[0] for fact in evening.questions.values()}
    assert not [secret for secret in (AN, BINH, *codes) if secret in page]


async def test_a_conference_in_one_hall_says_that_there_is_nothing_to_watch(
    servers: StackHandle, database: Database, house: House
):
    evening = await hybrid(database, profile=load_profile("phu-xuyen").model_dump(mode="json"))
    page = (await fetched(house, await address(database, evening))).text
    assert "<watch-player" not in page and "Hội nghị này không phát trực tuyến" in page
    async with desk(servers, house.url, evening.conference_id, OFFICE) as at:
        assert "không có hình, tiếng để phát" in await at.get("watching")
        assert "/watching" not in await at.get("")


@pytest.mark.parametrize("path", ["watching"])
async def test_another_units_office_finds_nothing_here(
    servers: StackHandle, database: Database, house: House, path: str
):
    evening = await hybrid(database)
    stranger = officer("Người Lạ", Role.HOST_OFFICE, unit_id="other-unit")
    async with desk(servers, house.url, evening.conference_id, stranger) as at:
        with pytest.raises(httpx.HTTPStatusError, match="404"):
            await at.get(path)
        assert (await at.send(path, watching="off"))["code"] == 404
    assert stranger.unit_id != UNIT

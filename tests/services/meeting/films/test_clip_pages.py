"""The page of films: who sees what, how a film is played, how decisions and deletions are made, what anybody sees."""

import contextlib
from hashlib import sha256

import httpx
import pytest

from services.meeting.usecases.publish_result import publish
from shared.contracts.meeting import ClipShown
from shared.identity import Role, tokens
from shared.web.ranges import MOST_BYTES
from tests.rules import rule
from tests.services.meeting.films.filmed import SPOKEN, body_of, decides, filmed, recording, shown, stored
from tests.services.meeting.live.support import cookie, desk, officer
from tests.services.meeting.plan.evenings import Played, concluded
from tests.services.meeting.plan.offices import NOW
from tests.services.meeting.plan.test_results import review

CUONG, BICH, ANH = SPOKEN


@contextlib.asynccontextmanager
async def sits(servers, room_url, played: Played, *roles: Role, department: str = "", unit_id: str = ""):
    """A signed-in officer's client at the films of this conference."""
    who = officer("Lê Thị Hạnh", *(roles or (Role.HOST_OFFICE,)), unit_id=unit_id or played.office.unit_id)
    who = type(who)(who.id, who.unit_id, who.unit_name, who.name, who.roles, department)
    async with httpx.AsyncClient(
        base_url=f"{room_url}/meeting/c/{played.id}", cookies={tokens.COOKIE: cookie(servers, who)}, timeout=20
    ) as client:
        yield client


def film_path(played: Played, name: str) -> str:
    return f"/clips/{played.evening.id_of(name)}.mp4"


async def public_path(played: Played, name: str) -> str:
    slug = (await played.office.conference(played.id)).slug
    return f"/meeting/public/{slug}/clips/{played.evening.id_of(name)}.mp4"


@rule("R-013")
async def test_a_film_is_played_by_who_may_and_by_nobody_else(servers, database, room_url):
    played = await filmed(database)
    await stored(played, servers)
    async with sits(servers, room_url, played) as office, sits(servers, room_url, played, Role.CLERK) as clerk:
        assert (await office.get(film_path(played, CUONG))).content == body_of(CUONG)
        assert (await clerk.get(film_path(played, CUONG))).status_code == 403
    async with sits(servers, room_url, played, unit_id="another") as stranger:
        assert (await stranger.get(film_path(played, CUONG))).status_code == 404
        assert (await stranger.get("/clips")).status_code == 404
    async with httpx.AsyncClient(base_url=room_url) as anybody:
        address = f"/meeting/c/{played.id}{film_path(played, CUONG)}"
        assert (await anybody.get(address)).status_code in (303, 401)


@rule("R-013")
async def test_a_department_sees_the_films_of_its_own_questions_alone(servers, database, room_url):
    played = await filmed(database)
    await stored(played, servers)
    async with sits(servers, room_url, played, Role.DEPARTMENT, department="economy") as own:
        page = (await own.get("/clips")).text
        assert CUONG in page
        assert "Quyết định" not in page
        assert (await own.get(film_path(played, CUONG))).status_code == 200
    async with sits(servers, room_url, played, Role.DEPARTMENT, department="tax") as other:
        assert CUONG not in (await other.get("/clips")).text
        assert (await other.get(film_path(played, CUONG))).status_code == 403


async def test_the_minutes_lead_to_the_film_of_each_question(servers, database, room_url):
    played = await filmed(database)
    async with sits(servers, room_url, played) as office:
        minutes, films = (await office.get("/minutes")).text, (await office.get("/clips")).text
    for name in SPOKEN:
        place = f"q-{played.evening.id_of(name)}"
        assert f'<a href="/meeting/c/{played.id}/clips#{place}">' in minutes
        assert f'id="{place}"' in films


async def test_a_player_skips_by_ranges_and_a_copy_it_has_is_not_sent_again(servers, database, room_url):
    played = await filmed(database)
    await stored(played, servers)
    body = body_of(CUONG)
    async with sits(servers, room_url, played) as office:
        whole = await office.get(film_path(played, CUONG))
        part = await office.get(film_path(played, CUONG), headers={"range": "bytes=100-199"})
        assert (part.status_code, part.content) == (206, body[100:200])
        assert part.headers["content-range"] == f"bytes 100-199/{len(body)}"
        begun = await office.get(film_path(played, CUONG), headers={"range": "bytes=0-"})
        assert (begun.status_code, len(begun.content)) == (206, MOST_BYTES)
        last = await office.get(film_path(played, CUONG), headers={"range": "bytes=-5"})
        assert last.content == body[-5:]
        beyond = await office.get(film_path(played, CUONG), headers={"range": f"bytes={len(body)}-"})
        assert (beyond.status_code, beyond.headers["content-range"]) == (416, f"bytes */{len(body)}")
        same = await office.get(film_path(played, CUONG), headers={"if-none-match": whole.headers["etag"]})
        assert (same.status_code, same.content) == (304, b"")
        other = {"range": "bytes=1-2", "if-range": '"another"'}
        assert (await office.get(film_path(played, CUONG), headers=other)).content == body


@rule("R-055", "R-110")
async def test_the_office_decides_one_film_and_many_on_the_page(servers, database, room_url):
    played = await filmed(database, CUONG)
    who = officer("Lê Thị Hạnh", Role.HOST_OFFICE, unit_id=played.office.unit_id)
    film = f"{played.evening.id_of(CUONG)} {sha256(body_of(CUONG)).hexdigest()}"
    async with desk(servers, room_url, played.id, who) as office:
        page = await office.get("clips")
        assert "còn <b>3</b> đoạn chưa ai quyết định" in page
        assert page.count("Người hỏi chưa đồng ý nêu tên") == 2
        assert (await office.send("clips/decide", film=film, shown="named"))["code"] == 200
        page = await office.get("clips")
        assert "Công khai, nêu tên" in page
        assert f"Người dân thấy: <b>{CUONG}, thôn Thao Chính</b>" in page
        refused = await office.send("clips/decide-many", shown="initial")
        assert "đánh dấu ít nhất một đoạn" in refused["message"]
        other = f"{played.evening.id_of(BICH)} {sha256(body_of(BICH)).hexdigest()}"
        refused = await office.send("clips/decide", film=other, shown="named")
        assert (refused["code"], "chưa đồng ý nêu tên" in refused["message"]) == (409, True)
        assert (await office.send("clips/decide-many", film=other, shown="initial"))["code"] == 200
    assert (await shown(played, BICH) or ("",))[0] is ClipShown.INITIAL
    secretary = officer("Thư ký", Role.SECRETARY, unit_id=played.office.unit_id)
    async with desk(servers, room_url, played.id, secretary) as watcher:
        assert (await watcher.send("clips/decide", film=film, shown="withheld"))["code"] == 403


@rule("R-110")
async def test_anybody_sees_a_film_only_while_it_is_decided_and_its_words_are_published(servers, database, room_url):
    played = await filmed(database)
    await stored(played, servers)
    path = await public_path(played, CUONG)
    async with httpx.AsyncClient(base_url=room_url, timeout=20) as anybody:
        await decides(played, CUONG, ClipShown.INITIAL)
        assert (await anybody.get(path)).status_code == 404, "the result page is not published yet"
        await review(played, CUONG)
        async with database.transaction() as session:
            await publish(session, played.id, played.office.by, NOW)
        answer = await anybody.get(path)
        assert (answer.status_code, answer.content) == (200, body_of(CUONG))
        assert answer.headers["cache-control"] == "public, no-cache", "a proxy asks again every time"
        assert (await anybody.get(await public_path(played, BICH))).status_code == 404
        assert (await anybody.get(path.replace("/public/", "/public/x"))).status_code == 404
        await decides(played, CUONG, ClipShown.WITHHELD)
        gone = await anybody.get(path, headers={"if-none-match": answer.headers["etag"]})
        assert gone.status_code == 404


@rule("R-209")
async def test_the_page_tells_the_term_and_holds_and_deletes(servers, database, room_url):
    played = await filmed(database)
    who = officer("Lê Thị Hạnh", Role.HOST_OFFICE, unit_id=played.office.unit_id)
    async with desk(servers, room_url, played.id, who) as office:
        assert (await office.send("clips/hold", reason="Đã nộp lưu trữ"))["code"] == 200
        page = await office.get("clips")
        assert "giữ lại, không có hạn" in page and "Đã nộp lưu trữ" in page
        assert (await office.send("clips/release"))["code"] == 200
        refused = await office.send("clips/delete", typed="xong")
        assert "gõ đúng chữ “XÓA”" in refused["message"]
        assert (await office.send("clips/delete", typed="xóa"))["code"] == 200
        page = await office.get("clips")
        assert "Đang xóa bản ghi" in page and "Xóa bản ghi" in page and "Lê Thị Hạnh" in page
        assert f"q-{played.evening.id_of(CUONG)}" not in page
    row = await recording(database, played.id)
    assert row and row.doomed_at


@pytest.mark.parametrize("path", ["clips", "results"])
async def test_pages_of_a_conference_without_films_say_so(servers, database, room_url, path):
    played = await concluded(database)
    who = officer("Lê Thị Hạnh", Role.HOST_OFFICE, unit_id=played.office.unit_id)
    async with desk(servers, room_url, played.id, who) as office:
        page = await office.get(path)
        assert ("Hội nghị này không được ghi hình" in page) == (path == "clips")
        assert "/clips#q-" not in page

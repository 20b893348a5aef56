"""Hall and two branches before their cameras and somebody at home: from the first picture to each question's film."""

import asyncio
import io
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import av
import pytest_asyncio
from playwright.async_api import Page, expect

from deploy.local.testing import StackHandle, running_stack
from services.meeting.store.conference_tables import Conference
from shared.clock import real_now
from shared.database.engine import Database
from shared.identity import Role
from shared.ids import new_id
from tests.e2e.browser import launched
from tests.e2e.fake_cameras import COLOURS, READ, arguments, film, seen, whose, whose_picture
from tests.rules import rule
from tests.services.meeting.live.evening import Evening
from tests.services.meeting.live.screens import opened, signed_in
from tests.services.meeting.live.support import Desk, desk, officer
from tests.services.meeting.live.test_picture_and_sound import FRAMES, joined
from tests.services.meeting.live.test_points import AN, BINH, hybrid
from tests.services.meeting.recorder.test_recorder import rows, store_of

STAGE, THUMBNAIL, PLAYER = "[data-part=stage]", "[data-part=grid] li:not([hidden]) video", "video"
ONE, TWO = "chi-nhanh-1", "chi-nhanh-2"
LATEST_S = 60
FIRST_DRAWN = """(video) => new Promise((drawn, fails) => {
  video.addEventListener("error", () => fails(video.error));
  video.requestVideoFrameCallback(() => (video.pause(), drawn()));
  video.muted = true;
  video.play().catch((error) => error.name === "AbortError" || fails(error));
})"""
PLAYS_ON = """(video) => new Promise((went, fails) => {
  video.addEventListener("timeupdate", () => video.currentTime > 0.5 && video.videoWidth && went());
  video.play().catch(fails);
})"""


@dataclass
class Session:
    """Everybody in front of the house."""

    stack: StackHandle
    evening: Evening
    at: Desk
    points: dict[str, Page]
    watcher: Page

    async def joins(self, stack: AsyncExitStack, point: str, folder: Path) -> None:
        """A machine of its own, with its own camera."""
        browser = await stack.enter_async_context(launched(*arguments(film(point, folder))))
        base = f"{self.stack.url}/meeting/c/{self.evening.conference_id}"
        self.points[point] = await joined(browser, self.stack, base, point, [])


@pytest_asyncio.fixture
async def session(tmp_path: Path) -> AsyncIterator[Session]:
    """An at the first branch and Bình at the second; nobody has spoken."""
    async with AsyncExitStack() as stack:
        house = await stack.enter_async_context(running_stack(rooms=("meeting",)))
        database = Database(house.database_url("meeting"))
        stack.push_async_callback(database.close)
        evening = await hybrid(database, starts_at=real_now())
        at = await stack.enter_async_context(desk(house, house.url, evening.conference_id))
        await begins(evening, at)
        home = await (await stack.enter_async_context(launched())).new_context()
        one = Session(
            house, evening, at, {}, await opened(home, f"{house.url}{await watch_page(database, evening)}", [])
        )
        for point in COLOURS:
            await one.joins(stack, point, tmp_path)
        yield one


async def begins(evening: Evening, at: Desk) -> None:
    await evening.registers(AN, BINH)
    for name, point in ((AN, ONE), (BINH, TWO)):
        await at.send("attendance/mark", person=evening.person_of(name), presence="present", area="", point=point)
    await at.opens()
    await at.send("agenda/begin", step="people_speak")


async def watch_page(database: Database, evening: Evening) -> str:
    async with database.transaction() as session:
        return f"/meeting/watch/{(await session.get_one(Conference, evening.conference_id)).slug}"


async def until(true: Callable[[], Awaitable[Any]], what: str) -> None:
    try:
        async with asyncio.timeout(LATEST_S):
            while not await true():
                await asyncio.sleep(0.2)
    except TimeoutError:
        raise AssertionError(f"not seen: {what}") from None


async def sees(page: Page, video: str, point: str) -> None:
    """Until the picture on this element is the point's."""

    async def is_there() -> bool:
        return await seen(page, video) == point

    await until(is_there, f"{point} on {page.url}")


async def pictures_move(page: Page, count: int = 15) -> None:
    """So many more pictures are drawn on stage by the same line."""
    before = await page.evaluate(FRAMES)

    async def moved() -> bool:
        return bool(await page.evaluate(FRAMES) >= before + count)

    await until(moved, f"moving pictures on {page.url}")


async def first_picture(session: Session, question: Any) -> str:
    """Whose the first picture of the question's film is, when the film is cut; all of the film can be decoded."""
    said = "select key from recording_clips where conference_id = :c and name like :n"
    asked = {"c": session.evening.conference_id, "n": f"%{question}%"}

    async def is_cut() -> bool:
        return bool(await rows(session.stack, said, **asked))

    await until(is_cut, "the question's film")
    ((key,),) = await rows(session.stack, said, **asked)
    with av.open(io.BytesIO(await store_of(session.stack).get(key)), "r") as clip:
        shown = [frame.to_ndarray(format="rgb24") for frame in clip.decode(video=0)]
    assert len(shown) > 10
    return whose_picture(shown[0])


@asynccontextmanager
async def films_page(session: Session) -> AsyncIterator[Page]:
    """The office before the films of this conference."""
    complaints, house = list[str](), session.stack
    async with launched() as browser:
        context = await signed_in(browser, house, house.url, officer("Nguyễn Thị Hạnh", Role.HOST_OFFICE))
        yield await opened(context, f"{house.url}/meeting/c/{session.evening.conference_id}/clips", complaints)
    assert complaints == []


async def shown_first(page: Page, question: Any) -> str:
    """Whose picture the browser draws first of the question's film; the film then plays on."""
    video = page.locator(f"#q-{question} video")
    await video.evaluate(FIRST_DRAWN)
    point = whose(await video.evaluate(READ))
    await video.evaluate(PLAYS_ON)
    return point


@rule("R-186", "R-206", "R-209")
async def test_from_the_first_picture_to_each_questions_film(session: Session, tmp_path: Path) -> None:
    at, points, evening = session.at, session.points, session.evening
    hall, one, two = (points[point] for point in COLOURS)
    for branch in (one, two):
        await sees(branch, STAGE, "hall")
    await sees(session.watcher, PLAYER, "hall")

    await at.send("turns/call", first := new_id(), question=evening.id_of(AN))
    for page in (hall, two):
        await sees(page, STAGE, ONE)
        await pictures_move(page)
    await sees(one, STAGE, "hall")  # who speaks sees the hall
    await sees(session.watcher, PLAYER, ONE)

    line = await hall.locator(STAGE).evaluate("video => video.srcObject.id")
    await sees(hall, THUMBNAIL, TWO)
    await two.get_by_role("button", name="Ngắt").click()
    await expect(hall.locator(THUMBNAIL)).to_have_count(0)
    await pictures_move(hall)
    await two.get_by_role("button", name="Nối hình, tiếng").click()
    await expect(two.locator("[data-part=link]")).to_have_text("tốt", timeout=30_000)
    await sees(hall, THUMBNAIL, TWO)
    await sees(two, STAGE, ONE)
    assert await hall.locator(STAGE).evaluate("video => video.srcObject.id") == line
    await at.send("turns/end", turn=first, outcome="answered_in_hall")

    await at.send("turns/call", second := new_id(), question=evening.id_of(BINH))
    for page in (hall, one):
        await sees(page, STAGE, TWO)
    await sees(session.watcher, PLAYER, TWO)
    await at.send("turns/end", turn=second, outcome="answered_in_hall")
    assert await first_picture(session, evening.id_of(AN)) == ONE
    assert await first_picture(session, evening.id_of(BINH)) == TWO
    async with films_page(session) as office:
        assert await shown_first(office, evening.id_of(AN)) == ONE
        assert await shown_first(office, evening.id_of(BINH)) == TWO

"""A conference with hall and branch before their cameras, in a whole house that records; its archive is read back."""

import asyncio
import hashlib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from functools import partial
from itertools import pairwise
from typing import Any
from uuid import UUID

from playwright.async_api import Browser, Page, expect

from deploy.local.testing import StackHandle
from services.meeting.recorder.slate import MISSING_US
from shared.clock import real_now
from shared.database.engine import Database
from shared.ids import new_id
from tests.services.meeting.live.support import Desk, desk
from tests.services.meeting.live.test_picture_and_sound import FRAMES, joined
from tests.services.meeting.live.test_points import AN, begin, hybrid
from tests.services.meeting.recorder.running import RecorderProcess, room_client, until
from tests.services.meeting.recorder.test_recorder import emptied, films, rows, store_of, times

CAMERA = ("--use-fake-device-for-media-stream=fps=10", "--use-fake-ui-for-media-stream")
NOTE_LINK = """() => {
  const link = document.querySelector('[data-part=link]');
  window.links = [link.textContent];
  new MutationObserver(() => window.links.push(link.textContent)).observe(link, {childList: true, characterData: true});
}"""
SEEN = """() => [links, ...document.querySelectorAll('#video [data-part]:not([hidden])')].map((part) =>
  part.dataset ? `${part.dataset.part}: ${part.srcObject?.getTracks().map((track) => track.muted) ?? part.textContent}`
  : part.join(' → '))"""
LATEST_S = 180  # guards only: machines that test are busy
LONGEST_STEP_S = MISSING_US / 1e6 + 0.1  # then the dark picture stands there, or there is a hole
Span = tuple[float, float]


class HouseRecorder(RecorderProcess):
    """The house's own recorder, asked as tests ask theirs."""

    def __init__(self, stack: StackHandle) -> None:
        self._secret, self.url = stack.keys.link_secret, stack.room_url("recorder")
        self.client = room_client(self._secret)


@dataclass
class Filming:
    """One conference; `pages` by point."""

    stack: StackHandle
    conference: UUID
    recorder: HouseRecorder
    at: Desk
    pages: dict[str, Page] = field(default_factory=dict)

    async def grows(self, by: int) -> list[Span]:
        """Until so many more segments are closed; answers when each began and how long it is, s."""
        known = await self.recorder.segments(self.conference)

        async def has_grown() -> bool:
            return await self.recorder.segments(self.conference) >= known + by

        try:
            await until(has_grown, LATEST_S)
        except TimeoutError:
            told = await self.recorder.state(self.conference)
            raise AssertionError(f"the film stands still at {known}: {told} {self._newest_logs()}") from None
        return await self.spans()

    def _newest_logs(self) -> str:
        logs = [self.stack.config.logs / f"{part}.log" for part in ("recorder", "media", "meeting")]
        return "\n".join(f"--- {log.name}\n" + "\n".join(log.read_text().splitlines()[-25:]) for log in logs)

    async def spans(self) -> list[Span]:
        return times(await self.recorder.playlist(self.conference))

    async def stop(self) -> None:
        """End the recording on the console, and wait until the store has all of it."""
        await self.at.send("recording/off")
        await until(self._is_off)
        await emptied(self.recorder, self.conference)

    async def _is_off(self) -> bool:
        return bool((await self.recorder.state(self.conference))["state"] == "off")

    async def kill(self, part: str) -> None:
        """`kill -9`, until its successor answers."""
        old = self.stack.pid(part)
        self.stack.kill(part)
        await self.stack.wait_new(part, old)

    async def house_is_back(self) -> None:
        """Until what was killed answers again."""
        for part in ("media", "recorder", "store"):
            await self.stack.wait_ready(part)

    async def rejoined(self) -> None:
        """Until every page says that its line is good, after having said that it was lost."""
        for page in self.pages.values():
            await until(partial(page.evaluate, "links.includes('mất') && links.at(-1) === 'tốt'"), LATEST_S)
            await page.evaluate("links.length = 0")

    async def read_back(self) -> int:
        """Every object of the archive, fetched, hashed and decoded; answers the number of pictures."""
        said = "select number, key, sha256, frames from recording_segments where conference_id = :c order by number"
        segments = await rows(self.stack, said, c=self.conference)
        said = "select key, sha256 from recording_inits where conference_id = :c"
        store = store_of(self.stack)
        for row in [*segments, *await rows(self.stack, said, c=self.conference)]:
            assert hashlib.sha256(await store.get(row.key)).hexdigest() == row.sha256
        assert [row.number for row in segments] == list(range(len(segments)))
        decoded = await films(self.recorder, self.conference)
        assert all(film.times == sorted(film.times) for film in decoded)
        assert max(film.longest_step for film in decoded) < LONGEST_STEP_S
        pictures = sum(len(film.times) for film in decoded)
        assert pictures == sum(row.frames for row in segments)
        return pictures


async def moves(page: Page) -> None:
    """Until ten more pictures were drawn; a line that fell meanwhile counts from nothing again."""
    drawn, before = 0, await page.evaluate(FRAMES)
    try:
        async with asyncio.timeout(LATEST_S):
            while drawn <= 10:
                await asyncio.sleep(0.2)
                now = await page.evaluate(FRAMES)
                drawn, before = drawn + max(now - before, 0), now
    except TimeoutError:
        raise AssertionError(f"{page.url} stands still: {await page.evaluate(SEEN)}") from None


def holes(spans: list[Span]) -> list[Span]:
    """Time between segments that nobody recorded: from, to."""
    ends = [(one[0] + one[1], two[0]) for one, two in pairwise(spans)]
    return [(end, begun) for end, begun in ends if begun - end > 0.1]


@asynccontextmanager
async def filming(stack: StackHandle, browser: Browser) -> AsyncIterator[Filming]:
    """A session in which somebody at the branch speaks, with the hall's and the branch's page open."""
    database, complaints = Database(stack.database_url("meeting")), list[str]()
    evening = await hybrid(database, starts_at=real_now())
    id_ = evening.conference_id
    async with desk(stack, stack.url, id_) as at:
        film = Filming(stack, id_, HouseRecorder(stack), at)
        await begin(evening, at)
        for point in ("hall", "chi-nhanh-1"):
            page = await joined(browser, stack, f"{stack.url}/meeting/c/{id_}", point, complaints)
            await page.evaluate(NOTE_LINK)
            film.pages[point] = page
        await at.send("turns/call", new_id(), question=evening.id_of(AN))
        await expect(film.pages["hall"].locator("[data-part=stage-name]")).to_have_text("Chi nhánh 1")
        yield film
    for page in film.pages.values():
        await page.context.close()
    await film.recorder.client.aclose()
    await database.close()


def spool_of(stack: StackHandle, conference: UUID) -> list[Any]:
    """What still lies on the recorder's disk."""
    return list(stack.config.spool.glob(f"{conference}/*"))

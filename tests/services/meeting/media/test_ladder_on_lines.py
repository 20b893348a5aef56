"""Lines that get worse and better behind a relay: the room takes rungs away and gives them back, and says so."""

from functools import partial

import pytest_asyncio

from services.meeting.domain.media_links import watch_token
from services.meeting.media import ladder
from services.meeting.media.port import MediaEvent, QualityChanged, Slots
from shared.clock import real_now
from tests.e2e.browser import launched
from tests.services.meeting.media.lossy import LossyEngine
from tests.services.meeting.media.peers import Screen, opened, told
from tests.services.meeting.media.test_chromium import SECRET, WATCH, page_at, served

HEAVY = 60


@pytest_asyncio.fixture
async def line(engine):
    lossy = LossyEngine(engine, 0)
    yield lossy
    lossy.close()


async def sends(line, rung: str) -> None:
    await told(line, true=lambda event: isinstance(event, QualityChanged) and event.sends == rung)


async def test_a_point_whose_way_up_gets_bad_steps_down_to_its_voice_and_comes_back(line, monkeypatch):
    monkeypatch.setattr(ladder, "UP_AFTER", 1)
    async with opened(line, "hall"), Screen.opened(line) as screen:
        line.show("hall", ["hall"])
        await screen.until(lambda: screen.packets[0])
        line.up.percent = HEAVY
        await sends(line, "thumbnail")
        await sends(line, "voice")
        heard = len(screen.packets[2])
        await screen.until(lambda: len(screen.packets[2]) > heard + 10)
        seen = len(screen.packets[0])
        await screen.until(lambda: len(screen.packets[2]) > heard + 20)
        assert len(screen.packets[0]) == seen
        line.up.percent = 0
        await sends(line, "hd")
        await screen.until(lambda: len(screen.packets[0]) > seen + 10)


async def test_a_browser_that_hears_nothing_but_holes_is_given_up_to_the_text():
    async with served() as (app, address), launched() as browser:
        app.state.engine = line = LossyEngine(app.state.engine, 0)
        async with opened(line, "r", "hall"):
            await line.show("r", "hall", ["hall"])
            page = await page_at(browser, address)
            token = watch_token("r", "screen", SECRET, real_now())
            await page.evaluate(WATCH, f"{address}/media/c/r/whep?viewer=screen&token={token}")
            line.down.percent = HEAVY
            for rung in ("thumbnail", "voice", "text"):
                await told(line, "r", viewer="screen", true=partial(carries, rung))
            line.close()


def carries(rung: str, event: MediaEvent) -> bool:
    return isinstance(event, Slots) and event.rung == rung

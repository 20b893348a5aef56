"""3 % of all packets lost each way: the watcher's pictures go on, counted by the camera's own timestamps."""

import asyncio
from itertools import pairwise

import pytest_asyncio

from services.meeting.domain.media_links import watch_token
from shared.clock import real_now
from tests.e2e.browser import launched
from tests.services.meeting.media.lossy import LossyEngine
from tests.services.meeting.media.peers import FPS, opened
from tests.services.meeting.media.test_chromium import SECRET, WATCH, page_at, served

PERCENT = 3
TICKS = 90_000 // FPS
SHOWN = 8 * FPS
STAMPS = """() => {
  window.stamps = [];
  const note = (_, told) => {
    window.stamps.push(told.rtpTimestamp);
    window.screens[0].requestVideoFrameCallback(note);
  };
  window.screens[0].requestVideoFrameCallback(note);
}"""
COUNTED = """async () => {
  const [stage] = watching.getTransceivers();
  for (const report of (await stage.receiver.getStats()).values())
    if (report.type === 'inbound-rtp') return [report.framesDecoded, report.nackCount];
  return [0, 0];
}"""
MISSED_AT_ONCE = FPS // 2  # pictures a tired machine may fail to show; the line's losses are all mended


@pytest_asyncio.fixture
async def house():
    async with served() as (app, address), launched() as browser:
        app.state.engine = engine = LossyEngine(app.state.engine, PERCENT)
        yield engine, address, browser
        engine.close()


async def test_pictures_go_on_at_the_watcher(house):
    engine, address, browser = house
    async with opened(engine, "r", "hall", size=(432, 240)) as hall:
        await engine.show("r", "hall", ["hall"])
        page = await page_at(browser, address)
        token = watch_token("r", "screen", SECRET, real_now())
        await page.evaluate(WATCH, f"{address}/media/c/r/whep?viewer=screen&token={token}")
        await page.evaluate(STAMPS)
        async with asyncio.timeout(60):
            while await page.evaluate("stamps.length") < SHOWN:
                await asyncio.sleep(0.2)
        steps = [(two - one) % 2**32 / TICKS for one, two in pairwise(await page.evaluate("stamps"))]
        decoded, asked_again = await page.evaluate(COUNTED)
        sent = engine.up.passed[hall.ssrc(0)] + engine.up.dropped[hall.ssrc(0)]
        assert max(steps) <= MISSED_AT_ONCE
        assert decoded >= 0.95 * sum(steps)
        assert asked_again > 0
        assert engine.up.dropped[hall.ssrc(0)] >= 0.02 * sent > 10

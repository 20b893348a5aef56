"""From a frame's capture to its bytes at the door of citizens at home: the stamp is in the picture itself."""

import asyncio
import re
from collections.abc import AsyncIterator
from contextlib import suppress
from statistics import median, quantiles
from uuid import UUID

from deploy.local.testing import StackHandle
from services.meeting.recorder.playlist import HOLD_BACK_S
from services.meeting.recorder.segments import PART_US
from shared.clock import real_us
from shared.ids import new_id
from tests.bench.media.film import MARK
from tests.bench.media.point import Point
from tests.bench.media.recording import Studio, _given, studio
from tests.bench.media.stage import staged

STAMP = re.compile(re.escape(MARK) + rb"([\w-]+):(\d+):(\d+)")
PART = re.compile(r'#EXT-X-PART:.*URI="([^"]+)"')


async def behind_live(servers: StackHandle, seconds: float) -> dict[str, float]:
    """A player behaves as hls.js does: blocking reload, each part as soon as it is told of."""
    conference: UUID = new_id()
    async with (
        studio(servers) as here,
        staged(_given(here.served), 0, Point("hall", stamps=True), str(conference)) as it,
    ):
        await here.recorder.begin(conference)
        playing = asyncio.create_task(it.point.play())
        parts: list[list[int]] = []
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                async for part in _parts(here, conference):
                    now = real_us()
                    parts.append([now - int(stamp[3]) for stamp in STAMP.finditer(part)])
        playing.cancel()
        await here.recorder.say(conference, "stop")
    return _figures([part for part in parts[8:] if part])


async def _parts(here: Studio, conference: UUID) -> AsyncIterator[bytes]:
    """Every new part, in order, for ever."""
    asked: dict[str, int] = {}
    seen: set[str] = set()
    while True:
        answer = await here.recorder.watch(conference, "stage.m3u8", **asked)
        lines = answer.text.splitlines() if answer.status_code == 200 else []
        for address in [found[1] for line in lines if (found := PART.match(line))]:
            if address not in seen:
                seen.add(address)
                part = await here.recorder.watch(conference, address)
                yield part.content if part.status_code == 200 else b""
        hint = next((line for line in lines if line.startswith("#EXT-X-PRELOAD-HINT")), "")
        found = re.search(r"part/(\d+)-\d+\.(\d+)\.m4s", hint)
        asked = {"_HLS_msn": int(found[1]), "_HLS_part": int(found[2])} if found else {}
        if not found:
            await asyncio.sleep(0.05)


def _figures(parts: list[list[int]]) -> dict[str, float]:
    """`behind_live_s`: what a player shows that keeps the playlist's own hold-back from the newest picture's part."""
    every = sorted(age / 1000 for part in parts for age in part)
    newest = median(min(part) for part in parts) / 1e6
    cuts = quantiles(every, n=100)
    return {
        "frames": len(every),
        "available_p50_ms": round(cuts[49]),
        "available_p99_ms": round(cuts[98]),
        "newest_in_part_ms": round(newest * 1000),
        "hold_back_s": HOLD_BACK_S,
        "behind_live_s": round(newest + HOLD_BACK_S + PART_US / 2e6, 2),
    }

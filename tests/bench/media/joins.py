"""From asking to watch until the first packet of the stage's picture: offer, HTTP, ICE, DTLS, key frame."""

import asyncio
import time
from statistics import quantiles

from tests.bench.media.servers import media
from tests.bench.media.stage import ROOM, staged
from tests.bench.media.watcher import Watcher

CROWD = 12
PAUSE_S = 0.5  # the room asks a point for a key frame at most every 0.3 s


async def measure(joins: int) -> dict[str, float]:
    """One after another into a room with twelve viewers, then twelve at once. Both peers run on this machine."""
    async with staged(media, CROWD) as stage:
        playing = asyncio.create_task(stage.point.play())
        port = stage.served.port

        async def join(name: str, pause_s: float = 0.0) -> float:
            await asyncio.sleep(pause_s)
            watcher, begun = Watcher(name, grid=1, voices=3), time.monotonic()
            await watcher.join(port, ROOM)
            await asyncio.wait_for(watcher.first_picture.wait(), 20)
            took = time.monotonic() - begun
            await watcher.connection.close()
            return took * 1000

        alone = [await join(f"late-{number}", PAUSE_S) for number in range(joins)]
        crowd = await asyncio.gather(*(join(f"crowd-{number}") for number in range(CROWD)))
        playing.cancel()
    cuts = quantiles(alone, n=100)
    return {
        "joins": joins,
        "p50_ms": round(cuts[49]),
        "p99_ms": round(cuts[98]),
        "twelve_at_once_ms": round(max(crowd)),
    }

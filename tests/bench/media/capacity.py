"""How many points one media process carries: each sends everything and watches all others, two microphones open."""

import asyncio
import os
import time
from collections.abc import Sequence
from contextlib import AsyncExitStack
from typing import Any

from tests.bench.media.machine import cpu_s, rss_mb
from tests.bench.media.point import Point
from tests.bench.media.servers import media
from tests.bench.media.watcher import Audience, Watcher

TILES = 24  # thumbnails a page shows at most
OPEN = 3  # microphones
ROOM = "bench"


async def measure(points: int, seconds: float) -> dict[str, Any]:
    """`loader_core` near 1 says that the load generator was the end of it, not the media process."""
    async with AsyncExitStack() as open_:
        served = await open_.enter_async_context(media())
        audience, crowd = Audience(), [Point(f"point-{number}") for number in range(points)]
        open_.push_async_callback(audience.close)
        for point in crowd:
            await point.join(served.port, ROOM)
            open_.push_async_callback(point.connection.close)
        await served.port.show(ROOM, crowd[0].name, [point.name for point in crowd[:OPEN]])
        playing = [asyncio.create_task(point.play()) for point in crowd]
        for point in crowd:
            await audience.add(Watcher(point.name, grid=min(TILES, points - 1), voices=OPEN), served.port, ROOM)
        await asyncio.sleep(3)
        before, missing = _now(served.pid, crowd, audience), audience.missing
        await asyncio.sleep(seconds)
        cpu, mine, passed, sent, got = (a - b for a, b in zip(_now(served.pid, crowd, audience), before, strict=True))
        for task in playing:
            task.cancel()
        return {
            "points": points,
            "packets_in_per_s": round(sent / passed),
            "packets_out_per_s": round(got / passed),
            "core": round(cpu / passed, 3),
            "loader_core": round(mine / passed, 2),
            "missing": audience.missing - missing,
            "standing": _standing(crowd) + _standing(audience.watchers),
            "rss_mb": round(rss_mb(served.pid)),
        }


def _standing(peers: Sequence[Point | Watcher]) -> int:
    return sum(peer.connection.connectionState == "connected" for peer in peers)


def _now(pid: int, crowd: list[Point], audience: Audience) -> tuple[float, float, float, int, int]:
    sent = sum(lane.packets for point in crowd for lane in point.lanes)
    return cpu_s(pid), cpu_s(os.getpid()), time.monotonic(), sent, audience.packets


def computed(points: int, measured: list[dict[str, Any]]) -> dict[str, Any]:
    """By the two largest rooms that were measured: cost a packet in and a packet out, as two unknowns."""
    small, large = measured[-2:]
    a, b, c, d = (one[f"packets_{way}_per_s"] for one in (small, large) for way in ("in", "out"))
    whole = a * d - b * c
    in_s, out_s = ((small["core"] * d - b * large["core"]) / whole, (a * large["core"] - c * small["core"]) / whole)
    seen, heard, hd, thumbnail, voice = min(TILES, points - 1), OPEN, 135, 20, 50
    came, went = points * (hd + thumbnail + voice), points * (hd + seen * thumbnail + heard * voice)
    return {
        "points": points,
        "computed": True,
        "packets_in_per_s": came,
        "packets_out_per_s": went,
        "core": round(came * in_s + went * out_s, 2),
    }

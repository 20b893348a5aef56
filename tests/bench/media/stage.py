"""One engine with a point on the stage and its viewers; the same whichever engine it is."""

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass

from tests.bench.media.machine import cpu_s
from tests.bench.media.point import Point
from tests.bench.media.servers import Served
from tests.bench.media.watcher import Audience, Watcher

ROOM = "bench"
SETTLE_S = 0.5
Serving = Callable[[], AbstractAsyncContextManager[Served]]


@dataclass(frozen=True, slots=True)
class Cost:
    """Of one stretch: what the engine's process used, and the one beside it, and what reached the viewers."""

    cpu_s: float
    seconds: float
    packets: int
    frames: int  # of the stage's picture
    beside_s: float = 0.0

    @property
    def us_a_packet(self) -> float:
        return self.cpu_s / self.packets * 1e6


class Stage:
    """`play(seconds)` and see what it cost; between two stretches nobody sends."""

    def __init__(self, served: Served, point: Point, audience: Audience) -> None:
        self.served, self.point, self.audience = served, point, audience
        self.beside: int | None = None  # another process whose CPU is counted: the recorder
        self.costs: list[Cost] = []

    async def play(self, seconds: float, speed: float = 1.0) -> Cost:
        self.point.speed = speed
        playing = asyncio.create_task(self.point.play())
        try:
            await asyncio.sleep(SETTLE_S)
            before = self._now()
            await asyncio.sleep(seconds)
            cost = Cost(*(now - then for now, then in zip(self._now(), before, strict=True)))  # type: ignore[arg-type]
        finally:
            playing.cancel()
            await asyncio.wait([playing])
        self.costs.append(cost)
        return cost

    def _now(self) -> tuple[float, float, int, int, float]:
        beside = cpu_s(self.beside) if self.beside else 0.0
        return cpu_s(self.served.pid), time.monotonic(), self.audience.packets, self.audience.frames, beside


@asynccontextmanager
async def staged(serving: Serving, viewers: int, point: Point | None = None, room: str = ROOM) -> AsyncIterator[Stage]:
    """Viewers see the point in HD and as a thumbnail, and hear it: all three of its streams."""
    async with serving() as served:
        point, audience = point or Point("hall"), Audience()
        await point.join(served.port, room)
        await served.port.show(room, "hall", ["hall"])
        playing = asyncio.create_task(point.play())  # Janus offers a stream once it has seen it
        for number in range(viewers):
            await audience.add(Watcher(f"viewer-{number}", grid=1, voices=1), served.port, room)
        playing.cancel()
        await asyncio.wait([playing])
        try:
            yield Stage(served, point, audience)
        finally:
            await audience.close()
            await point.connection.close()

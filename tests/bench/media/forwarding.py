"""What forwarding one packet costs: ours beside Janus, beside the floor, and beside aiortc's own relay."""

import asyncio
import os
import signal
import subprocess
import sys
import time
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from functools import partial
from typing import Protocol

from deploy.local.process import python_path
from tests.bench.media.ears import Ears
from tests.bench.media.janus_server import janus
from tests.bench.media.machine import cpu_s
from tests.bench.media.servers import REPOSITORY, media, naive, process
from tests.bench.media.stage import Cost, staged
from tests.bench.rounds import in_turns

VIEWERS = 60
RELAYED = 2  # viewers; a third or fourth and aiortc's relay has a core for itself


class Plays(Protocol):
    async def play(self, seconds: float) -> Cost: ...


async def per_packet(seconds: float, rounds: int, *, with_janus: bool) -> dict[str, tuple[float, ...]]:
    """CPU µs of each side, round by round, for a packet that reached a viewer; the same packets at the same pace."""
    async with AsyncExitStack() as open_:
        stages: dict[str, Plays] = {"ours": await open_.enter_async_context(staged(media, VIEWERS))}
        stages["floor"] = await open_.enter_async_context(_floor(VIEWERS))
        if with_janus:
            stages["janus"] = await open_.enter_async_context(staged(janus, VIEWERS))
        return await in_turns({name: partial(_us, stage, seconds) for name, stage in stages.items()}, rounds)


async def per_viewer(seconds: float, rounds: int) -> dict[str, tuple[float, ...]]:
    """CPU µs for a picture that reached a viewer, with its share of thumbnail and voice.

    Ours with many viewers, ours with as few as aiortc's relay can serve, the relay.
    """
    async with staged(naive, RELAYED) as relay, staged(media, VIEWERS) as many, staged(media, RELAYED) as few:
        sides = {
            "ours": partial(_us_a_picture, many, seconds),
            "ours_few": partial(_us_a_picture, few, seconds),
            "relay": partial(_us_a_picture, relay, seconds),
        }
        return await in_turns(sides, rounds)


async def fastest(seconds: float) -> dict[str, float]:
    """Packets a second on one core: the point sends faster and faster; the best at which viewers missed nothing."""
    best: dict[str, float] = {}
    async with staged(media, VIEWERS) as ours:
        for speed in (2, 4, 6, 8, 10, 12, 14, 16, 20, 24):
            missing = ours.audience.missing
            cost = await ours.play(seconds, speed)
            lost = ours.audience.missing - missing
            share, rate = cost.cpu_s / cost.seconds, cost.packets / cost.seconds
            if lost == 0 and rate > best.get("packets_per_s", 0):
                best = {
                    "packets_per_s": round(rate),
                    "core": round(share, 2),
                    "us_a_packet": round(cost.us_a_packet, 2),
                }
            if lost and share > 0.95:
                break
    return best


async def _us(stage: Plays, seconds: float) -> float:
    return (await stage.play(seconds)).us_a_packet


async def _us_a_picture(stage: Plays, seconds: float) -> float:
    cost = await stage.play(seconds)
    return cost.cpu_s / cost.frames * 1e6


class _Floor:
    def __init__(self, pid: int, ears: Ears) -> None:
        self._pid, self._ears = pid, ears

    async def play(self, seconds: float) -> Cost:
        os.kill(self._pid, signal.SIGCONT)
        try:
            await asyncio.sleep(0.5)
            before, cpu, begun = self._ears.packets, cpu_s(self._pid), time.monotonic()
            await asyncio.sleep(seconds)
            return Cost(cpu_s(self._pid) - cpu, time.monotonic() - begun, self._ears.packets - before, 0)
        finally:
            os.kill(self._pid, signal.SIGSTOP)


@asynccontextmanager
async def _floor(receivers: int) -> AsyncIterator[_Floor]:
    """Stands still between two stretches."""
    ears = Ears(receivers)
    listening = asyncio.create_task(ears.listen())
    told = "".join(f"{host} {port}\n" for host, port in ears.addresses).encode()
    order = (sys.executable, "-m", "tests.bench.media.floor")
    env, pipe = os.environ | python_path(REPOSITORY), subprocess.PIPE
    async with process(*order, env=env, stdin=pipe, stdout=pipe) as started:
        assert started.stdin is not None and started.stdout is not None
        started.stdin.write(told)
        started.stdin.close()
        await started.stdout.readline()
        os.kill(started.pid, signal.SIGSTOP)
        try:
            yield _Floor(started.pid, ears)
        finally:
            os.kill(started.pid, signal.SIGCONT)
            listening.cancel()
    ears.close()

"""Kills at seeded moments, each part in its turn. The seed is printed: the same one tears at the same parts again."""

import asyncio
import random
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime

from deploy.local.testing import StackHandle
from shared.clock import real_now

ROOMS = ("intake", "routing", "meeting", "notify")
PARTS = (*ROOMS, "nats", "postgres", "store", "caddy")


class Storm:
    """`act` is what the script is doing, for the story; `last` is when each part was killed last."""

    def __init__(self, stack: StackHandle, chance: random.Random, parts: tuple[str, ...] = PARTS) -> None:
        self.stack, self.chance, self.parts = stack, chance, parts
        self.pause_s = (1.0, 3.0)
        self.act = ""
        self.kills: Counter[str] = Counter()
        self.last: dict[str, datetime] = {}
        self.story: list[str] = []
        self._calm, self._over = asyncio.Lock(), False

    @asynccontextmanager
    async def raging(self) -> AsyncIterator[None]:
        """Kill until the block ends, then everything stands. A part that never comes back fails the block."""
        self._over = False
        storm = asyncio.create_task(self._rage())
        try:
            yield
        finally:
            self._over = True
            await storm

    @asynccontextmanager
    async def held(self) -> AsyncIterator[None]:
        """Nothing is killed in here, and everything stands."""
        async with self._calm:
            yield

    async def _rage(self) -> None:
        while not self._over:
            for part in self.chance.sample(self.parts, len(self.parts)):
                await asyncio.sleep(self.chance.uniform(*self.pause_s))
                async with self._calm:
                    if self._over:
                        return
                    await self.strike(part)

    async def strike(self, *parts: str) -> None:
        """`kill -9` at once, and wait until the successors answer."""
        pids = {part: self.stack.pid(part) for part in parts}
        for part in parts:
            self.stack.kill(part)
            self.kills[part] += 1
            self.last[part] = real_now()
        self.story.append(f"{'+'.join(parts)} during {self.act}")
        await asyncio.gather(*(self.stack.wait_new(part, pid) for part, pid in pids.items()))

    def figures(self) -> str:
        each = " · ".join(f"{part} {count}" for part, count in sorted(self.kills.items()))
        return f"{sum(self.kills.values())} kills ({each})"


@asynccontextmanager
async def without(stack: StackHandle, part: str) -> AsyncIterator[None]:
    """The part is killed and stays away while the block runs."""
    await stack.kill_and_hold(part)
    try:
        yield
    finally:
        await stack.start(part)

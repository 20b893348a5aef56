"""The running house as the demo player sees it: its door, its people, its clock, and when it has come to rest."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

import asyncpg
import nats
from nats.aio.client import Client

from deploy.demo.person import Person
from shared.clock import OFFSET_BUCKET, OFFSET_KEY, real_now
from shared.messaging.bus import CLOCK_POLL_S
from shared.messaging.topology import ROOMS, consumers_of, durable_of, stream_of
from shared.profiles.demo_accounts import PASSWORD

RESTED_WITHIN_S = 60
NEAR_S = 5.0


@dataclass
class House:
    """Reads with the operator's own database role; acts only through the front door, like anybody."""

    url: str
    bus: Client
    tables: asyncpg.Pool
    stack: AsyncExitStack
    _people: dict[str, Person] = field(default_factory=dict)

    async def person(self, username: str = "") -> Person:
        """A signed-in officer, or a citizen."""
        if username not in self._people:
            person = await self.stack.enter_async_context(Person(self.url))
            if username:
                await person.sign_in(username, PASSWORD)
            self._people[username] = person
        return self._people[username]

    async def set_time(self, at: datetime) -> None:
        """Put the business clock of every room."""
        bucket = await self.bus.jetstream().key_value(OFFSET_BUCKET)
        offset_s = (at - real_now()).total_seconds()
        await bucket.put(OFFSET_KEY, str(offset_s if abs(offset_s) > 1 else 0).encode())
        await self.follow_clock(offset_s)

    async def follow_clock(self, offset_s: float) -> None:
        """Wait until every room's business clock stands there."""
        async with asyncio.timeout(RESTED_WITHIN_S):
            for room in ROOMS:
                while not await self._follows(room, offset_s):  # noqa: ASYNC110 - another process looks
                    await asyncio.sleep(CLOCK_POLL_S / 3)

    async def _follows(self, room: str, offset_s: float) -> bool:
        """Whether a room's business clock stands where it was put."""
        health = await (await self.person()).health(room)
        ahead_s = (datetime.fromisoformat(health["now"]) - real_now()).total_seconds()
        return abs(ahead_s - offset_s) < NEAR_S

    async def rest(self) -> None:
        """Wait until every fact has been published and taken."""
        async with asyncio.timeout(RESTED_WITHIN_S):
            while not (await self._is_quiet() and await self._is_quiet()):  # noqa: ASYNC110 - nothing to await
                await asyncio.sleep(0.05)

    async def _is_quiet(self) -> bool:
        waiting = " union all ".join(f"select 1 from {r}.outbox where published_seq is null" for r in ROOMS)
        if await self.tables.fetchval(f"select count(*) from ({waiting}) w"):
            return False
        js = self.bus.jetstream()
        infos = [
            await js.consumer_info(stream_of(source), durable_of(room, source))
            for room in ROOMS
            for source in consumers_of(room)
        ]
        return not any(info.num_pending or info.num_ack_pending for info in infos)

    async def question_id(self, code: str) -> UUID:
        """The id behind a question's number, `7KQM-2DXA/1`."""
        found: UUID = await self.tables.fetchval("select id from intake.questions where code = $1", code)
        return found

    async def value(self, query: str, *arguments: Any) -> Any:
        return await self.tables.fetchval(query, *arguments)

    async def rows(self, query: str, *arguments: Any) -> list[Any]:
        return list(await self.tables.fetch(query, *arguments))


@asynccontextmanager
async def enter(url: str, nats_login: dict[str, Any], database_url: str) -> AsyncIterator[House]:
    """The house behind `url`, with the operator's logins."""
    bus = await nats.connect(**nats_login)
    tables = await asyncpg.create_pool(database_url.replace("+asyncpg", ""), min_size=1, max_size=2)
    try:
        async with AsyncExitStack() as stack:
            yield House(url, bus, tables, stack)
    finally:
        await tables.close()
        await bus.close()

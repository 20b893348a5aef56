"""What the rooms wrote down, read past all doors with the operator's role; and waiting for it to come true."""

import asyncio
from typing import Any
from urllib.parse import urlsplit

import asyncpg
import nats

from deploy.local.testing import StackHandle
from shared.messaging.topology import ROOMS, consumers_of, durable_of, stream_of
from tests.chaos.waiting import AWAY, LOOK_S, until


class Books:
    """Each look opens a connection of its own, so that a killed server spoils only that look."""

    def __init__(self, stack: StackHandle) -> None:
        self._stack = stack
        self._url = stack.database_url("ops").replace("+asyncpg", "")

    async def rows(self, query: str, *arguments: Any) -> list[Any]:
        while True:
            try:
                return await self._rows(query, *arguments)
            except (asyncpg.SyntaxOrAccessError, asyncpg.DataError):
                raise
            except AWAY:
                await asyncio.sleep(LOOK_S)

    async def _rows(self, query: str, *arguments: Any) -> list[Any]:
        assert urlsplit(self._url).hostname == "127.0.0.1"
        connection = await asyncpg.connect(self._url, timeout=5)
        try:
            return list(await connection.fetch(query, *arguments))
        finally:
            await connection.close(timeout=2)

    async def value(self, query: str, *arguments: Any) -> Any:
        found = await self.rows(query, *arguments)
        return found[0][0] if found else None

    async def column(self, query: str, *arguments: Any) -> list[Any]:
        return [row[0] for row in await self.rows(query, *arguments)]

    async def reaches(self, count: int, query: str, *arguments: Any) -> None:
        """Wait until a counting query gives at least `count`."""

        async def enough() -> bool:
            return int(await self.value(query, *arguments)) >= count

        await until(enough, f"{count} from {query}", self.story)

    async def at_rest(self) -> bool:
        """Every fact is published and taken."""
        waiting = " union all ".join(f"select 1 from {r}.outbox where published_seq is null" for r in ROOMS)
        if await self.value(f"select count(*) from ({waiting}) w"):
            return False
        return not await self.undelivered()

    async def undelivered(self) -> dict[str, int]:
        """Consumer → messages that wait or are not acknowledged."""
        bus = await nats.connect(**self._stack.nats_login(), allow_reconnect=False)
        try:
            js, found = bus.jetstream(), {}
            for room in ROOMS:
                for source in consumers_of(room):
                    info = await js.consumer_info(stream_of(source), durable_of(room, source))
                    found[info.name] = (info.num_pending or 0) + (info.num_ack_pending or 0)
            return {name: count for name, count in found.items() if count}
        finally:
            await bus.close()

    async def rest(self) -> None:
        await until(self.at_rest, "every fact taken", self.story)

    async def story(self) -> str:
        """Where everything stands, for a failure that can be understood."""
        lines = [
            f"{room}: {await self.value(f'select count(*) from {room}.outbox where published_seq is null')} waiting, "
            f"{await self.value(f'select count(*) from {room}.dead_letters')} dead letters"
            for room in ROOMS
        ]
        for query in (
            "select concat_ws(' ', 'intake', state), count(*) from intake.questions group by 1",
            "select concat_ws(' ', 'routing', life, outcome), count(*) from routing.questions group by 1",
            "select concat_ws(' ', 'letters', state), count(*) from notify.letters group by 1",
            "select concat_ws(' ', 'messages', purpose, channel, state), count(*) from notify.messages group by 1",
        ):
            lines += [f"{row[0]}: {row[1]}" for row in await self.rows(query)]
        lines.append(f"on the bus: {await self.undelivered()}")
        return "\n".join(lines)

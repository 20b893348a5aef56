"""Our relay draining its outbox, against nats-py publishing the same messages in windows of the same size."""

import asyncio
from typing import Any

from nats.js import JetStreamContext
from sqlalchemy import insert, text

from deploy.local.testing import StackHandle
from shared.database.engine import Database
from shared.messaging.outbox import row_of
from shared.messaging.relay import WINDOW, Relay
from shared.messaging.tables import outbox
from shared.messaging.topology import stream_of
from shared.observability.metrics import PUBLISHED
from tests.bench.ground import opened, stream_of_ops
from tests.bench.rounds import Comparison, alternate, rate
from tests.bench.samples import fact


async def compare(servers: StackHandle, count: int, rounds: int) -> Comparison:
    """Both sides on one connection to one stream that syncs before it acknowledges."""
    async with stream_of_ops(servers) as js, opened(servers, "intake") as database:

        async def ours() -> float:
            await _fill(database, count)
            return await _drained(database, js, count)

        async def raw() -> float:
            messages = [row_of(fact()) for _ in range(count)]
            return await rate(_published(js, messages))

        return await alternate(ours, raw, rounds)


async def _fill(database: Database, count: int) -> None:
    async with database.transaction() as session:
        await session.execute(text("truncate outbox"))
        for _ in range(0, count, 1000):
            await session.execute(insert(outbox), [row_of(fact()) for _ in range(1000)])


async def _drained(database: Database, js: JetStreamContext, count: int) -> float:
    relay = Relay(database.engine, js, stream_of("intake"), database.outbox_wake)
    task = asyncio.create_task(relay.run())
    try:
        return await rate(_counted(count))
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


async def _counted(count: int) -> int:
    """The relay counts a window once its rows are marked."""
    until = PUBLISHED._value.get() + count
    while PUBLISHED._value.get() < until:
        await asyncio.sleep(0.002)
    return count


async def _published(js: JetStreamContext, messages: list[dict[str, Any]]) -> int:
    for start in range(0, len(messages), WINDOW):
        window = messages[start : start + WINDOW]
        acks = [await js.publish_async(m["subject"], m["body"], headers=m["headers"]) for m in window]
        await asyncio.gather(*acks)
    return len(messages)

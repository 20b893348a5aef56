"""Our consumer with inbox and one effect a fact, against a plain nats-py loop with the same statements.

Both sides decode nothing the other does not need: ours reads the whole contract, the plain loop only parses the JSON.
"""

import asyncio
import json
from uuid import UUID

import nats.errors
from nats.aio.msg import Msg
from nats.js import JetStreamContext
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession

from deploy.local.testing import StackHandle
from shared.clock import real_now
from shared.contracts.intake import QuestionAccepted
from shared.database.engine import Database
from shared.messaging.bus import BATCH
from shared.messaging.handlers import Handlers
from shared.messaging.inbox import CLAIM
from shared.messaging.outbox import row_of
from shared.messaging.provision import consumer_config
from shared.messaging.topology import consumers_of, durable_of, stream_of
from shared.observability.metrics import CONSUMED
from tests.bench.ground import EFFECT, bus_of, effect_of, opened, stream_of_ops
from tests.bench.relay import _published as published
from tests.bench.rounds import Comparison, alternate, rate
from tests.bench.samples import fact

STREAM = stream_of("intake")
OURS = durable_of("routing", "intake")


async def compare(servers: StackHandle, count: int, rounds: int) -> Comparison:
    """Each side finds `count` new facts on the stream and works until all of them took effect."""
    async with stream_of_ops(servers) as js, opened(servers, "routing") as database:

        async def ours() -> float:
            await _refill(js, database, count)
            return await _consumed(servers, database, count)

        async def raw() -> float:
            await _refill(js, database, count)
            return await rate(_looped(js, database.engine, count))

        return await alternate(ours, raw, rounds)


async def _refill(js: JetStreamContext, database: Database, count: int) -> None:
    """New facts only: the consumer is made anew behind them, effects and inbox start empty."""
    await js.purge_stream(STREAM)
    await js.delete_consumer(STREAM, OURS)
    await js.add_consumer(STREAM, consumer_config("routing", "intake", consumers_of("routing")["intake"]))
    await published(js, [row_of(fact()) for _ in range(count)])
    async with database.transaction() as session:
        await session.execute(text("truncate bench_effects, inbox"))


async def _consumed(servers: StackHandle, database: Database, count: int) -> float:
    handlers = Handlers("routing")

    @handlers.on(QuestionAccepted)
    async def take(session: AsyncSession, event: QuestionAccepted) -> None:
        await session.execute(EFFECT, effect_of(event))

    bus = bus_of(servers, database, handlers)
    done = CONSUMED.labels(OURS, "ok")._value
    until = done.get() + count
    bus.start()
    try:
        while not bus.is_connected:
            await asyncio.sleep(0.001)
        return await rate(_counted(done, until, count))
    finally:
        await bus.stop()


async def _counted(done: object, until: float, count: int) -> int:
    while done.get() < until:  # type: ignore[attr-defined]
        await asyncio.sleep(0.002)
    return count


async def _looped(js: JetStreamContext, engine: AsyncEngine, count: int) -> int:
    subscription = await js.pull_subscribe_bind(OURS, STREAM)
    done = 0
    while done < count:
        try:
            messages = await subscription.fetch(BATCH, timeout=2)
        except nats.errors.TimeoutError:
            continue
        await _one_transaction(engine, messages)
        await asyncio.gather(*(message.ack() for message in messages))
        done += len(messages)
    await subscription.unsubscribe()
    return done


async def _one_transaction(engine: AsyncEngine, messages: list[Msg]) -> None:
    bodies = {UUID(body["id"]): body for body in (json.loads(message.data) for message in messages)}
    async with engine.begin() as connection:
        given = {"consumer": OURS, "ids": list(bodies), "at": real_now()}
        for event_id in (await connection.execute(CLAIM, given)).scalars().all():
            body = bodies[event_id]
            effect = {"event_id": event_id, "question_id": UUID(body["question_id"]), "words": body["text"]}
            await connection.execute(EFFECT, effect)

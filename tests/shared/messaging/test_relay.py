"""The relay leads alone, and leaves nothing behind in the pool when it is interrupted."""

import asyncio
from typing import Any, cast

import nats
from nats.errors import TimeoutError as NatsTimeoutError
from sqlalchemy import text

from shared.database.engine import Database
from shared.messaging.handlers import Handlers
from shared.messaging.relay import LEADER_LOCK, Relay
from tests.shared.messaging.conftest import withdrawn
from tests.shared.messaging.test_outbox_to_inbox import put

LOCKS = text("select count(*) from pg_locks where locktype = 'advisory' and classid = :key and granted")


class SilentStream:
    """A broker that answers nothing."""

    async def stream_info(self, _name: str) -> None:
        raise NatsTimeoutError


def relay_of(database: Database) -> Relay:
    return Relay(database.engine, cast(Any, SilentStream()), "EVT_INTAKE", database.outbox_wake)


async def locks(database) -> int:
    async with database.reading() as session:
        return int((await session.execute(LOCKS, {"key": LEADER_LOCK})).scalar_one())


async def settings_in_pool(database) -> set[str]:
    """`synchronous_commit` of as many pooled connections as we can hold at once."""

    async def one() -> str:
        async with database.transaction() as session:
            await session.execute(text("select pg_sleep(0.2)"))
            return str((await session.execute(text("show synchronous_commit"))).scalar_one())

    return set(await asyncio.gather(*(one() for _ in range(8))))


async def test_an_interrupted_relay_leaves_neither_its_lock_nor_its_settings_in_the_pool(database):
    intake = database("intake")
    await put(intake, withdrawn())
    await settings_in_pool(intake)  # fills the pool
    before = await locks(intake)
    relay = asyncio.create_task(relay_of(intake).run())
    await asyncio.sleep(1.5)  # leads, is interrupted, leads again
    relay.cancel()
    await asyncio.gather(relay, return_exceptions=True)
    assert await locks(intake) == before
    assert await settings_in_pool(intake) == {"on"}


async def test_a_fact_whose_number_the_stream_gives_again_was_lost_and_goes_again(schemas, database):
    """The disk of the bus lost an acknowledged fact, and another one took its number before the relay looked."""
    intake, lost, newer = database("intake"), withdrawn(), withdrawn()
    bus = await nats.connect(**schemas.nats_login())
    relay = Relay(intake.engine, bus.jetstream(), "EVT_INTAKE", intake.outbox_wake)
    async with intake.engine.connect() as held:
        await held.execution_options(isolation_level="AUTOCOMMIT")
        while await relay.publish_window(held):
            continue
        last = (await bus.jetstream().stream_info("EVT_INTAKE")).state.last_seq
        await put(intake, lost)
        torn = text("update outbox set published_seq = :seq, published_at = now() where event_id = :id")
        await held.execute(torn, {"seq": last + 1, "id": lost.id})
        await put(intake, newer)
        assert [await relay.publish_window(held) for _ in range(3)] == [1, 1, 0]
        numbers = text("select event_id from outbox where published_seq > :last order by published_seq")
        assert list((await held.execute(numbers, {"last": last})).scalars()) == [newer.id, lost.id]
    await bus.close()


async def test_two_relays_of_one_room_never_lead_together(database):
    intake = database("intake")
    async with intake.engine.connect() as first, intake.engine.connect() as second:
        one, other = relay_of(intake), relay_of(intake)
        try:
            assert await one._try_lead(first)
            assert not await other._try_lead(second)
        finally:
            await first.invalidate()


async def test_a_bus_stops_even_when_a_cancellation_is_lost(database, run_bus):
    """As nats-py loses one that comes while a publish waits for its turn."""
    losses = 3

    async def stubborn() -> None:
        nonlocal losses
        while True:
            try:
                await asyncio.sleep(60)
            except asyncio.CancelledError:
                losses -= 1
                if not losses:
                    raise

    async with asyncio.timeout(20), run_bus(database("intake"), Handlers("intake")) as bus:
        bus._tasks.append(asyncio.create_task(stubborn()))
        await asyncio.sleep(0)
    assert losses == 0

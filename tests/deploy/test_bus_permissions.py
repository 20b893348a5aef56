"""A room says on the bus what is its own to say, and hears what it was meant to hear."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from typing import Any

import nats
import pytest
from nats.aio.client import Client
from nats.errors import NoRespondersError
from nats.js.errors import KeyNotFoundError

from deploy.local.config import ROOMS
from deploy.local.testing import StackHandle
from shared.clock import OFFSET_BUCKET
from shared.messaging.topology import consumers_of, durable_of, stream_of

OTHERS = [(room, other) for room in ROOMS for other in ROOMS if room != other]


@asynccontextmanager
async def connected(stack: StackHandle, user: str) -> AsyncIterator[tuple[Client, list[str]]]:
    """A connection and what the server complained about."""
    complaints: list[str] = []

    async def complain(error: Exception) -> None:
        complaints.append(str(error).lower())

    client = await nats.connect(**stack.nats_login(user), error_cb=complain, allow_reconnect=False)
    try:
        yield client, complaints
    finally:
        await client.close()


async def refused(client: Client, complaints: list[str], within_s: float = 3) -> bool:
    """The complaint precedes the answer to the next ping, but its callback may run a little later."""
    await client.flush()
    limit = asyncio.get_running_loop().time() + within_s
    while asyncio.get_running_loop().time() < limit:
        if any("permissions violation" in complaint for complaint in complaints):
            return True
        await asyncio.sleep(0.01)
    return False


@pytest.mark.parametrize(("room", "other"), OTHERS)
async def test_a_room_cannot_state_another_rooms_fact(stack: StackHandle, room: str, other: str):
    async with connected(stack, room) as (client, complaints):
        await client.publish(f"evt.{other}.thing.happened.v1", b"forged")
        assert await refused(client, complaints)


@pytest.mark.parametrize("room", ROOMS)
async def test_a_room_states_its_own_facts_and_reads_its_consumers(stack: StackHandle, room: str):
    async with connected(stack, room) as (client, complaints):
        js = client.jetstream()
        assert (await js.publish(f"evt.{room}.thing.happened.v1", b"mine")).stream == stream_of(room)
        assert (await js.stream_info(stream_of(room))).state.last_seq
        for source in consumers_of(room):
            waiting = await js.pull_subscribe_bind(durable_of(room, source), stream_of(source))
            assert await waiting.consumer_info()
        assert not await refused(client, complaints, within_s=0.2)


@pytest.mark.parametrize(("room", "other"), OTHERS)
async def test_a_room_cannot_take_another_rooms_facts(stack: StackHandle, room: str, other: str):
    source = next(iter(consumers_of(other)))
    subject = f"$JS.API.CONSUMER.MSG.NEXT.{stream_of(source)}.{durable_of(other, source)}"
    async with connected(stack, room) as (client, complaints):
        await client.publish(subject, b"1", reply=f"_INBOX_{room}.steal")
        assert await refused(client, complaints)


@pytest.mark.parametrize(
    ("room", "subject"),
    [
        ("intake", "evt.>"),
        ("notify", "evt.intake.>"),
        ("meeting", "_INBOX_intake.>"),
        ("routing", ">"),
        ("notify", "rpc.intake.person.read.v1"),
        ("intake", "$JS.EVENT.ADVISORY.>"),
    ],
)
async def test_a_room_cannot_listen_at_the_wall(stack: StackHandle, room: str, subject: str):
    async with connected(stack, room) as (client, complaints):
        await client.subscribe(subject)
        assert await refused(client, complaints)


@pytest.mark.parametrize(
    "subject",
    [
        "$JS.API.STREAM.CREATE.MINE",
        "$JS.API.STREAM.DELETE.EVT_INTAKE",
        "$JS.API.STREAM.PURGE.EVT_INTAKE",
        "$JS.API.CONSUMER.CREATE.EVT_INTAKE.spy",
        "$JS.API.CONSUMER.DURABLE.CREATE.EVT_INTAKE.spy",
        "$JS.API.STREAM.MSG.GET.EVT_INTAKE",
        "$KV.clock.offset_s",
    ],
)
async def test_a_room_cannot_change_the_bus(stack: StackHandle, subject: str):
    async with connected(stack, "notify") as (client, complaints):
        await client.publish(subject, b"{}", reply="_INBOX_notify.answer")
        assert await refused(client, complaints)


@pytest.mark.parametrize(("asker", "asked"), [("routing", "intake"), ("intake", "meeting")])
async def test_a_question_it_may_ask_is_answered(stack: StackHandle, asker: str, asked: str):
    async def answer(message: Any) -> None:
        await message.respond(b"yes")

    async with connected(stack, asked) as (server, _), connected(stack, asker) as (client, _):
        await server.subscribe(f"rpc.{asked}.thing.read.v1", cb=answer)
        await server.flush()
        assert await answered(client, f"rpc.{asked}.thing.read.v1") == b"yes"
        with pytest.raises(NoRespondersError):
            await client.request(f"rpc.{asked}.other.read.v1", b"", timeout=5)


async def answered(client: Client, subject: str) -> bytes:
    """The answer; on a busy machine the server may learn of the one who answers a moment later."""
    async with asyncio.timeout(20):
        while True:
            with suppress(NoRespondersError):
                return bytes((await client.request(subject, b"", timeout=5)).data)


@pytest.mark.parametrize(("asker", "asked"), [("intake", "routing"), ("meeting", "notify"), ("notify", "meeting")])
async def test_a_question_it_has_no_business_with_is_refused(stack: StackHandle, asker: str, asked: str):
    async with connected(stack, asker) as (client, complaints):
        await client.publish(f"rpc.{asked}.thing.read.v1", b"", reply=f"_INBOX_{asker}.answer")
        assert await refused(client, complaints)


@pytest.mark.parametrize("room", ROOMS)
async def test_every_room_reads_the_clock(stack: StackHandle, room: str):
    async with connected(stack, room) as (client, complaints):
        with pytest.raises(KeyNotFoundError):
            await (await client.jetstream().key_value(OFFSET_BUCKET)).get("nothing")
        assert not await refused(client, complaints, within_s=0.2)


async def test_a_wrong_password_stays_outside(stack: StackHandle):
    reader, writer = await asyncio.open_connection("127.0.0.1", stack.config.ports.nats)
    await reader.readline()
    writer.write(b'CONNECT {"user": "intake", "pass": "wrong", "verbose": false}\r\nPING\r\n')
    assert b"Authorization Violation" in await reader.readline()
    writer.close()
    await writer.wait_closed()

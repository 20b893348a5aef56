"""The deploy step that makes streams, consumers and the clock's bucket. Safe to run again at any time."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

import nats
from nats.js import JetStreamContext
from nats.js.api import (
    AckPolicy,
    ConsumerConfig,
    DeliverPolicy,
    DiscardPolicy,
    KeyValueConfig,
    StorageType,
    StoreCompression,
    StreamConfig,
)
from nats.js.errors import BadRequestError, NotFoundError

from shared.clock import OFFSET_BUCKET
from shared.messaging.topology import ROOMS, consumers_of, durable_of, stream_of

DAY_S = 24 * 3600
ACK_WAIT_S = 10  # then a successor gets what a killed room held; a slow batch that comes twice meets its inbox marks
MAX_ACK_PENDING = 1000


def stream_config(room: str, replicas: int = 1) -> StreamConfig:
    """Seven days of facts; a full stream refuses, so facts wait in the outbox instead of vanishing."""
    return StreamConfig(
        name=stream_of(room),
        subjects=[f"evt.{room}.>"],
        storage=StorageType.FILE,
        max_age=7 * DAY_S,
        max_bytes=4 * 1024**3,
        discard=DiscardPolicy.NEW,
        duplicate_window=300,
        deny_delete=True,
        compression=StoreCompression.S2,
        num_replicas=replicas,
    )


def consumer_config(room: str, source: str, subjects: tuple[str, ...]) -> ConsumerConfig:
    """Delivered until handled: the room itself sets a hopeless fact aside (see `consumer.py`)."""
    return ConsumerConfig(
        durable_name=durable_of(room, source),
        filter_subjects=list(subjects),
        ack_policy=AckPolicy.EXPLICIT,
        ack_wait=ACK_WAIT_S,
        max_deliver=-1,
        max_ack_pending=MAX_ACK_PENDING,
        deliver_policy=DeliverPolicy.ALL,
    )


async def provision(url: str, user: str, password: str, *, replicas: int = 1) -> None:
    """Create or update everything the rooms expect to find on the bus."""
    nc = await nats.connect(url, user=user or None, password=password or None)
    try:
        js = nc.jetstream()
        await asyncio.gather(*(_stream(js, room, replicas) for room in ROOMS))
        await asyncio.gather(*(_consumers(js, room) for room in ROOMS))
        await _clock_bucket(js, replicas)
    finally:
        await nc.close()


async def _stream(js: JetStreamContext, room: str, replicas: int) -> None:
    config = stream_config(room, replicas)
    await _create_or(lambda: js.add_stream(config), lambda: js.update_stream(config))


async def _consumers(js: JetStreamContext, room: str) -> None:
    for source, subjects in consumers_of(room).items():
        # add_consumer without an action creates or updates
        await js.add_consumer(stream_of(source), consumer_config(room, source, subjects))


async def _clock_bucket(js: JetStreamContext, replicas: int) -> None:
    try:
        await js.key_value(OFFSET_BUCKET)
    except NotFoundError:
        await js.create_key_value(KeyValueConfig(bucket=OFFSET_BUCKET, history=1, replicas=replicas))


async def _create_or(create: Callable[[], Awaitable[Any]], update: Callable[[], Awaitable[Any]]) -> None:
    try:
        await create()
    except BadRequestError:
        await update()

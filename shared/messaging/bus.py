"""One room's connection to the bus: facts out through the relay, facts in through guarded subscribers."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any, TypeVar

import nats.errors
from faststream import AckPolicy
from faststream.exceptions import IncorrectState
from faststream.nats import JStream, NatsBroker, PullSub
from faststream.nats.annotations import NatsMessage
from faststream.security import SASLPlaintext
from nats.js.api import ConsumerConfig

from shared.clock import OFFSET_BUCKET, OFFSET_KEY, OffsetClock
from shared.contracts.event import Contract
from shared.database.engine import Database
from shared.messaging.consumer import Consumer
from shared.messaging.handlers import Handlers
from shared.messaging.relay import Relay
from shared.messaging.subscriber import guard
from shared.messaging.topology import consumers_of, durable_of, stream_of
from shared.observability.logs import get_logger
from shared.refusals import Unavailable
from shared.settings import Settings

BATCH = 200
FETCH_WAIT_S = 2.0
CLOCK_POLL_S = 0.15
AWAY = (nats.errors.Error, IncorrectState, asyncio.TimeoutError, OSError)
Reply = TypeVar("Reply", bound=Contract)
Request = TypeVar("Request", bound=Contract)

log = get_logger()


class Bus:
    """Starts in the background and keeps trying, so that a room opens its doors while the bus is away."""

    def __init__(self, settings: Settings, database: Database, handlers: Handlers, clock: OffsetClock) -> None:
        self.room, self._database, self._clock = settings.room, database, clock
        self._inbox_prefix = f"_INBOX_{self.room}"
        self.broker = NatsBroker(
            settings.nats_url,
            security=_security(settings),
            inbox_prefix=self._inbox_prefix.encode(),
            max_reconnect_attempts=-1,
            reconnect_time_wait=1,
            connect_timeout=2,
            reconnected_cb=self._on_reconnect,
            name=self.room,
            graceful_timeout=10,
            logger=None,
        )
        self.consumers = {
            durable_of(self.room, source): self._consume(source, subjects, handlers)
            for source, subjects in consumers_of(self.room).items()
        }
        self._relay: Relay | None = None
        self._tasks: list[asyncio.Task[None]] = []

    def _consume(self, source: str, subjects: tuple[str, ...], handlers: Handlers) -> Consumer:
        durable = durable_of(self.room, source)
        consumer = Consumer(durable, self._database, handlers)
        subscriber = guard(
            self.broker.subscriber(
                stream=JStream(stream_of(source), declare=False),
                durable=durable,
                config=ConsumerConfig(filter_subjects=list(subjects)),
                pull_sub=PullSub(BATCH, FETCH_WAIT_S, batch=True),
                ack_policy=AckPolicy.MANUAL,
                inbox_prefix=f"{self._inbox_prefix}.".encode(),
            )
        )

        @subscriber  # type: ignore[untyped-decorator]
        async def take(message: NatsMessage) -> None:
            await consumer.consume(message.raw_message)  # type: ignore[arg-type]

        return consumer

    def answers(
        self, subject: str, request: type[Request]
    ) -> Callable[[Callable[[Request], Awaitable[Contract]]], None]:
        """Answer a question of another room (`rpc.<room>.<noun>.<verb>.v1`). Register before `start`."""

        def register(answer: Callable[[Request], Awaitable[Contract]]) -> None:
            @self.broker.subscriber(subject, queue=self.room, decoder=_raw)
            async def reply(body: bytes) -> bytes:
                return (await answer(request.model_validate_json(body))).model_dump_json().encode()

        return register

    async def ask(self, subject: str, request: Contract, reply: type[Reply], timeout_s: float = 5) -> Reply:
        """Ask another room. Raises `Unavailable` when it or the bus is away."""
        try:
            message: Any = await self.broker.request(request.model_dump_json().encode(), subject, timeout=timeout_s)
        except AWAY as error:
            raise Unavailable(subject) from error
        return reply.model_validate_json(message.body)

    def start(self) -> None:
        self._tasks.append(asyncio.create_task(self._run(), name=f"bus-{self.room}"))

    async def _run(self) -> None:
        while True:
            try:
                await self.broker.start()
                break
            except Exception as error:
                log.warning("bus.waiting", error=type(error).__name__)
                await asyncio.sleep(1)
        log.info("bus.connected")
        js = self.broker.config.connection_state.stream
        self._relay = Relay(self._database.engine, js, stream_of(self.room), self._database.outbox_wake)
        await asyncio.gather(self._relay.run(), self._follow_clock(js))

    async def _follow_clock(self, js: Any) -> None:
        """Keep the business clock's offset; while the bus is away the last known one holds.

        Read by polling: a key-value watch rides on an ephemeral consumer, which a restarted server forgets.
        """
        while not self._clock.is_real:
            try:
                entry = await (await js.key_value(OFFSET_BUCKET)).get(OFFSET_KEY)
                self._clock.jump(float(entry.value or 0))
            except Exception as error:
                log.debug("clock.waiting", error=type(error).__name__)
            await asyncio.sleep(CLOCK_POLL_S)

    async def set_clock_offset(self, offset_s: float) -> None:
        """Move the business clock of every room. Raises `Unavailable` while the bus is away."""
        try:
            bucket = await self.broker.config.connection_state.stream.key_value(OFFSET_BUCKET)
            await bucket.put(OFFSET_KEY, str(offset_s).encode())
        except AWAY as error:
            raise Unavailable("bus") from error
        self._clock.jump(offset_s)

    async def _on_reconnect(self) -> None:
        log.info("bus.reconnected")
        if self._relay:
            self._relay.reconnected.set()

    @property
    def is_connected(self) -> bool:
        connection = self.broker.config.connection_state
        return bool(connection) and bool(connection.connection.is_connected)

    async def stop(self) -> None:
        """Finish what is in flight, then leave."""
        for task in self._tasks:
            while not task.done():  # nats-py turns a cancellation inside `publish_async` into an error of its own
                task.cancel()
                await asyncio.wait({task}, timeout=0.2)
        await self.broker.stop()


def _security(settings: Settings) -> SASLPlaintext | None:
    if not settings.nats_user:
        return None
    return SASLPlaintext(settings.nats_user, settings.nats_password.get_secret_value(), use_ssl=False)


async def _raw(message: Any) -> bytes:
    """Bodies of questions stay bytes: the contract reads them."""
    return bytes(message.body)

"""The one consumer: a batch is one transaction; a failing fact is tried alone, later, and at last set aside."""

import asyncio
import random
from collections.abc import Sequence

import structlog
from nats.aio.msg import Msg
from pydantic import ValidationError

from shared.clock import real_now
from shared.contracts.event import Event
from shared.database.engine import Database
from shared.messaging import dead_letters, inbox
from shared.messaging.handlers import Handlers
from shared.messaging.incoming import Incoming
from shared.observability.logs import get_logger
from shared.observability.metrics import CONSUMED, DEAD_LETTERS
from shared.refusals import NotYet, Unavailable

GIVE_UP_AFTER = 12  # deliveries: about seven minutes with the delays below
LONGEST_DELAY_S = 60.0
UNREADABLE = (KeyError, ValidationError, LookupError)

log = get_logger()


class Consumer:
    """Applies messages of one durable to one room's handlers, each fact once."""

    def __init__(self, name: str, database: Database, handlers: Handlers) -> None:
        self.name, self._database, self._handlers = name, database, handlers

    async def consume(self, messages: Sequence[Msg]) -> None:
        """Handle a batch in one transaction; when anything fails, handle each message in its own."""
        batch = [Incoming.of(message) for message in messages]
        try:
            await self._apply(batch)
        except Exception:
            for one in batch:
                await self._one(one)
        else:
            CONSUMED.labels(self.name, "ok").inc(len(batch))
            await asyncio.gather(*(m.ack() for m in messages), return_exceptions=True)

    async def _apply(self, batch: Sequence[Incoming]) -> None:
        events = [(one, one.event()) for one in batch]
        async with self._database.transaction() as session:
            new = await inbox.claim(session, self.name, (event.id for _, event in events), real_now())
            for one, event in events:
                if event.id in new:
                    new.discard(event.id)  # the same fact twice in one batch
                    one.follow()
                    with structlog.contextvars.bound_contextvars(**log_fields(one, event)):
                        await self._handlers.handle(session, event)

    async def _one(self, one: Incoming) -> None:
        try:
            await self._apply([one])
        except UNREADABLE as error:
            await self._set_aside(one, error)
        except Exception as error:
            await self._later(one, error)
        else:
            CONSUMED.labels(self.name, "ok").inc()
            await _quietly(one.raw and one.raw.ack())

    async def _later(self, one: Incoming, error: Exception) -> None:
        """Again after a growing delay. While a dependency is away nothing is ever set aside."""
        if one.deliveries >= GIVE_UP_AFTER and not isinstance(error, Unavailable):
            await self._set_aside(one, error)
            return
        CONSUMED.labels(self.name, "later").inc()
        if not isinstance(error, NotYet | Unavailable):
            log.warning("fact.failed", consumer=self.name, subject=one.subject, exc_info=error)
        delay = min(0.2 * 2 ** min(one.deliveries, 10), LONGEST_DELAY_S) * random.uniform(0.8, 1.2)
        await _quietly(one.raw and one.raw.nak(delay=delay))

    async def _set_aside(self, one: Incoming, error: Exception) -> None:
        log.error("fact.set_aside", consumer=self.name, subject=one.subject, error=type(error).__name__)
        try:
            async with self._database.transaction() as session:
                await dead_letters.keep(session, self.name, one, error, real_now())
        except Exception:
            await _quietly(one.raw and one.raw.nak(delay=5))
            return
        DEAD_LETTERS.labels(self.name).inc()
        await _quietly(one.raw and one.raw.ack())

    async def replay(self, one: Incoming) -> None:
        """Handle a message from the dead letters again, in its own transaction. Raises what the handler raises."""
        await self._apply([one])


def log_fields(one: Incoming, event: Event) -> dict[str, str]:
    """What every line logged while handling a fact carries besides room and trace."""
    conference = getattr(event, "conference_id", None)
    fields = {"subject": one.subject, "unit_id": event.unit_id, "actor": event.actor}
    return fields | ({"conference_id": str(conference)} if conference else {})


async def _quietly(answer: object) -> None:
    """Send an ack or nak; when the connection is gone the message simply comes again."""
    if asyncio.iscoroutine(answer):
        await asyncio.gather(answer, return_exceptions=True)

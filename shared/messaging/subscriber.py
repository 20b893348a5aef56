"""The guarded batch subscriber: FastStream's own strands messages and holds lone ones (two measured faults).

`BatchPullStreamSubscriber` ends its loop on the builtin `TimeoutError` that nats-py raises for a part-filled
batch, and drops what it had fetched until `ack_wait`. This subclass fetches, survives, and hands the raw batch on.
`tests/shared/messaging/test_subscriber.py` guards the private names used here.
"""

import asyncio
from typing import Any

from faststream.nats.subscriber.usecases import BatchPullStreamSubscriber

from shared.observability.logs import get_logger

log = get_logger()


class GuardedBatchSubscriber(BatchPullStreamSubscriber):
    """Takes what is there, up to the batch size; never dies."""

    __slots__ = ()

    async def _consume_pull(self) -> None:
        while self.running:
            messages = await self._fetch()
            if messages:
                await self.consume(messages)

    async def _fetch(self) -> list[Any]:
        assert self.subscription
        try:
            return await self.subscription.fetch(self.pull_sub.batch_size, timeout=self.pull_sub.timeout or 2)
        except asyncio.TimeoutError:  # noqa: UP041 - nats' subclass and the builtin alike
            return []
        except Exception as error:
            log.warning("subscriber.interrupted", error=type(error).__name__)
            await asyncio.sleep(0.5)
            return []


def guard(subscriber: Any) -> Any:
    """Turn a FastStream batch subscriber into the guarded one, before its handler is attached."""
    subscriber.__class__ = GuardedBatchSubscriber
    return subscriber

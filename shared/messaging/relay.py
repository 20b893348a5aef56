"""The relay: unpublished outbox rows go to JetStream in order, in a window of acknowledged publishes."""

import asyncio
from datetime import timedelta
from typing import Any

import sqlalchemy as sa
from nats.js import JetStreamContext
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from shared.clock import real_now
from shared.messaging.pruning import prune
from shared.messaging.tables import outbox
from shared.observability.logs import get_logger
from shared.observability.metrics import PUBLISHED

WINDOW = 500
POLL_S = 0.25
GATHER_S = 0.005  # after a part-filled window: what is committed meanwhile goes together
ACK_TIMEOUT_S = 5
PRUNED_EVERY = timedelta(minutes=1)
LEADER_LOCK = 7_310_001  # advisory lock key; advisory locks are per database, so the schema is mixed in

# One statement for the window: unnest pairs the ids with the stream's sequence numbers. A number that the stream gives
# a second time belonged to a fact it has lost (a torn disk, and this one came before we looked): that one goes again.
MARK = sa.text(
    "with v as (select unnest(cast(:ids as bigint[])) as id, unnest(cast(:seqs as bigint[])) as seq), "
    "lost as (update outbox set published_seq = null, published_at = null "
    "from v where outbox.published_seq = v.seq and outbox.id <> v.id) "
    "update outbox set published_seq = v.seq, published_at = :at from v where outbox.id = v.id"
)

log = get_logger()


class Relay:
    """Publishes one room's outbox. Among replicas one leads, by an advisory lock on a held connection."""

    def __init__(self, engine: AsyncEngine, js: JetStreamContext, stream: str, wake: asyncio.Event) -> None:
        self._engine, self._js, self._stream, self._wake = engine, js, stream, wake
        self.reconnected = asyncio.Event()

    async def run(self) -> None:
        """Lead for ever; whatever breaks is tried again."""
        while True:
            try:
                async with self._engine.connect() as held:
                    if await self._try_lead(held):
                        try:
                            await self._lead(held)
                        finally:
                            await held.invalidate()  # the pool must not keep the lock, nor our settings
            except Exception as error:
                log.warning("relay.interrupted", error=type(error).__name__)
            await asyncio.sleep(1)

    async def _try_lead(self, held: AsyncConnection) -> bool:
        await held.execution_options(isolation_level="AUTOCOMMIT")
        statement = sa.text("select pg_try_advisory_lock(:key, hashtext(current_schema()))")
        return bool(await held.scalar(statement, {"key": LEADER_LOCK}))

    async def _lead(self, held: AsyncConnection) -> None:
        # A mark lost in a crash only publishes the fact once more, under the same id: it need not wait for the disk.
        await held.execute(sa.text("set synchronous_commit = off"))
        await self._reconcile(held)
        pruned_at = real_now()
        while True:
            if self.reconnected.is_set():
                self.reconnected.clear()
                await self._reconcile(held)
            self._wake.clear()
            count = await self.publish_window(held)
            if count:
                await asyncio.sleep(0 if count == WINDOW else GATHER_S)
                continue
            if real_now() - pruned_at > PRUNED_EVERY:
                await prune(held, real_now())
                pruned_at = real_now()
            await self._rest()

    async def _rest(self) -> None:
        try:
            await asyncio.wait_for(self._wake.wait(), POLL_S)
        except TimeoutError:
            return

    async def publish_window(self, held: AsyncConnection) -> int:
        """Publish up to `WINDOW` rows and mark those that were acknowledged; returns how many."""
        rows = (
            await held.execute(
                sa.select(outbox.c.id, outbox.c.subject, outbox.c.headers, outbox.c.body)
                .where(outbox.c.published_seq.is_(None))
                .order_by(outbox.c.id)
                .limit(WINDOW)
            )
        ).all()
        if not rows:
            return 0
        acks = [await self._js.publish_async(r.subject, r.body, headers=dict(r.headers)) for r in rows]
        results = await asyncio.wait_for(asyncio.gather(*acks, return_exceptions=True), ACK_TIMEOUT_S)
        done = [(r.id, a.seq) for r, a in zip(rows, results, strict=True) if not isinstance(a, BaseException)]
        await self._mark(held, done)
        if len(done) < len(rows):
            await asyncio.sleep(POLL_S)  # the stream refused: leave the rest in the outbox for a while
        return len(done)

    async def _mark(self, held: AsyncConnection, done: list[tuple[int, int]]) -> None:
        if not done:
            return
        ids, seqs = [list(column) for column in zip(*done, strict=True)]
        await held.execute(MARK, {"ids": ids, "seqs": seqs, "at": real_now()})
        PUBLISHED.inc(len(done))

    async def _reconcile(self, held: AsyncConnection) -> None:
        """Publish again what the broker acknowledged and then lost (a torn disk); the inboxes drop doubles."""
        info: Any = await self._js.stream_info(self._stream)
        last = info.state.last_seq
        again = await held.execute(
            sa.update(outbox).where(outbox.c.published_seq > last).values(published_seq=None, published_at=None)
        )
        if again.rowcount:
            log.warning("relay.reconciled", rows=again.rowcount, stream=self._stream)

"""The servers of one run, with what the comparisons need on them."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import nats
from nats.js import JetStreamContext
from sqlalchemy import text

from deploy.local.testing import StackHandle, bare_servers
from shared.clock import OffsetClock
from shared.contracts.intake import QuestionAccepted
from shared.database import migrate
from shared.database.engine import Database
from shared.messaging.bus import Bus
from shared.messaging.handlers import Handlers
from shared.settings import Settings

EFFECT = text("insert into bench_effects (event_id, question_id, words) values (:event_id, :question_id, :words)")


@asynccontextmanager
async def ground() -> AsyncIterator[StackHandle]:
    """Bus (fsync on every acknowledgement), tables and objects; intake and routing with their shared tables."""
    async with bare_servers() as servers:
        for room in ("intake", "routing"):
            await migrate.upgrade(migrate.SHARED, servers.database_url(room))
        async with opened(servers, "routing") as database, database.transaction() as session:
            await session.execute(
                text("create table bench_effects (event_id uuid primary key, question_id uuid, words text)")
            )
        yield servers


@asynccontextmanager
async def opened(servers: StackHandle, room: str) -> AsyncIterator[Database]:
    database = Database(servers.database_url(room))
    try:
        yield database
    finally:
        await database.close()


@asynccontextmanager
async def stream_of_ops(servers: StackHandle) -> AsyncIterator[JetStreamContext]:
    """Plain nats-py, allowed everything."""
    connection = await nats.connect(**servers.nats_login())
    try:
        yield connection.jetstream(publish_async_max_pending=10_000)
    finally:
        await connection.close()


def settings_of(servers: StackHandle, room: str) -> Settings:
    values: dict[str, Any] = {name.removeprefix("DT_").lower(): value for name, value in servers.env(room).items()}
    return Settings(**values)


def bus_of(servers: StackHandle, database: Database, handlers: Handlers) -> Bus:
    return Bus(settings_of(servers, handlers.room), database, handlers, OffsetClock(production=True))


def effect_of(event: QuestionAccepted) -> dict[str, object]:
    return {"event_id": event.id, "question_id": event.question_id, "words": event.text}

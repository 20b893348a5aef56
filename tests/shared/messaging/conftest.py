"""A room's bus on real servers, with handlers the test chooses."""

from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from uuid import UUID

import pytest
import pytest_asyncio
from sqlalchemy import text

from deploy.local.testing import StackHandle, bare_servers
from shared.clock import OffsetClock
from shared.contracts.intake import QuestionWithdrawn
from shared.database import migrate
from shared.database.engine import Database
from shared.ids import new_id
from shared.messaging.bus import Bus
from shared.messaging.handlers import Handlers
from shared.settings import Settings


def settings_of(servers: StackHandle, room: str) -> Settings:
    values = {name.removeprefix("DT_").lower(): value for name, value in servers.env(room).items()}
    return Settings.model_validate(values)


def withdrawn(question_id: UUID | None = None) -> QuestionWithdrawn:
    """A small fact of intake, as payload of these tests."""
    return QuestionWithdrawn(
        unit_id="phu-xuyen",
        occurred_at=datetime(2026, 11, 21, tzinfo=UTC),
        question_id=question_id or new_id(),
        conference_id=new_id(),
    )


@pytest_asyncio.fixture(scope="session")
async def schemas() -> AsyncIterator[StackHandle]:
    """Servers of its own: the streams here carry only what these tests put there."""
    async with bare_servers() as servers:
        for room in ("intake", "routing"):
            await migrate.upgrade(migrate.SHARED, servers.database_url(room))
        routing = Database(servers.database_url("routing"))
        async with routing.transaction() as session:
            await session.execute(text("create table effects (event_id uuid not null)"))
        await routing.close()
        yield servers


@pytest_asyncio.fixture
async def database(schemas: StackHandle) -> AsyncIterator[Callable[[str], Database]]:
    opened: list[Database] = []

    def open_one(room: str) -> Database:
        opened.append(Database(schemas.database_url(room)))
        return opened[-1]

    yield open_one
    for one in opened:
        await one.close()


@pytest.fixture
def run_bus(schemas: StackHandle) -> Iterator[Callable[..., object]]:
    @asynccontextmanager
    async def run(database: Database, handlers: Handlers) -> AsyncIterator[Bus]:
        bus = Bus(settings_of(schemas, handlers.room), database, handlers, OffsetClock())
        bus.start()
        try:
            yield bus
        finally:
            await bus.stop()

    yield run
